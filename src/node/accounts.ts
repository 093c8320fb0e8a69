import { pbkdf2Sync } from 'node:crypto';
import { rawSecp256k1PubkeyToRawAddress } from '@cosmjs/amino';
import { EnglishMnemonic } from '@cosmjs/crypto';
import { toBech32 } from '@cosmjs/encoding';
import { HdKey, hardened } from './hdKey.js';

/** A key pair with its address: what an actor of a scenario acts with. */
export interface Account {
  readonly index: number;
  readonly address: string;
  readonly addressBytes: Uint8Array;
  /** Compressed, 33 bytes. */
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** Whose accounts a fresh genesis funds, unless another one is named. */
export const defaultMnemonic = 'test test test test test test test test test test test junk';

/** m/44'/1200'/0'/0, with the chain's registered coin type; accounts are its children. */
const accountsPath = [hardened(44), hardened(1200), hardened(0), 0];

/** Whether a text is a mnemonic of BIP-39: known words, and a checksum that holds. */
export function isMnemonic(text: string): boolean {
  try {
    new EnglishMnemonic(text);
    return true;
  } catch {
    return false;
  }
}

/** The seed of BIP-39, without a passphrase; Node's own key stretching is a hundred times faster than one in JavaScript. */
function seedOf(mnemonic: string): Uint8Array {
  const words = new EnglishMnemonic(mnemonic).toString();
  return pbkdf2Sync(words.normalize('NFKD'), 'mnemonic', 2048, 64, 'sha512');
}

/** Derives the accounts of a mnemonic. Cost: about a millisecond, and half of one for each account. */
export function deriveAccounts(mnemonic: string, indices: readonly number[], prefix: string): readonly Account[] {
  const parent = HdKey.fromSeed(seedOf(mnemonic)).derive(accountsPath);
  return indices.map((index) => {
    const { privateKey, publicKey } = parent.derive([index]);
    const addressBytes = rawSecp256k1PubkeyToRawAddress(publicKey);
    return { index, address: toBech32(prefix, addressBytes), addressBytes, publicKey, privateKey };
  });
}
