import type { GpuDevice, Health, NodeState, ServiceState, UpRequest } from '../../wire.js';
import { Backend } from '../backend/backend.js';
import { Engine } from '../backend/engine.js';
import { errorHandlers } from '../backend/errorHandlers.js';
import { numberOf } from '../backend/modelNames.js';
import type { Transport } from '../backend/transport.js';
import { type Clock, sleep } from '../clock.js';
import { BackendProxy } from './backendProxy.js';
import { seededIds, seededNumbers } from './draws.js';
import { Hub } from './hub.js';
import { InferenceManager } from './inference.js';
import { LegacyPow } from './legacyPow.js';
import { ModelManager } from './models.js';
import type { NodeSettings } from './nodeSettings.js';

const pollInterval = 2000;
/** Unhealthy checks until the process ends itself, and milliseconds that it answers nobody before it does. */
const mostUnhealthy = 3;
const cleanUp = 35_000;
const healthCache = 5000;
const version = '0.2.0';
/** Stands for no answer at all. */
const lost = 599;

/** `up`, `blocked` while the process cleans up and answers nobody, `gone` after its end. */
export type NodeLife = 'up' | 'blocked' | 'gone';

/** A node: its API process, and the inference servers that outlive it. */
export class MlNode {
  readonly hub: Hub;
  readonly models: ModelManager;
  readonly proxy: BackendProxy;
  readonly inference: InferenceManager;
  readonly legacyPow: LegacyPow;
  training = false;
  life: NodeLife = 'up';
  readonly #end = new AbortController();
  readonly #ids: () => string;
  readonly #draw: () => number;
  #unhealthy = 0;
  #health: { readonly at: number; readonly health: Health } | undefined;

  /** @param onEnd told when the API process ends itself, as the real one does */
  constructor(
    readonly clock: Clock,
    private readonly transport: Transport,
    readonly settings: NodeSettings,
    private readonly onEnd: (exitCode: number) => void = () => undefined,
  ) {
    const { conduct, times, hub, cache, seed } = settings;
    this.#ids = seededIds(seed);
    this.#draw = seededNumbers(seed);
    this.hub = new Hub(hub);
    this.models = new ModelManager(clock, conduct, this.hub, cache);
    this.proxy = new BackendProxy(clock, { limit: conduct.proxyLimit, loses: () => this.#loses() });
    this.inference = new InferenceManager(clock, conduct, times, this.proxy, (request) => this.#deploy(request));
    this.inference.faults.exitsEarly = settings.outOfMemory;
    this.legacyPow = new LegacyPow(clock, times.legacyLoad);
  }

  /** Aborted when the API process is no more. */
  get ended(): AbortSignal {
    return this.#end.signal;
  }

  /** Begins its own work: looking after its instances. */
  boot(): void {
    void this.#every(this.settings.firstPoll, () => this.proxy.poll());
    void this.#every(this.settings.firstWatch, async () => this.#watch());
  }

  /** Ends everything, instances included. */
  close(): void {
    this.life = 'gone';
    this.#end.abort();
    for (const backend of this.proxy.backends) backend.kill();
  }

  get service(): ServiceState {
    if (this.legacyPow.running) return 'POW';
    if (this.training) return 'TRAIN';
    return this.inference.active ? 'INFERENCE' : 'STOPPED';
  }

  get state(): NodeState {
    const state = this.service;
    const serving = state === 'INFERENCE';
    const healthy = this.proxy.healthy.length > 0;
    return {
      state,
      version,
      poc_status: serving ? this.proxy.lastStatus : null,
      inference_healthy: serving ? healthy : null,
      loaded_model: serving && healthy ? (this.inference.model ?? null) : null,
    };
  }

  /** Whether it takes work: false only when it serves and no instance is healthy. */
  get ready(): boolean {
    return !this.inference.active || this.inference.starting || this.proxy.healthy.length > 0;
  }

  get gpus(): readonly GpuDevice[] {
    const { count, name, totalMb, usedMb, utilization, temperature } = this.settings.gpus;
    return Array.from({ length: count }, (_, index) => ({
      index,
      name,
      total_memory_mb: totalMb,
      free_memory_mb: totalMb - usedMb,
      used_memory_mb: usedMb,
      utilization_percent: utilization,
      temperature_c: temperature,
      is_available: true,
      error_message: null,
    }));
  }

  /** Looked up at most every five seconds. */
  get health(): Health {
    const now = this.clock.now();
    if (this.#health === undefined || now - this.#health.at >= healthCache) {
      this.#health = { at: now, health: this.#lookUpHealth() };
    }
    return this.#health.health;
  }

  /** `POST /stop`: whatever runs ends. */
  async stop(): Promise<void> {
    this.legacyPow.stop();
    this.training = false;
    await this.inference.down();
  }

  /** The end of the API process; its instances go on as orphans. */
  exit(exitCode: number): void {
    if (this.life === 'gone') return;
    this.life = 'gone';
    this.#end.abort();
    this.onEnd(exitCode);
  }

  #lookUpHealth(): Health {
    const devices = this.gpus;
    const available = devices.length > 0;
    const service = this.service;
    const healthy = available && this.inference.healthy;
    return {
      status: healthy ? 'healthy' : 'unhealthy',
      service_state: service,
      gpu: { available, count: devices.length, devices },
      managers: {
        pow: { running: service === 'POW', healthy: true },
        inference: { running: service === 'INFERENCE', healthy: this.inference.healthy },
        train: { running: service === 'TRAIN', healthy: true },
      },
    };
  }

  #deploy({ model, additional_args: additionalArgs = [] }: UpRequest): readonly Backend[] {
    const { settings, clock } = this;
    const cards = numberOf(additionalArgs, '--tensor-parallel-size') ?? 1;
    const fitting = Math.max(1, Math.floor(settings.gpus.count / Math.max(1, cards)));
    return Array.from({ length: settings.replicas ?? fitting }, (_, i) => {
      const factor = settings.slow?.replica === i ? settings.slow.factor : 1;
      const speed = { ...settings.speed, noncesPerSecond: settings.speed.noncesPerSecond * factor };
      const crash = settings.crash?.replica === i ? settings.crash : undefined;
      const backend = new Backend({
        clock,
        port: settings.firstPort + i,
        model,
        additionalArgs,
        engine: new Engine(clock, speed, settings.vectors),
        completions: settings.completions,
        outlet: {
          clock,
          transport: async (url, body, signal) => (this.#loses() ? lost : this.transport(url, body, signal)),
          lateness: settings.callbackDelay * 1000,
        },
        newId: this.#ids,
        settings: {
          ...settings.backend,
          expiry: settings.conduct.resultExpiry,
          handlers: errorHandlers[settings.conduct.errorHandlers],
        },
        reached: (step) => {
          if (step === crash?.step) clock.after(crash.after * 1000, () => this.inference.die(backend));
        },
      });
      return backend;
    });
  }

  #loses(): boolean {
    return this.settings.loss > 0 && this.#draw() < this.settings.loss;
  }

  async #every(first: number, work: () => Promise<void>): Promise<void> {
    const { signal } = this.#end;
    for (let wait = first; await sleep(this.clock, wait, signal); wait = pollInterval) await work();
  }

  #watch(): void {
    if (this.settings.conduct.watcher === 'reports' || this.life !== 'up') return;
    this.#unhealthy = this.inference.healthy ? 0 : this.#unhealthy + 1;
    if (this.#unhealthy < mostUnhealthy) return;
    this.life = 'blocked';
    this.clock.after(cleanUp, () => this.exit(1));
  }
}
