import { createECDH, createHmac } from 'node:crypto';
import { bytesToHex, concatBytes, hexToBytes } from '../util/bytes.js';

/** Order of secp256k1's group. */
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The index of a child that only the private key leads to: `44'` of a path. */
export const hardened = (index: number): number => index + 0x80000000;

/** A private key that others are derived from (BIP-32), in OpenSSL, whose curve is faster than one in JavaScript. */
export class HdKey {
  #publicKey: Uint8Array | undefined;

  private constructor(
    /** 32 bytes. */
    readonly privateKey: Uint8Array,
    /** 32 bytes. */
    readonly chainCode: Uint8Array,
  ) {}

  /** The key at the root of a seed of BIP-39. */
  static fromSeed(seed: Uint8Array): HdKey {
    const { left, right } = halvesOf(Buffer.from('Bitcoin seed'), seed);
    return new HdKey(left, right);
  }

  /** The compressed point, 33 bytes. */
  get publicKey(): Uint8Array {
    this.#publicKey ??= pointOf(this.privateKey);
    return this.#publicKey;
  }

  /** The key at the end of a path that begins here. */
  derive(path: readonly number[]): HdKey {
    return path.reduce((key: HdKey, index) => key.#child(index), this);
  }

  #child(index: number): HdKey {
    const place = new Uint8Array(4);
    new DataView(place.buffer).setUint32(0, index);
    const parent = index >= hardened(0) ? concatBytes(new Uint8Array(1), this.privateKey) : this.publicKey;
    const { left, right } = halvesOf(this.chainCode, concatBytes(parent, place));
    const tweak = numberOf(left);
    const sum = (tweak + numberOf(this.privateKey)) % order;
    // One index in 2^127 has no key: the next one takes its place.
    if (tweak >= order || sum === 0n) return this.#child(index + 1);
    return new HdKey(hexToBytes(sum.toString(16).padStart(64, '0')), right);
  }
}

function pointOf(privateKey: Uint8Array): Uint8Array {
  const curve = createECDH('secp256k1');
  curve.setPrivateKey(privateKey);
  return new Uint8Array(curve.getPublicKey(null, 'compressed'));
}

function halvesOf(key: Uint8Array, data: Uint8Array) {
  const bytes = new Uint8Array(createHmac('sha512', key).update(data).digest());
  return { left: bytes.slice(0, 32), right: bytes.slice(32) };
}

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${bytesToHex(bytes)}`);
