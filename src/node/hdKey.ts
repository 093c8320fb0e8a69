import { createECDH, createHmac } from 'node:crypto';
import { bytesToHex, concatBytes, hexToBytes } from '../util/bytes.js';

/** A private key that others are derived from (BIP-32). */
export interface HdKey {
  /** 32 bytes. */
  readonly privateKey: Uint8Array;
  /** 32 bytes. */
  readonly chainCode: Uint8Array;
}

/** Order of secp256k1's group. */
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The index of a child that only the private key leads to: `44'` of a path. */
export const hardened = (index: number): number => index + 0x80000000;

/** The key at the root of a seed of BIP-39. */
export const hdRoot = (seed: Uint8Array): HdKey => halves(hmac(Buffer.from('Bitcoin seed'), seed));

/** The key below another one, at the end of a path; in OpenSSL, whose curve is thirty times as fast as one in JavaScript. */
export const deriveHdKey = (key: HdKey, path: readonly number[]): HdKey => path.reduce(childOf, key);

/** The compressed point of a private key, 33 bytes. */
export function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  const curve = createECDH('secp256k1');
  curve.setPrivateKey(privateKey);
  return new Uint8Array(curve.getPublicKey(null, 'compressed'));
}

function childOf({ privateKey, chainCode }: HdKey, index: number): HdKey {
  const isHardened = index >= hardened(0);
  const place = new Uint8Array(4);
  new DataView(place.buffer).setUint32(0, index);
  const parent = isHardened ? concatBytes(new Uint8Array(1), privateKey) : publicKeyOf(privateKey);
  const child = halves(hmac(chainCode, concatBytes(parent, place)));
  const tweak = numberOf(child.privateKey);
  const sum = (tweak + numberOf(privateKey)) % order;
  // One index in 2^127 has no key: the next one takes its place.
  if (tweak >= order || sum === 0n) return childOf({ privateKey, chainCode }, index + 1);
  return { ...child, privateKey: hexToBytes(sum.toString(16).padStart(64, '0')) };
}

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${bytesToHex(bytes)}`);
const hmac = (key: Uint8Array, data: Uint8Array): Uint8Array => createHmac('sha512', key).update(data).digest();
const halves = (bytes: Uint8Array): HdKey => ({
  privateKey: new Uint8Array(bytes.subarray(0, 32)),
  chainCode: new Uint8Array(bytes.subarray(32)),
});
