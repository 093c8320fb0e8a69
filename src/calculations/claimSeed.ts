import { hexToBytes, uint64ToBytes } from '../util/bytes.js';
import { secp256k1Engine } from '../util/secp256k1.js';

/** What a participant signs before the epoch and reveals when he claims: the seed, as 8 bytes, most significant first. */
export function claimSeedBytes(seed: bigint): Uint8Array {
  return uint64ToBytes(seed);
}

/**
 * Whether the signature that was submitted with MsgSubmitSeed is one of this seed (reference, section 7.2, ClaimRewards).
 *
 * @param seed      an int64
 * @param signature hex of 64 bytes, r and s of secp256k1 over the SHA-256 of the seed's bytes
 * @param publicKey 33 bytes, compressed: of the claimant, or of an account that he granted his messages to
 */
export function isClaimSeedSigned(seed: bigint, signature: string, publicKey: Uint8Array): boolean {
  if (!/^([0-9a-fA-F]{2}){64}$/.test(signature)) return false;
  return secp256k1Engine().verify(claimSeedBytes(seed), hexToBytes(signature), publicKey);
}
