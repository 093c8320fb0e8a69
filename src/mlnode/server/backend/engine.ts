import { PythonException } from '../answer.js';
import { type Clock, late, sleep, within } from '../clock.js';
import type { PyInt } from '../python/pydantic.js';
import type { VectorJob, VectorOf, VectorSource } from '../vectors/vectorSource.js';

/** How an instance's engine fails; changed while it runs, by a behaviour or by a test. */
export interface EngineFaults {
  /** `missing`: not there; `timesOut`: every call ends at once in a time-out; `fails`: in an error. */
  condition: 'sound' | 'missing' | 'timesOut' | 'fails';
  /** Held by something else for good. */
  busy: boolean;
  /** Milliseconds that every call takes on top. */
  delay: number;
  /** Nonces whose vectors come out as NaN. */
  lost: (nonce: PyInt) => boolean;
}

/** Numbers that a vector may have: the hidden dimensions of a model, of which they are picked. */
const mostDimensions = 4096;

export interface EngineSpeed {
  noncesPerSecond: number;
  /** Milliseconds between batches; 1.76 fits all recorded totals. */
  batchOverhead: number;
}

/** A nonce and its vector, as an instance has it: nonces have no bounds. */
export interface Artifact {
  readonly nonce: PyInt;
  readonly vector_b64: string;
}

/** The part of an instance that a GPU would be: one batch of nonces after another, each in its time. */
export class Engine {
  readonly faults: EngineFaults = { condition: 'sound', busy: false, delay: 0, lost: () => false };
  #prepared: { readonly key: string; readonly vectorOf: VectorOf } | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    readonly speed: EngineSpeed,
    readonly source: VectorSource,
  ) {}

  /** Whether the engine was had for work within `milliseconds`; not while something else holds it. */
  async freeWithin(milliseconds: number): Promise<boolean> {
    if (this.faults.busy) return sleep(this.clock, milliseconds).then(() => !this.faults.busy);
    return (await within(this.clock, milliseconds, this.#turn)) !== late;
  }

  /**
   * Makes the vectors of a batch, in its turn. Empty when the signal ends it.
   *
   * @throws PythonException as the engine's faults have it
   */
  compute(job: VectorJob, nonces: readonly PyInt[], signal?: AbortSignal): Promise<Artifact[]> {
    const work = this.#turn.then(() => this.#compute(job, nonces, signal));
    this.#turn = work.catch(() => undefined);
    return work;
  }

  async #compute(job: VectorJob, nonces: readonly PyInt[], signal?: AbortSignal): Promise<Artifact[]> {
    const { condition, delay, lost } = this.faults;
    if (condition === 'timesOut') throw new PythonException('TimeoutError', 'PoC request timed out after 60000ms');
    if (condition !== 'sound') throw new PythonException('RuntimeError', 'engine failed');
    if (!(job.kDim >= 1 && job.kDim <= mostDimensions)) {
      throw new PythonException('RuntimeError', 'selected index k out of range');
    }
    const { noncesPerSecond, batchOverhead } = this.speed;
    const time = (nonces.length * 1000) / noncesPerSecond + batchOverhead + delay;
    if (!(await sleep(this.clock, time, signal))) return [];
    const vectorOf = this.#vectorsFor(job);
    return nonces.flatMap((nonce) => {
      const vector = lost(nonce) ? undefined : vectorOf(nonce);
      return vector === undefined ? [] : [{ nonce, vector_b64: vector }];
    });
  }
  /** Jobs of a generation are all alike: what one needs is prepared once. */
  #vectorsFor(job: VectorJob): VectorOf {
    const key = JSON.stringify([job.model, job.blockHash, job.publicKey, job.kDim]);
    if (this.#prepared?.key !== key) this.#prepared = { key, vectorOf: this.source(job) };
    return this.#prepared.vectorOf;
  }
}
