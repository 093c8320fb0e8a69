import { defaultBackendSettings } from '../../../src/mlnode/server/backend/backend.js';
import type { VirtualClock } from '../../../src/mlnode/server/clock.js';
import { stubCompletions } from '../../../src/mlnode/server/completions/stubCompletions.js';
import { type Conduct, conducts } from '../../../src/mlnode/server/conduct.js';
import { defaultNodeSettings, type NodeSettings } from '../../../src/mlnode/server/node/nodeSettings.js';
import type { RunningMlNode } from '../../../src/mlnode/server/startMlNode.js';
import type { VectorCase } from '../shared.js';
import { steeredVectors } from './stimuli.js';

/** The model that the recordings deploy. */
export const model = 'Qwen/Qwen3-0.6B';
const revision = 'a'.repeat(40);
const hub = {
  others: 'missing',
  state: 'reachable',
  repositories: Object.fromEntries(
    [
      [model, 0.3],
      ['slow/one', 15],
      ['slow/two', 15],
      ['slow/three', 15],
    ].map(([name, seconds]) => [name, { seconds: seconds as number, sizeGb: 0, commits: [revision] }]),
  ),
} as const;

/** Nonces a second of a recorded instance: the API's, and one that is asked by itself. */
export const rateOf = (about: string): number => (/^backend PoC routes/.test(about) ? 8 : 16);

/** The node that a phase was recorded on, from the sentence it begins with. */
export function settingsOf(about: string, limits = false): Partial<NodeSettings> {
  const gpus = Number(/(\d+) GPUs? \(stub/.exec(about)?.[1] ?? (/^POW/.test(about) ? 2 : 0));
  const handlers = /handlers of: (\S+)/.exec(about)?.[1] ?? 'v0.15.1';
  return {
    conduct: { ...conducts.recorded, errorHandlers: handlers as Conduct['errorHandlers'] },
    gpus: {
      ...defaultNodeSettings.gpus,
      count: gpus,
      name: 'STUB H100',
      totalMb: 81920,
      usedMb: 20480,
      utilization: 45,
      temperature: 52,
    },
    times: { load: 2, fail: 2.5, legacyLoad: 1.5 },
    speed: { noncesPerSecond: rateOf(about), batchOverhead: 1.76 },
    vectors: steeredVectors,
    completions: stubCompletions,
    hub,
    cache: { path: '/srv/hf/hub', availableGb: 100 },
    backend: limits
      ? { ...defaultBackendSettings, chunkTimeout: 2, resultTtl: 2, queuedNonces: 10, batchSize: 3 }
      : defaultBackendSettings,
    firstPort: /^backend PoC routes/.test(about) ? (limits ? 5102 : 5101) : 5001,
  };
}

/** A phase that begins with a deployed model was recorded after the deployment. */
export const beginsDeployed = (about: string): boolean => /^3 GPUs|handlers of|^backend PoC routes/.test(about);

/** Deploys the model, and waits until every instance is known. */
export async function deploy({ url }: RunningMlNode, clock: VirtualClock): Promise<void> {
  const answer = await fetch(`${url}/api/v1/inference/up/async`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, dtype: 'auto' }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  await clock.advance(20_000);
}

/** HF_HUB_OFFLINE. */
export const isOffline = (about: string): boolean => /^HF_HUB_OFFLINE/.test(about);

export type Line = VectorCase;
