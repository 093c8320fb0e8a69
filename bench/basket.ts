import * as crypto from 'node:crypto';
import { createRequire } from 'node:module';
import { Secp256k1, Secp256k1Signature } from '@cosmjs/crypto';

// Operations of one thread whose times on the reference machine are known (performance.md, sections 2, 4 and 7), and which can
// be done again from their description alone. Left out are
// - single operations on big integers: large numbers take them three to ten times longer, and how large they were is not told;
// - records, addresses, nonces: their shapes are not told either;
// - noble's hashes and signing, and WebAssembly: none of our dependencies, or wrapped in one that does more;
// - requests and the start of Node.js: more than a thread of one process.

export interface Operation {
  readonly group: string;
  readonly name: string;
  /** Milliseconds on the reference machine. */
  readonly reference: number;
  /** Its result is to be used, so that no engine leaves the work out. */
  run(): number;
}

const bytesOf = (size: number): Uint8Array => new Uint8Array(size).fill(7);

/** One way of hashing inputs of several sizes; nanoseconds by the number of bytes. */
const hashes = (
  name: string,
  hash: (bytes: Uint8Array) => { readonly length: number },
  nanoseconds: Readonly<Record<number, number>>,
): Operation[] =>
  Object.entries(nanoseconds).map(([size, reference]) => {
    const bytes = bytesOf(Number(size));
    return {
      group: 'hashing',
      name: `${name}, ${size} bytes`,
      reference: reference / 1e6,
      run: () => hash(bytes).length,
    };
  });

const hashing: readonly Operation[] = [
  ...hashes("crypto.hash to 'latin1'", (bytes) => crypto.hash('sha256', bytes, 'binary'), {
    64: 204,
    110: 206,
    200: 273,
    300: 315,
  }),
  // of 64 and 200 bytes only a range is told
  ...hashes('crypto.hash to a buffer', (bytes) => crypto.hash('sha256', bytes, 'buffer'), { 110: 579, 300: 815 }),
  ...hashes('crypto.createHash', (bytes) => crypto.createHash('sha256').update(bytes).digest(), {
    64: 1207,
    110: 984,
    200: 1036,
    300: 1091,
  }),
];

const signing = (name: string, perSecond: number, work: () => boolean | { readonly length: number }): Operation => ({
  group: 'signatures',
  name,
  reference: 1000 / perSecond,
  run: () => Number(work() !== false),
});

const message = bytesOf(100);
const digest = crypto.createHash('sha256').update(message).digest();
const privateKey = bytesOf(32);
const curve = crypto.createECDH('secp256k1');
curve.setPrivateKey(privateKey);
const publicKey = Buffer.from(curve.getPublicKey('binary', 'compressed'), 'binary');
const signature = Secp256k1.createSignature(digest, privateKey).toFixedLength().slice(0, 64);

interface Library {
  ecdsaVerify(signature: Uint8Array, digest: Uint8Array, publicKey: Uint8Array): boolean;
  ecdsaSign(digest: Uint8Array, privateKey: Uint8Array): { readonly signature: Uint8Array };
}

/** What is done with a half of package secp256k1, if it loads: the package is optional, and not every machine has its add-on. */
function withLibrary(half: 'bindings' | 'elliptic', operations: (library: Library) => Operation[]): Operation[] {
  let library: Library;
  try {
    library = createRequire(import.meta.url)(`secp256k1/${half}.js`) as Library;
  } catch {
    return [];
  }
  return operations(library);
}

/** What stands before a compressed point of this curve in the DER form of its key. */
const keyHeader = Buffer.from('3036301006072a8648ce3d020106052b8104000a032200', 'hex');
const spki = { key: Buffer.concat([keyHeader, publicKey]), format: 'der', type: 'spki' } as const;
const privateJwk = {
  ...crypto.createPublicKey(spki).export({ format: 'jwk' }),
  d: Buffer.from(privateKey).toString('base64url'),
};
const opened = {
  public: crypto.createPublicKey(spki),
  private: crypto.createPrivateKey({ key: privateJwk, format: 'jwk' }),
};
const verifyInNode = (key: crypto.KeyObject): boolean =>
  crypto.verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);

const inJavaScript = Secp256k1Signature.fromFixedLength(signature);
const ed25519 = crypto.generateKeyPairSync('ed25519');
const edSignature = crypto.sign(null, message, ed25519.privateKey);

const signatures: readonly Operation[] = [
  ...withLibrary('bindings', (addOn) => [
    signing('secp256k1 verify, add-on', 1000 / 0.038, () => addOn.ecdsaVerify(signature, digest, publicKey)),
    signing('secp256k1 sign, add-on', 33_000, () => addOn.ecdsaSign(digest, privateKey).signature),
  ]),
  signing('secp256k1 verify, node:crypto', 4200, () => verifyInNode(opened.public)),
  signing('secp256k1 verify, key imported', 2800, () => verifyInNode(crypto.createPublicKey(spki))),
  signing('secp256k1 sign, node:crypto', 3800, () => crypto.sign('sha256', message, opened.private)),
  signing('secp256k1 verify, @cosmjs/crypto', 1000, () => Secp256k1.verifySignature(inJavaScript, digest, publicKey)),
  ...withLibrary('elliptic', (elliptic) => [
    signing('secp256k1 verify, elliptic', 780, () => elliptic.ecdsaVerify(signature, digest, publicKey)),
  ]),
  signing('ed25519 sign, node:crypto', 45_000, () => crypto.sign(null, message, ed25519.privateKey)),
  signing('ed25519 verify, node:crypto', 16_000, () => crypto.verify(null, message, ed25519.publicKey, edSignature)),
];

const numbers = Array.from({ length: 1_000_000 }, (_, i) => i);
const bigInts = numbers.map(BigInt);
const typed = BigInt64Array.from(bigInts);

// Each has a loop of its own, which the engine compiles for its kind of array.
function sumOfNumbers(): number {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += numbers[i]!;
  return sum;
}

function sumOfBigInts(): number {
  let sum = 0n;
  for (let i = 0; i < bigInts.length; i++) sum += bigInts[i]!;
  return Number(sum);
}

function sumOfTyped(): number {
  let sum = 0n;
  for (let i = 0; i < typed.length; i++) sum += typed[i]!;
  return Number(sum);
}

const sums: readonly Operation[] = [
  { group: 'sums', name: 'a million numbers', reference: 0.5, run: sumOfNumbers },
  { group: 'sums', name: 'a million bigints', reference: 3.8, run: sumOfBigInts },
  { group: 'sums', name: 'a million of a BigInt64Array', reference: 2.5, run: sumOfTyped },
];

export const basket: readonly Operation[] = [...hashing, ...signatures, ...sums];
