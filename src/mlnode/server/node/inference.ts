import type { StartStatus, UpRequest, UpStatus } from '../../wire.js';
import { HttpException } from '../answer.js';
import type { Backend } from '../backend/backend.js';
import { type Clock, sleep } from '../clock.js';
import type { Conduct } from '../conduct.js';
import type { BackendProxy } from './backendProxy.js';

/** Times of a start, in seconds. */
export interface StartTimes {
  /** From a process's beginning until its port answers. */
  readonly load: number;
  /** From then until it ends, of one that cannot load. */
  readonly fail: number;
}

/** How a deployment fails; changed at any time. */
export interface DeployFaults {
  /** The server process ends while it loads, as it does without enough memory. */
  exitsEarly: boolean;
}

/** Milliseconds: until the child exists, between looks at it, and until it is gone after a stop. */
const spawning = 100;
const lookInterval = 1000;
const ending = 300;
/** Seconds between the beginnings of one instance and the next. */
const betweenInstances = 5;

const exited = 'vLLM process exited prematurely: None';
const alreadyRunning = 'VLLM is already running. Use /inference/down to stop it first.';
const inProgress = 'VLLM startup is already in progress. Use /inference/up/status to check status.';

interface Start {
  readonly at: number;
  readonly model: string;
  readonly backends: readonly Backend[];
  readonly end: AbortController;
  readonly exits: Set<Backend>;
  /** Milliseconds from a process's beginning until it answers, or ends. */
  readonly load: number;
  readonly fails: boolean;
}

/** Starts, watches and ends the inference servers. */
export class InferenceManager {
  readonly faults: DeployFaults = { exitsEarly: false };
  #start: Start | undefined;
  #status: StartStatus = 'not_started';
  #error: string | null = null;
  /** Whether a start failed since anything last ran or was ended; a new start alone does not mend it. */
  #broken = false;

  constructor(
    private readonly clock: Clock,
    private readonly conduct: Conduct,
    private readonly times: StartTimes,
    private readonly proxy: BackendProxy,
    private readonly deploy: (request: UpRequest) => readonly Backend[],
  ) {}

  /** Whether the service counts as running or on its way: every process that was begun lives. */
  get active(): boolean {
    return this.#status === 'in_progress' || (this.#status === 'completed' && this.#start?.exits.size === 0);
  }

  get healthy(): boolean {
    return !this.#broken && (this.#start?.exits.size ?? 0) === 0;
  }

  get starting(): boolean {
    return this.#status === 'in_progress';
  }

  /** The model that is being run. */
  get model(): string | undefined {
    return this.#start?.model;
  }

  get upStatus(): UpStatus {
    const status = this.#status;
    const since = status === 'in_progress' || status === 'completed' ? this.#start : undefined;
    return {
      status,
      is_starting: this.starting,
      is_running: status === 'completed' && this.active,
      elapsed_seconds: since === undefined ? null : (this.clock.now() - since.at) / 1000,
      error: this.#error,
    };
  }

  /**
   * Begins a start. The promise is fulfilled when it is over, with the reason why it failed.
   *
   * @throws HttpException 409 when there is one
   */
  begin(request: UpRequest): Promise<string | null> {
    if (this.active) throw new HttpException(409, this.#busyText());
    this.#kill();
    const fails = this.faults.exitsEarly;
    const start: Start = {
      at: this.clock.now(),
      model: request.model,
      backends: this.deploy(request),
      end: new AbortController(),
      exits: new Set(),
      load: (fails ? this.times.fail : this.times.load) * 1000,
      fails,
    };
    this.#start = start;
    this.#status = 'in_progress';
    this.#error = null;
    this.proxy.use(start.backends);
    for (const [i, backend] of start.backends.entries()) void this.#run(start, backend, i);
    return this.#await(start);
  }

  /** Ends everything. */
  async down(): Promise<void> {
    if (this.#start === undefined) return;
    const ended = this.starting ? this.conduct.endedStart : 'not_started';
    this.#kill();
    this.#status = ended;
    this.#broken = false;
    this.#error = null;
    await sleep(this.clock, ending);
  }

  /** Lets the process of an instance die. */
  die(backend: Backend): void {
    backend.kill();
    this.#start?.exits.add(backend);
  }

  #busyText(): string {
    if (!this.starting) return alreadyRunning;
    const child = this.clock.now() - this.#start!.at >= spawning;
    return child && this.conduct.secondStart === 'alreadyRunning' ? alreadyRunning : inProgress;
  }

  #kill(): void {
    this.#start?.end.abort();
    for (const backend of this.#start?.backends ?? []) backend.kill();
    this.#start = undefined;
  }

  /** The life of one process up to the moment when it answers, or does not. */
  async #run(start: Start, backend: Backend, place: number): Promise<void> {
    const { signal } = start.end;
    if (!(await sleep(this.clock, place * betweenInstances * 1000, signal))) return;
    if (!(await sleep(this.clock, start.load, signal))) return;
    if (start.fails) start.exits.add(backend);
    else if (!start.exits.has(backend)) backend.serve();
  }

  async #await(start: Start): Promise<string | null> {
    const { signal } = start.end;
    while (await sleep(this.clock, lookInterval, signal)) {
      if (start.exits.size > 0) {
        this.#status = 'failed';
        this.#broken = true;
        this.#error = exited;
        return exited;
      }
      if (this.#answers(start)) {
        if (this.conduct.startedWith === 'everyInstance') await this.proxy.poll();
        this.#status = 'completed';
        this.#broken = false;
        return null;
      }
    }
    return 'Startup was cancelled';
  }

  #answers({ backends }: Start): boolean {
    const answering = backends.filter(({ listening }) => listening).length;
    return this.conduct.startedWith === 'everyInstance' ? answering === backends.length : answering > 0;
  }
}
