import type { Model } from '../gen/inference/inference/model.js';
import type { Keeper } from './keeper.js';

/** A model as governance last approved it (seed 3, section 1). */
export function getGovernanceModel({ state }: Keeper, id: string): Model | undefined {
  return state.models.get(id);
}

/** All models that governance approved, by ascending id. Cost: O(models). */
export function getGovernanceModels({ state }: Keeper): Model[] {
  return [...state.models.values()];
}

export function isValidGovernanceModel({ state }: Keeper, id: string): boolean {
  return state.models.has(id);
}

/** Adds a model or replaces it. It takes effect with the next epoch group that is formed (seed 3, requirement 3). */
export function setModel({ state }: Keeper, model: Model): void {
  state.models.set(model.id, model);
}

/** Takes a model out of the registry; epochs that have a snapshot keep it. */
export function deleteModel({ state }: Keeper, id: string): void {
  state.models.remove(id);
}
