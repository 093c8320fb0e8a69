import { bytesToHex, utf8ToBytes } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import { sha256 } from '../../util/sha256.js';
import { validationErrors } from '../errors.js';

// What a PoC v2 vector is made of outside of the model's forward pass (reference, section 4.5; vectors: mlnode/poc_math).
// Upstream computes in single precision; the results here are rounded to it at the same places.

/** The 32-bit seed of a stream: the first eight hex digits of the SHA-256 of its name. */
export const streamSeed = (name: string): number => streamSeeds(name)[0]!;

/** The eight seeds that the stronger way of the inputs takes from one name: each eight hex digits of the SHA-256. */
export function streamSeeds(name: string): number[] {
  const digits = bytesToHex(sha256(utf8ToBytes(name)));
  return Array.from({ length: 8 }, (_, i) => Number.parseInt(digits.slice(8 * i, 8 * i + 8), 16));
}

/** Names of the streams of a PoC round. */
export const streamNames = {
  inputs: (blockHash: string, publicKey: string, nonce: number) => `${blockHash}_${publicKey}_nonce${nonce}`,
  layer: (blockHash: string, layer: number) => `${blockHash}_layer_${layer}_householder`,
  pick: (blockHash: string, publicKey: string, nonce: number, k: number) =>
    `${blockHash}_${publicKey}_nonce_${nonce}_pick_${k}`,
  reflection: (blockHash: string, publicKey: string, nonce: number, k: number, index: number) =>
    `${blockHash}_${publicKey}_nonce_${nonce}_haar_hh_${k}_${index}`,
  target: (blockHash: string, publicKey: string) => `${blockHash}_${publicKey}_target`,
} as const;

const rotate = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));

/** MurmurHash3's 32-bit mix of one block, without the length. */
export function murmur(key: number, seed: number): number {
  const block = Math.imul(rotate(Math.imul(key, 0xcc9e2d51), 15), 0x1b873593);
  let h = (Math.imul(rotate(seed ^ block, 13), 5) + 0xe6546b64) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Uniforms of a stream from `first` on, in single precision: a hash close to 2^32 gives exactly 1. */
export const uniforms = (seed: number, count: number, first = 0): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => Math.fround(murmur(first + i, seed)) / 2 ** 32);

/** Standard normals of a stream (Box and Muller): all cosines, then all sines. */
export function normals(seed: number, count: number): Float32Array {
  const pairs = Math.ceil(count / 2);
  const [radii, angles] = [uniforms(seed, pairs), uniforms(seed, pairs, pairs)];
  return Float32Array.from({ length: count }, (_, i) => {
    const at = i % pairs;
    const radius = Math.sqrt(-2 * Math.log(Math.max(radii[at]!, 1e-10)));
    const angle = 2 * Math.PI * angles[at]!;
    return radius * (i < pairs ? Math.cos(angle) : Math.sin(angle));
  });
}

/** Normals of the stronger way: eight streams, each for an eighth of them, rounded up. */
export function strongerNormals(name: string, count: number): Float32Array {
  const segment = Math.ceil(count / 8);
  const all = new Float32Array(8 * segment);
  for (const [i, seed] of streamSeeds(name).entries()) all.set(normals(seed, segment), i * segment);
  return all.subarray(0, count);
}

/** The hidden dimensions of a nonce that make its vector: those of the k smallest hashes, in rising order of the hash. */
export function pickDimensions(name: string, dim: number, k: number): number[] {
  if (k < 1 || k > dim) {
    throw new CodedError(validationErrors.parameterInvalid, `k must be in [1, dim], got k=${k}, dim=${dim}`);
  }
  const seed = streamSeed(name);
  const scores = Array.from({ length: dim }, (_, i) => [murmur(i, seed), i] as const);
  scores.sort(([a, i], [b, j]) => a - b || i - j);
  return scores.slice(0, k).map(([, dimension]) => dimension);
}

/** A vector scaled to length 1; one of zeros stays. */
export function normalised(vector: ArrayLike<number>): Float32Array {
  let square = 0;
  for (let i = 0; i < vector.length; i++) square += vector[i]! ** 2;
  const length = Math.max(Math.sqrt(square), 1e-12);
  return Float32Array.from(vector, (x) => x / length);
}

/** The unit vector of a reflection. */
export const householderVector = (name: string, dim: number): Float32Array =>
  normalised(normals(streamSeed(name), dim));

/** x - 2 (v . x) v. */
export function reflect(x: ArrayLike<number>, v: ArrayLike<number>): Float32Array {
  let dot = 0;
  for (let i = 0; i < x.length; i++) dot += x[i]! * v[i]!;
  return Float32Array.from(x, (value, i) => value - 2 * dot * v[i]!);
}

/** A nonce's rotation of its k picked numbers: k - 1 reflections. */
export function rotateVector(blockHash: string, publicKey: string, nonce: number, x: ArrayLike<number>): Float32Array {
  const k = x.length;
  let y: Float32Array = Float32Array.from(x);
  for (let i = 0; i < k - 1; i++) {
    y = reflect(y, householderVector(streamNames.reflection(blockHash, publicKey, nonce, k, i), k));
  }
  return y;
}
