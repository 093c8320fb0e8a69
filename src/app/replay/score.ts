import type { ChainEvent } from '../../types/events.js';
import { bytesToHex, equalBytes } from '../../util/bytes.js';
import type { TxResult } from '../txResult.js';
import type { RecordedTx, Recording } from './recording.js';
import type { Replay, ReplayedBlock } from './replay.js';

/** Where a store's state came from: own rules, or the recording, which wrote it in all blocks or at genesis only. */
export type StoreOrigin = 'computed' | 'fed' | 'untouched';

export interface StoreScore {
  readonly name: string;
  readonly origin: StoreOrigin;
  /** Recorded writes, and how many of them came out the same, byte for byte. */
  readonly writes: number;
  readonly equalWrites: number;
  /** Heights at which the recording wrote to the store. */
  readonly writtenAt: number;
  /** Heights at which a computed store differed, ascending. There it was set right from the recording. */
  readonly differsAt: readonly bigint[];
}

/** How often something came out as recorded. */
export interface Count {
  readonly equal: number;
  readonly of: number;
}

export interface MessageScore {
  /** Type URL of a transaction's messages, each once. */
  readonly type: string;
  readonly results: Count;
  readonly gas: Count;
  /** What differed, in words, each once. */
  readonly because: readonly string[];
  /** By how much gas those with the recorded result missed the recorded gas, each once: more is positive. */
  readonly gasOff: readonly bigint[];
}

export interface ParityScore {
  readonly chainId: string;
  readonly heights: number;
  readonly appHashes: number;
  readonly stores: readonly StoreScore[];
  readonly txs: Count;
  readonly gas: Count;
  readonly messages: readonly MessageScore[];
  /** Of blocks whose results were recorded. */
  readonly blockEvents: Count;
  readonly validatorUpdates: Count;
  /** Types of block events that the recording has more of, with how many. */
  readonly missingEvents: ReadonlyMap<string, number>;
}

/** Runs a replay to its end and counts. `onBlock` is called after each block. */
export function score(recording: Recording, run: Replay, onBlock?: (block: ReplayedBlock) => void): ParityScore {
  const { computed, fed } = run.origins;
  const stores = new Map([...computed, ...fed].sort(byText).map((name) => [name, new StoreCount()]));
  const messages = new Map<string, MessageCount>();
  const [txs, gas, blockEvents, validatorUpdates] = [new Tally(), new Tally(), new Tally(), new Tally()];
  const missingEvents = new Map<string, number>();
  let [heights, appHashes] = [0, 0];
  for (const block of run.blocks) {
    const { recorded, result, differences, wrongRoots } = block;
    heights += 1;
    if (equalBytes(block.appHash, recorded.appHash)) appHashes += 1;
    for (const [name, count] of stores) {
      const recordedKeys = recorded.writes.get(name);
      count.add(recorded.height, recordedKeys?.size ?? 0, [
        ...differences.filter(({ store }) => store === name).map(({ recorded: { did } }) => did !== 'nothing'),
        ...(wrongRoots.includes(name) ? [false] : []),
      ]);
    }
    recorded.txs.forEach((wanted, index) => {
      const got = result.txResults[index]!;
      const fault = txFault(got, wanted);
      const gasOff = got.gasUsed - wanted.gasUsed;
      txs.add(fault === undefined);
      gas.add(gasOff === 0n);
      countMessage(messages, wanted, fault, gasOff);
    });
    if (recorded.results !== undefined) {
      blockEvents.add(eventsFault(result.events, recorded.results.events) === undefined);
      countMissing(missingEvents, result.events, recorded.results.events);
      validatorUpdates.add(sameUpdates(result.validatorUpdates, recorded.results.validatorUpdates));
    }
    onBlock?.(block);
  }
  const ownStores = new Set(computed);
  return {
    chainId: recording.chainId,
    heights,
    appHashes,
    stores: [...stores].map(([name, count]) => count.score(name, ownStores.has(name))),
    txs,
    gas,
    messages: [...messages].sort(([a], [b]) => byText(a, b)).map(([type, count]) => count.score(type)),
    blockEvents,
    validatorUpdates,
    missingEvents: new Map([...missingEvents].filter(([, count]) => count > 0).sort(([a], [b]) => byText(a, b))),
  };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

class Tally implements Count {
  equal = 0;
  of = 0;

  add(same: boolean): void {
    this.of += 1;
    if (same) this.equal += 1;
  }
}

class StoreCount {
  #writes = 0;
  #unequal = 0;
  #writtenAt = 0;
  #writtenLater = false;
  #first: bigint | undefined;
  readonly #differsAt: bigint[] = [];

  /** `faults`: of each key that differed, whether the recording wrote it; one that is not for a store with another root. */
  add(height: bigint, writes: number, faults: readonly boolean[]): void {
    this.#first ??= height;
    this.#writes += writes;
    this.#unequal += faults.filter((recorded) => recorded).length;
    if (writes > 0) {
      this.#writtenAt += 1;
      this.#writtenLater ||= height !== this.#first;
    }
    if (faults.length > 0) this.#differsAt.push(height);
  }

  score(name: string, isOwn: boolean): StoreScore {
    return {
      name,
      origin: isOwn ? 'computed' : this.#writtenLater ? 'fed' : 'untouched',
      writes: this.#writes,
      equalWrites: isOwn ? this.#writes - this.#unequal : 0,
      writtenAt: this.#writtenAt,
      differsAt: this.#differsAt,
    };
  }
}

class MessageCount {
  readonly results = new Tally();
  readonly gas = new Tally();
  readonly because = new Set<string>();
  readonly gasOff = new Set<bigint>();

  score(type: string): MessageScore {
    const { results, gas, because, gasOff } = this;
    return { type, results, gas, because: [...because], gasOff: [...gasOff] };
  }
}

function countMessage(
  messages: Map<string, MessageCount>,
  tx: RecordedTx,
  fault: string | undefined,
  gasOff: bigint,
): void {
  const type = [...new Set(tx.messageTypes)].join(' + ');
  const count = messages.get(type) ?? new MessageCount();
  messages.set(type, count);
  count.results.add(fault === undefined);
  count.gas.add(gasOff === 0n);
  if (fault !== undefined) count.because.add(fault);
  else if (gasOff !== 0n) count.gasOff.add(gasOff);
}

/** The first field of a transaction's result that differs, in words. */
export function txFault(got: TxResult, wanted: RecordedTx): string | undefined {
  if (got.gasWanted !== wanted.gasWanted) return `gas wanted ${got.gasWanted}, recorded ${wanted.gasWanted}`;
  if (got.code !== wanted.code || got.codespace !== wanted.codespace) {
    return `code ${codeOf(got)}${textOf(got)}, recorded ${codeOf(wanted)}${textOf(wanted)}`;
  }
  if (logOf(got.log) !== logOf(wanted.log)) return `log "${logOf(got.log)}", recorded "${logOf(wanted.log)}"`;
  if (!equalBytes(got.data, wanted.data)) return `data ${bytesToHex(got.data)}, recorded ${bytesToHex(wanted.data)}`;
  return eventsFault(got.events, wanted.events);
}

const codeOf = ({ code, codespace }: { code: number; codespace: string }): string =>
  codespace === '' ? String(code) : `${codespace} ${code}`;

const textOf = ({ code, log }: { code: number; log: string }): string => (code === 0 ? '' : ` (${logOf(log)})`);

/** A log without the stack of a panic, which depends on the machine. */
const logOf = (log: string): string => log.replace(/\nstack:\n.*: panic$/s, ': panic');

/** The first event that differs, in words. */
export function eventsFault(got: readonly ChainEvent[], wanted: readonly ChainEvent[]): string | undefined {
  const length = Math.max(got.length, wanted.length);
  for (let index = 0; index < length; index++) {
    const [mine, theirs] = [got[index], wanted[index]];
    if (mine && theirs && eventText(mine) === eventText(theirs)) continue;
    if (mine?.type !== theirs?.type) {
      return `event ${index}: ${mine?.type ?? 'none'}, recorded ${theirs?.type ?? 'none'}`;
    }
    return `event ${index}: ${eventText(mine!)}, recorded ${eventText(theirs!)}`;
  }
  return undefined;
}

const eventText = ({ type, attributes }: ChainEvent): string =>
  `${type}{${attributes.map(({ key, value }) => `${key}=${value}`).join(', ')}}`;

function countMissing(missing: Map<string, number>, got: readonly ChainEvent[], wanted: readonly ChainEvent[]): void {
  for (const { type } of wanted) missing.set(type, (missing.get(type) ?? 0) + 1);
  for (const { type } of got) missing.set(type, (missing.get(type) ?? 0) - 1);
}

function sameUpdates(got: ReplayedBlock['result']['validatorUpdates'], wanted: typeof got): boolean {
  return (
    got.length === wanted.length &&
    got.every(({ pubKey, power }, index) => {
      const other = wanted[index]!;
      return power === other.power && equalBytes(pubKey, other.pubKey);
    })
  );
}
