import { CodedError, simErrors } from '../util/errors.js';

/** When blocks are made: with each transaction, by the clock, both, or only when told to. */
export type BlockMode = 'instant' | 'interval' | 'mixed' | 'manual';
export const blockModes: readonly BlockMode[] = ['instant', 'interval', 'mixed', 'manual'];

/** Runs something later; answers with how to call it off. */
export type Scheduler = (milliseconds: number, run: () => void) => () => void;

/** The machine's own timers; 0 is as soon as what came in with this turn of the event loop is dealt with. */
export const machineTimers: Scheduler = (milliseconds, run) => {
  if (milliseconds > 0) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  }
  const soon = setImmediate(run);
  return () => clearImmediate(soon);
};

export interface ProducerOptions {
  readonly mode: BlockMode;
  /** Milliseconds between two blocks by the clock. */
  readonly blockTime: number;
  readonly schedule: Scheduler;
  /** Makes a block; the answer says whether transactions are left over. */
  make(): boolean;
  /** Settles when the disk has caught up. */
  drain(): Promise<void>;
  /** No more blocks come: told why. */
  onFailure(error: unknown): void;
}

/** Decides when a block is made. Never makes one while the disk is far behind, and none after a failure. */
export class Producer {
  readonly #options: ProducerOptions;
  #mode: BlockMode;
  #blockTime: number;
  #callOffSoon: (() => void) | undefined;
  #callOffTick: (() => void) | undefined;
  /** Settles when the last block is written. */
  #writing: Promise<void> | undefined;
  #isDue = false;
  #hasFailed = false;
  #isStopped = false;

  constructor(options: ProducerOptions) {
    this.#options = options;
    this.#mode = options.mode;
    this.#blockTime = checkedBlockTime(options.blockTime);
  }

  get mode(): BlockMode {
    return this.#mode;
  }

  get blockTime(): number {
    return this.#blockTime;
  }

  /** Begins to make blocks, also when what failed is undone; `waiting` says whether there are transactions already. */
  start(waiting: boolean): void {
    this.#hasFailed = false;
    this.#callOff();
    this.#armTick();
    if (waiting) this.txArrived();
  }

  setMode(mode: BlockMode, blockTime = this.#blockTime): void {
    this.#blockTime = checkedBlockTime(blockTime);
    this.#mode = mode;
    this.#callOff();
    this.#armTick();
  }

  /** A transaction waits. Those that come in one turn of the event loop share a block. */
  txArrived(): void {
    if (!this.#mayMake || this.#callOffSoon !== undefined) return;
    if (this.#mode !== 'instant' && this.#mode !== 'mixed') return;
    this.#callOffSoon = this.#options.schedule(0, () => {
      this.#callOffSoon = undefined;
      this.#make();
    });
  }

  /** No more blocks; settles when the last one is written. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#callOff();
    await this.#writing;
  }

  get #mayMake(): boolean {
    return !this.#isStopped && !this.#hasFailed;
  }

  #armTick(): void {
    if (!this.#mayMake || (this.#mode !== 'interval' && this.#mode !== 'mixed')) return;
    // Armed before the block is made, so that blocks come at the pace asked for whatever they take.
    this.#callOffTick = this.#options.schedule(this.#blockTime, () => {
      this.#armTick();
      this.#make();
    });
  }

  #make(): void {
    if (!this.#mayMake) return;
    if (this.#writing !== undefined) {
      this.#isDue = true;
      return;
    }
    try {
      if (this.#options.make()) this.txArrived();
      this.#writing = this.#options.drain().then(
        () => this.#written(),
        (error: unknown) => this.#fail(error),
      );
    } catch (error) {
      this.#fail(error);
    }
  }

  #written(): void {
    this.#writing = undefined;
    if (!this.#isDue) return;
    this.#isDue = false;
    this.#make();
  }

  #fail(error: unknown): void {
    this.#writing = undefined;
    this.#hasFailed = true;
    this.#callOff();
    this.#options.onFailure(error);
  }

  #callOff(): void {
    this.#callOffSoon?.();
    this.#callOffTick?.();
    this.#callOffSoon = undefined;
    this.#callOffTick = undefined;
  }
}

/** Node's timers count up to 2^31 milliseconds. */
function checkedBlockTime(milliseconds: number): number {
  if (Number.isInteger(milliseconds) && milliseconds >= 1 && milliseconds < 2 ** 31) return milliseconds;
  throw new CodedError(simErrors.usage, `block time ${milliseconds}: whole milliseconds from 1 on are wanted`);
}
