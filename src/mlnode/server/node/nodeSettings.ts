import { type BackendSettings, defaultBackendSettings } from '../backend/backend.js';
import type { EngineSpeed } from '../backend/engine.js';
import type { Completions } from '../completions/completions.js';
import { simulatedCompletions } from '../completions/simulatedCompletions.js';
import { type Conduct, conducts } from '../conduct.js';
import { simulatedVectors } from '../vectors/simulatedVectors.js';
import type { VectorSource } from '../vectors/vectorSource.js';
import type { HubSettings } from './hub.js';
import type { StartTimes } from './inference.js';
import type { CacheSettings } from './models.js';

/** The cards that a node shows. */
export interface GpuSettings {
  readonly count: number;
  readonly name: string;
  readonly totalMb: number;
  readonly usedMb: number;
  readonly utilization: number;
  readonly temperature: number;
  readonly driver: {
    readonly driver_version: string;
    readonly cuda_driver_version: string;
    readonly nvml_version: string;
  };
}

export interface Crash {
  readonly replica: number;
  readonly step: 'serving' | 'generating';
  readonly after: number;
}

/** What a node is, apart from time and network. */
export interface NodeSettings {
  /** All that is drawn at random comes from it. */
  readonly seed: string;
  readonly conduct: Conduct;
  /** None means no driver either. */
  readonly gpus: GpuSettings;
  /** Instances of the inference server; undefined means as many as fit on the cards. */
  readonly replicas: number | undefined;
  readonly times: StartTimes & { readonly legacyLoad: number };
  /** Of every instance, but for one that may be slower by a factor. */
  readonly speed: EngineSpeed;
  readonly slow: { readonly replica: number; readonly factor: number } | undefined;
  /** An instance that dies, so many seconds into a step. */
  readonly crash: Crash | undefined;
  /** Whether every start fails. */
  readonly outOfMemory: boolean;
  readonly vectors: VectorSource;
  /** How its inference routes answer. */
  readonly completions: Completions;
  /** Share of calls and callbacks that get lost, 0 to 1. */
  readonly loss: number;
  /** Seconds by which callbacks come late. */
  readonly callbackDelay: number;
  /** Seconds after which an API process that ended itself is begun anew; undefined means never. */
  readonly restartAfter: number | undefined;
  readonly hub: HubSettings;
  readonly cache: CacheSettings;
  readonly backend: Omit<BackendSettings, 'handlers'>;
  /** Port of the first instance, in what the API says. */
  readonly firstPort: number;
  /** Milliseconds from the beginning until the first look at health; then every two seconds. */
  readonly firstPoll: number;
  readonly firstWatch: number;
}

export const defaultNodeSettings: NodeSettings = {
  seed: 'mlnode',
  conduct: conducts.recorded,
  gpus: {
    count: 1,
    name: 'NVIDIA H100 80GB HBM3',
    totalMb: 81559,
    usedMb: 0,
    utilization: 0,
    temperature: 34,
    driver: { driver_version: '550.00', cuda_driver_version: '12.4', nvml_version: '12.550.00' },
  },
  replicas: undefined,
  times: { load: 3, fail: 2.5, legacyLoad: 1.5 },
  speed: { noncesPerSecond: 32, batchOverhead: 1.76 },
  slow: undefined,
  crash: undefined,
  outOfMemory: false,
  vectors: simulatedVectors({ hardware: 'H100', precision: 'fp8' }),
  completions: simulatedCompletions({ hardware: 'H100', precision: 'fp8' }),
  loss: 0,
  callbackDelay: 0,
  restartAfter: undefined,
  hub: { repositories: {}, others: 'exist', state: 'reachable' },
  cache: { path: '/root/.cache/hub', availableGb: 500 },
  backend: defaultBackendSettings,
  firstPort: 5001,
  firstPoll: 600,
  firstWatch: 1000,
};
