import { HttpException } from '../answer.js';
import type { Clock } from '../clock.js';

type Phase = 'LOADING' | 'IDLE' | 'GENERATING' | 'VALIDATING';

interface LegacyStatus {
  readonly status: Phase | 'NOT_LOADED';
  readonly is_model_initialized?: boolean;
}

const notRunning = 'PoW is not running';

/** The first proof of work, whose routes nodes still have: its modes, without its mathematics. */
export class LegacyPow {
  #phase: Phase | undefined;
  #loadedAt = 0;

  constructor(
    private readonly clock: Clock,
    private readonly loadSeconds: number,
  ) {}

  get running(): boolean {
    return this.#phase !== undefined;
  }

  get status(): LegacyStatus {
    if (this.#phase === undefined) return { status: 'NOT_LOADED' };
    const loaded = this.clock.now() >= this.#loadedAt;
    return { status: this.#phase === 'LOADING' && loaded ? 'IDLE' : this.#phase, is_model_initialized: loaded };
  }

  /** Loads its model when it has none, and goes into a phase. */
  begin(phase: Phase): LegacyStatus {
    if (this.#phase === undefined) this.#loadedAt = this.clock.now() + this.loadSeconds * 1000;
    this.#phase = phase;
    return this.status;
  }

  /** @throws HttpException 400 when it does not run */
  enter(phase: Phase): LegacyStatus {
    if (this.#phase === undefined) throw new HttpException(400, notRunning);
    this.#phase = phase;
    return this.status;
  }

  /** Ends it. Returns what it says to whoever asked. */
  stop(): LegacyStatus | string {
    if (this.#phase === undefined) return notRunning;
    this.#phase = undefined;
    return this.status;
  }
}
