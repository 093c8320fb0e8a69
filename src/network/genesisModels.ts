import type { Model } from '../gen/inference/inference/model.js';

const fp8 = ['--quantization', 'fp8'];

/**
 * Models of a new network, all of them public on Hugging Face. The first two are as the main network's genesis has them;
 * the third one's price and throughput are set in proportion to its size.
 */
const shippedModels: readonly Model[] = [
  model({
    id: 'Qwen/QwQ-32B',
    hfCommit: '976055f8c83f394f35dbd3ab09a285a984907bd0',
    modelArgs: [...fp8, '--kv-cache-dtype', 'fp8'],
    unitsOfComputePerToken: 1000n,
    vRam: 80n,
    throughputPerNonce: 1000n,
  }),
  model({
    id: 'Qwen/Qwen2.5-7B-Instruct',
    hfCommit: 'a09a35458c702b33eeacc393d103063234e8bc28',
    modelArgs: fp8,
    unitsOfComputePerToken: 100n,
    vRam: 24n,
    throughputPerNonce: 10_000n,
  }),
  model({
    id: 'Qwen/Qwen3-235B-A22B-Instruct-2507-FP8',
    hfCommit: '',
    modelArgs: ['--tensor-parallel-size', '4', '--max-model-len', '240000'],
    unitsOfComputePerToken: 2000n,
    vRam: 320n,
    throughputPerNonce: 500n,
  }),
];

type ModelFacts = Pick<Model, 'id' | 'modelArgs' | 'unitsOfComputePerToken' | 'vRam' | 'throughputPerNonce'> & {
  readonly hfCommit: string;
};

function model(facts: ModelFacts): Model {
  return {
    ...facts,
    proposedBy: 'genesis',
    contextWindow: 0n,
    quantization: '',
    coinsPerInputToken: 0n,
    coinsPerOutputToken: 0n,
    hfRepo: facts.id,
    validationThreshold: { value: 98n, exponent: -2 },
  };
}

/** The genesis models of a network whose nodes name these: a model that is not known gets the middle one's numbers. */
export function genesisModels(named: readonly string[]): Model[] {
  const unknown = [...new Set(named)].filter((id) => !shippedModels.some((known) => known.id === id));
  const like = shippedModels[0]!;
  return [...shippedModels, ...unknown.map((id) => model({ ...like, id, hfCommit: '', modelArgs: [] }))];
}
