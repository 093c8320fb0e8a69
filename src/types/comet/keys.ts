import { ripemd160 } from '@cosmjs/crypto';
import { sha256 } from '../../util/sha256.js';

/** The address of an ed25519 consensus key: the first 20 bytes of its SHA-256. */
export const consensusAddress = (publicKey: Uint8Array): Uint8Array => sha256(publicKey).slice(0, 20);

/** The address of a compressed secp256k1 account key: RIPEMD-160 of its SHA-256. */
export const accountAddress = (publicKey: Uint8Array): Uint8Array => ripemd160(sha256(publicKey));
