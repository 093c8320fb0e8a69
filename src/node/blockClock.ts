import { CodedError, simErrors } from '../util/errors.js';

/** Tells the time in nanoseconds since the Unix epoch. */
export type TimeSource = () => bigint;

/** The machine's own clock. */
export const systemTime: TimeSource = () =>
  BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n;

/** What a clock would forget with its process. Durations and times are nanoseconds. */
export interface ClockState {
  /** How far it is ahead of its source. */
  readonly offset: bigint;
  /** By how much the next block is put off, when all others follow at a fixed step. */
  readonly skip: bigint;
  /** The time of the next block, when somebody chose it. */
  readonly chosen: bigint | undefined;
}

export interface ClockOptions {
  readonly source?: TimeSource | undefined;
  /** Between two blocks, whatever the source says: then the same blocks have the same times in every run. */
  readonly step?: bigint | undefined;
  /** To go on from. */
  readonly state?: ClockState | undefined;
}

const untouched: ClockState = { offset: 0n, skip: 0n, chosen: undefined };

/** Blocks are at least this far apart. */
const leastStep = 1_000_000n;

/** Says when the next block is: what its source says, or a fixed step after the last one; it can be put forward. */
export class BlockClock {
  readonly #source: TimeSource;
  readonly #step: bigint | undefined;
  #state: ClockState;

  constructor({ source = systemTime, step, state = untouched }: ClockOptions = {}) {
    this.#source = source;
    this.#step = step;
    this.#state = state;
  }

  /** The time of a block that follows one of time `last` now. */
  after(last: bigint): bigint {
    const { offset, skip, chosen } = this.#state;
    if (chosen !== undefined) return chosen;
    if (this.#step !== undefined) return last + this.#step + skip;
    const now = this.#source() + offset;
    return now > last + leastStep ? now : last + leastStep;
  }

  /** A block was made: what was said of the next one alone is done with. */
  passed(): void {
    const { offset, skip, chosen } = this.#state;
    if (skip !== 0n || chosen !== undefined) this.#state = { offset, skip: 0n, chosen: undefined };
  }

  /** Puts the clock forward. */
  increase(by: bigint): void {
    if (by < 0n) throw new CodedError(simErrors.usage, `time cannot go back by ${-by} ns`);
    const { offset, skip, chosen } = this.#state;
    this.#state = { offset: offset + by, skip: skip + by, chosen: chosen && chosen + by };
  }

  /** Says when the next block is; later ones follow from there. `last` is the time of the last block. */
  set(time: bigint, last: bigint): void {
    if (time <= last)
      throw new CodedError(simErrors.usage, `the last block's time is ${last} ns: a later one is wanted`);
    this.#state = { offset: time - this.#source(), skip: 0n, chosen: time };
  }

  get state(): ClockState {
    return this.#state;
  }

  restore(state: ClockState): void {
    this.#state = state;
  }
}
