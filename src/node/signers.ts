import { type Ed25519Key, ed25519FromSeed } from '../types/comet/ed25519.js';
import { consensusAddress } from '../types/comet/keys.js';
import type { ValidatorSet } from '../types/comet/validatorSet.js';
import { bytesToLatin1, utf8ToBytes } from '../util/bytes.js';
import { sha256 } from '../util/sha256.js';

/** What validators sign with, by their addresses. */
export interface SignerTable {
  has(address: Uint8Array): boolean;
  get(address: Uint8Array): Ed25519Key | undefined;
}

/** Simulated networks derive the consensus keys of their participants from the numbers of their accounts. */
export const consensusKeyOfAccount = (index: number): Ed25519Key => ed25519FromSeed(consensusSeedOfAccount(index));

/** The 32 bytes that such a key is made from. */
export const consensusSeedOfAccount = (index: number): Uint8Array =>
  sha256(utf8ToBytes(`consensus key of account ${index}`));

/** How many accounts' keys are looked through for a validator that nobody gave a key for. */
const derivedAccounts = 128;

/**
 * The keys of the validators that run here.
 *
 * Those are the given ones and those of simulated participants. When a set has none of them, its strongest member gets a stand-in,
 * so that a genesis whose keys nobody has runs all the same; its signatures have everything but validity.
 */
export class Signers {
  readonly #keys: Map<string, Ed25519Key>;
  #derived = 0;
  /** Sets come in rows that differ in priorities only, and share their members' addresses then. */
  #last: { readonly set: ValidatorSet; readonly table: SignerTable } | undefined;

  constructor(keys: readonly Ed25519Key[]) {
    this.#keys = new Map(keys.map((key) => [nameOf(key), key]));
  }

  /** Whose signatures a set gets. */
  of(set: ValidatorSet): SignerTable {
    if (this.#last === undefined || !haveSameMembers(this.#last.set, set)) {
      this.#last = { set, table: this.#tableOf(set) };
    }
    return this.#last.table;
  }

  /** The power of a set that signs with its own keys, so that clients can check it. */
  powerIn({ validators }: ValidatorSet): bigint {
    const own = validators.filter(({ address }) => this.#keyOf(bytesToLatin1(address)) !== undefined);
    return own.reduce((sum, { power }) => sum + power, 0n);
  }

  #tableOf(set: ValidatorSet): SignerTable {
    const own = set.validators.flatMap(({ address }) => {
      const key = this.#keyOf(bytesToLatin1(address));
      return key === undefined ? [] : [[bytesToLatin1(address), key] as const];
    });
    const keys = new Map(own.length > 0 ? own : standIn(set));
    return {
      has: (address) => keys.has(bytesToLatin1(address)),
      get: (address) => keys.get(bytesToLatin1(address)),
    };
  }

  #keyOf(address: string): Ed25519Key | undefined {
    // A tenth of a millisecond each: only as many as it takes.
    while (!this.#keys.has(address) && this.#derived < derivedAccounts) {
      const key = consensusKeyOfAccount(this.#derived);
      this.#keys.set(nameOf(key), key);
      this.#derived += 1;
    }
    return this.#keys.get(address);
  }
}

const haveSameMembers = (a: ValidatorSet, b: ValidatorSet): boolean =>
  a.validators.length === b.validators.length &&
  a.validators.every(({ address }, place) => address === b.validators[place]!.address);

const nameOf = ({ publicKey }: Ed25519Key): string => bytesToLatin1(consensusAddress(publicKey));

const standIn = ({ validators }: ValidatorSet): readonly (readonly [string, Ed25519Key])[] =>
  validators.slice(0, 1).map(({ address }) => [bytesToLatin1(address), ed25519FromSeed(sha256(address))]);
