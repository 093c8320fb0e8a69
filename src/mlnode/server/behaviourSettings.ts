import type { Behaviour } from './behaviour.js';
import { simulatedCompletions } from './completions/simulatedCompletions.js';
import { stubCompletions } from './completions/stubCompletions.js';
import { type ConductName, conducts } from './conduct.js';
import { defaultNodeSettings, type NodeSettings } from './node/nodeSettings.js';
import { lazyVectors } from './vectors/lazyVectors.js';
import { referenceVectors, type VectorReference } from './vectors/referenceVectors.js';
import { simulatedVectors } from './vectors/simulatedVectors.js';
import { stubVectors } from './vectors/stubVectors.js';

/** What holds for every node of a server. */
export interface ServiceOptions {
  readonly service: ConductName;
  /** `stub` has vectors and answers as the stand-ins of the recordings made them. */
  readonly engine: 'simulated' | 'stub';
  readonly references: readonly VectorReference[];
}

/** The settings of a node that behaves so. */
export function settingsFor(
  behaviour: Behaviour,
  seed: string,
  { service, engine, references }: ServiceOptions,
): NodeSettings {
  const { gpus, times, speed, hub } = defaultNodeSettings;
  const { hardware = 'H100', precision = 'fp8', computes } = behaviour;
  const machine = { hardware, precision };
  const simulated = simulatedVectors(machine, computes);
  const honest = precision === 'fp8' && computes === undefined;
  const made = engine === 'stub' ? stubVectors : honest ? referenceVectors(references, simulated) : simulated;
  const conduct = conducts[service];
  return {
    ...defaultNodeSettings,
    seed,
    conduct: { ...conduct, errorHandlers: behaviour.errorHandlers ?? conduct.errorHandlers },
    gpus: { ...gpus, count: behaviour.gpus ?? gpus.count, name: `NVIDIA ${hardware}` },
    replicas: behaviour.replicas,
    times: { ...times, load: behaviour.load ?? times.load },
    speed: { ...speed, noncesPerSecond: behaviour.noncesPerSecond ?? speed.noncesPerSecond },
    slow: behaviour.slow,
    crash: behaviour.crash,
    outOfMemory: behaviour.outOfMemory ?? false,
    vectors: behaviour.lazyStride === undefined ? made : lazyVectors(made, behaviour.lazyStride),
    completions:
      engine === 'stub'
        ? stubCompletions
        : simulatedCompletions({ ...machine, ...(computes !== undefined && { computes }) }),
    loss: behaviour.loss ?? 0,
    callbackDelay: behaviour.callbackDelay ?? 0,
    restartAfter: behaviour.restartAfter,
    hub: behaviour.hub ?? hub,
  };
}
