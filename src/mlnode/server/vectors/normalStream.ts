import { utf8ToBytes } from '../../../util/bytes.js';
import { sha256 } from '../../../util/sha256.js';
import { sfc32Words } from '../../../validation/random.js';
import type { PyInt } from '../python/pydantic.js';

/** Standard normal numbers, one after another. */
export type Stream = () => number;

/** A seed of 53 bits from names, each framed by its length so that no two lists of names share one. */
export function seedOf(...names: readonly string[]): number {
  const hash = sha256(utf8ToBytes(names.map((name) => `${name.length}:${name}`).join('')));
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0) * 2 ** 21 + (hash[4]! << 13) + (hash[5]! << 5);
}

const words = new Uint32Array(16);

/** The stream of a nonce: its own for every seed and every integer. */
export function streamOf(seed: number, nonce: PyInt): Stream {
  const low = Number(BigInt.asUintN(32, BigInt(nonce)));
  const whole = Number(nonce) === low ? seed : seedOf(String(seed), String(nonce));
  const fill = sfc32Words(whole, low);
  const numbers = new Float64Array(words.length);
  let at = numbers.length;
  return () => {
    if (at === numbers.length) {
      fill(words);
      for (let i = 0; i < words.length; i += 2) {
        const radius = Math.sqrt(-2 * Math.log((words[i]! + 1) / 2 ** 32));
        const angle = (2 * Math.PI * words[i + 1]!) / 2 ** 32;
        numbers[i] = radius * Math.cos(angle);
        numbers[i + 1] = radius * Math.sin(angle);
      }
      at = 0;
    }
    return numbers[at++]!;
  };
}
