import type { TxResult } from '../app/txResult.js';
import { txHash } from '../types/comet/txs.js';
import { bytesToLatin1 } from '../util/bytes.js';
import { CodedError, defineErrors, type ErrorKind } from '../util/errors.js';

/** Why a node does not even ask its application about a transaction; the messages are CometBFT's. */
export const mempoolErrors = defineErrors('mempool', {
  inCache: [1, 'tx already exists in cache'],
  tooLarge: [2, 'Tx too large'],
  full: [3, 'mempool is full'],
  tooBig: [4, 'tx size is too big'],
});

/** CometBFT's bounds. */
export interface MempoolLimits {
  readonly txs: number;
  /** Of all that wait together. */
  readonly bytes: number;
  readonly txBytes: number;
  /** How many transactions are known again, whether they wait, are in a block or gone. */
  readonly cached: number;
}

export const defaultMempoolLimits: MempoolLimits = {
  txs: 5000,
  bytes: 1_073_741_824,
  txBytes: 1_048_576,
  cached: 10_000,
};

interface WaitingTx {
  readonly tx: Uint8Array;
  readonly gasWanted: bigint;
}

/** What a mempool holds, to be put back later. */
export interface MempoolState {
  readonly waiting: ReadonlyMap<string, WaitingTx>;
  readonly cache: ReadonlySet<string>;
}

/** What one block has room for. */
export interface BlockRoom {
  readonly bytes: bigint;
  /** -1 for any. */
  readonly gas: bigint;
}

/** What a mempool needs of its chain. */
export interface MempoolSeams {
  /** Asks the application, after all that were let in since the last block. */
  check(tx: Uint8Array): TxResult;
  /** Of the next block. */
  room(): BlockRoom;
}

/**
 * Transactions that wait for a block, in the order in which they came, so that those of one sender stay in theirs.
 * Everything is O(1) but what is done for all of them.
 */
export class Mempool {
  readonly #limits: MempoolLimits;
  readonly #seams: MempoolSeams;
  #waiting = new Map<string, WaitingTx>();
  /** In the order of their last use, the oldest first. */
  #cache = new Set<string>();
  #bytes = 0;

  constructor(seams: MempoolSeams, limits: Partial<MempoolLimits> = {}) {
    this.#seams = seams;
    this.#limits = { ...defaultMempoolLimits, ...limits };
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** Of all that wait: a client's `total_bytes`. */
  get bytes(): number {
    return this.#bytes;
  }

  /** From the oldest on, all of them unless told otherwise. */
  txs(limit = this.size): readonly Uint8Array[] {
    const found: Uint8Array[] = [];
    for (const { tx } of this.#waiting.values()) {
      if (found.length >= limit) break;
      found.push(tx);
    }
    return found;
  }

  has(tx: Uint8Array): boolean {
    return this.#waiting.has(nameOf(tx));
  }

  /**
   * Asks the application about a transaction and takes it in when it is good.
   *
   * @throws mempoolErrors when it is not even asked
   */
  add(tx: Uint8Array): TxResult {
    this.#assertRoom(tx);
    const name = nameOf(tx);
    if (this.#cache.has(name)) {
      this.#remember(name);
      throw new CodedError(mempoolErrors.inCache);
    }
    this.#remember(name);
    const result = this.#seams.check(tx);
    if (result.code !== 0) this.#cache.delete(name);
    else {
      this.#waiting.set(name, { tx, gasWanted: result.gasWanted });
      this.#bytes += tx.length;
    }
    return result;
  }

  /** The oldest ones, as many as a block has room for. They stay until it is made. */
  reap(): readonly Uint8Array[] {
    const { bytes, gas } = this.#seams.room();
    const chosen: Uint8Array[] = [];
    let [bytesLeft, gasLeft] = [bytes, gas];
    for (const { tx, gasWanted } of this.#waiting.values()) {
      bytesLeft -= fieldSize(tx);
      if (gas >= 0n) gasLeft -= gasWanted;
      if (bytesLeft < 0n || (gas >= 0n && gasLeft < 0n)) break;
      chosen.push(tx);
    }
    return chosen;
  }

  /** A block was made: its transactions leave, and what still waits is checked again on the new state, in its order. */
  blockMade(txs: readonly Uint8Array[], results: readonly TxResult[]): void {
    for (const [index, tx] of txs.entries()) {
      const name = nameOf(tx);
      if (results[index]!.code === 0) this.#remember(name);
      else this.#cache.delete(name);
      this.#remove(name);
    }
    this.recheck();
  }

  /** Drops what is no longer good. Cost: O(transactions) checks. */
  recheck(): void {
    for (const [name, { tx }] of this.#waiting) {
      if (this.#seams.check(tx).code === 0) continue;
      this.#remove(name);
      this.#cache.delete(name);
    }
  }

  /** Takes a transaction out by its hash; the answer says whether it was there. */
  drop(hash: Uint8Array): boolean {
    const name = bytesToLatin1(hash);
    this.#cache.delete(name);
    return this.#remove(name);
  }

  /** Forgets all that waits and all that was seen. */
  clear(): void {
    this.restore({ waiting: new Map(), cache: new Set() });
  }

  get state(): MempoolState {
    return { waiting: new Map(this.#waiting), cache: new Set(this.#cache) };
  }

  /** What is put back is checked again. */
  restore({ waiting, cache }: MempoolState): void {
    this.#waiting = new Map(waiting);
    this.#cache = new Set(cache);
    this.#bytes = [...waiting.values()].reduce((sum, { tx }) => sum + tx.length, 0);
    this.recheck();
  }

  #assertRoom(tx: Uint8Array): void {
    const { txs, bytes, txBytes } = this.#limits;
    if (this.size >= txs || this.#bytes + tx.length > bytes) {
      const counts = `: number of txs ${this.size} (max: ${txs}), total txs bytes ${this.#bytes} (max: ${bytes})`;
      throw told(mempoolErrors.full, counts);
    }
    if (tx.length > txBytes) throw told(mempoolErrors.tooLarge, `. Max size is ${txBytes}, but got ${tx.length}`);
    const room = this.#seams.room().bytes;
    if (fieldSize(tx) > room) throw told(mempoolErrors.tooBig, `: ${fieldSize(tx)}, max: ${room}`);
  }

  #remember(name: string): void {
    this.#cache.delete(name);
    this.#cache.add(name);
    if (this.#cache.size > this.#limits.cached) this.#cache.delete(this.#cache.values().next().value!);
  }

  #remove(name: string): boolean {
    const found = this.#waiting.get(name);
    if (found === undefined) return false;
    this.#bytes -= found.tx.length;
    return this.#waiting.delete(name);
  }
}

const nameOf = (tx: Uint8Array): string => bytesToLatin1(txHash(tx));

/** CometBFT says the figures after the words. */
function told(kind: ErrorKind, figures: string): CodedError {
  const error = new CodedError(kind);
  error.message = `${kind.text}${figures}`;
  return error;
}

/** Bytes of a transaction as a field of a block. */
function fieldSize({ length }: Uint8Array): bigint {
  let size = length + 2;
  for (let rest = length; rest >= 128; rest = Math.floor(rest / 128)) size += 1;
  return BigInt(size);
}
