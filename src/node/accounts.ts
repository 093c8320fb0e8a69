import { pbkdf2Sync } from 'node:crypto';
import { rawSecp256k1PubkeyToRawAddress } from '@cosmjs/amino';
import { EnglishMnemonic } from '@cosmjs/crypto';
import { toBech32 } from '@cosmjs/encoding';
import { CodedError, simErrors } from '../util/errors.js';
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

/** What HD paths have for the chain's coin (SLIP-44). */
export const coinType = 1200;

/** The path of an account, as wallets write it. */
export const pathOfAccount = (index: number): string => `m/44'/${coinType}'/0'/0/${index}`;

/** Whether a text is a mnemonic of BIP-39: known words, and a checksum that holds. */
export function isMnemonic(text: string): boolean {
  try {
    new EnglishMnemonic(text);
    return true;
  } catch {
    return false;
  }
}

/** @throws gonka-sim/26 for a text that is none */
export function assertMnemonic(text: string): void {
  if (isMnemonic(text)) return;
  throw new CodedError(simErrors.usage, 'mnemonic: 12 to 24 words of BIP-39 with a right checksum are wanted');
}

/** The seed of BIP-39, without a passphrase; Node's own key stretching is a hundred times faster than one in JavaScript. */
function seedOf(mnemonic: string): Uint8Array {
  assertMnemonic(mnemonic);
  return pbkdf2Sync(mnemonic.normalize('NFKD'), 'mnemonic', 2048, 64, 'sha512');
}

/** All but the last number of an account's path. */
const accountsPath = [hardened(44), hardened(coinType), hardened(0), 0];

/**
 * Derives the accounts of a mnemonic. Cost: about a millisecond, and half of one for each account.
 *
 * @throws gonka-sim/26 for a text that is no mnemonic
 */
export function deriveAccounts(mnemonic: string, indices: readonly number[], prefix: string): readonly Account[] {
  const parent = HdKey.fromSeed(seedOf(mnemonic)).derive(accountsPath);
  return indices.map((index) => {
    const { privateKey, publicKey } = parent.derive([index]);
    const addressBytes = rawSecp256k1PubkeyToRawAddress(publicKey);
    return { index, address: toBech32(prefix, addressBytes), addressBytes, publicKey, privateKey };
  });
}
