import type { RandomSeed } from '../gen/inference/inference/random_seed.js';
import type { Keeper } from './keeper.js';

/** The signed seed that a participant submitted for an epoch. */
export function getRandomSeed({ state }: Keeper, epochIndex: bigint, participant: string): RandomSeed | undefined {
  return state.randomSeeds.get([epochIndex, participant]);
}

/** All seeds of an epoch, by address. Cost: O(seeds of the epoch). */
export function getRandomSeeds({ state }: Keeper, epochIndex: bigint): Map<string, RandomSeed> {
  const entries = [...state.randomSeeds.entries({ prefix: [epochIndex] })];
  return new Map(entries.map(([[, participant], seed]) => [participant, seed]));
}

export function setRandomSeed({ state }: Keeper, seed: RandomSeed): void {
  state.randomSeeds.set([seed.epochIndex, seed.participant], seed);
}
