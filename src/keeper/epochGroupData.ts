import type { EpochGroupData } from '../gen/inference/inference/epoch_group_data.js';
import { inferenceErrors } from '../types/errors.js';
import { CodedError } from '../util/errors.js';
import { getEffectiveEpochIndex } from './epochs.js';
import type { Keeper } from './keeper.js';

/** The model id under which an epoch's root group is stored. */
export const rootModel = '';

/** A group of an epoch: the root group, or the sub-group of a model. */
export function getEpochGroupData(
  { state }: Keeper,
  epochIndex: bigint,
  model = rootModel,
): EpochGroupData | undefined {
  return state.epochGroupData.get([epochIndex, model]);
}

/** The same, which must be there: 1126 otherwise. */
export function requireEpochGroupData(keeper: Keeper, epochIndex: bigint, model = rootModel): EpochGroupData {
  return getEpochGroupData(keeper, epochIndex, model) ?? notFound(epochIndex, model);
}

function notFound(epochIndex: bigint, model: string): never {
  throw new CodedError(inferenceErrors.epochGroupDataNotFound, undefined, { context: { epochIndex, model } });
}

/** The sub-group of a model: 1126 when the epoch has none, which its root group knows; 1124 when that is a sub-group itself. */
export function requireSubGroup(
  keeper: Keeper,
  { epochIndex, modelId, subGroupModels }: EpochGroupData,
  model: string,
): EpochGroupData {
  if (modelId !== rootModel) {
    throw new CodedError(inferenceErrors.cannotGetSubGroupFromSubGroup, undefined, { context: { of: modelId } });
  }
  if (!subGroupModels.includes(model)) notFound(epochIndex, model);
  return requireEpochGroupData(keeper, epochIndex, model);
}

/** Stores a group. Records are encoded when the block is committed, so a group that is set often costs no more. */
export function setEpochGroupData({ state }: Keeper, data: EpochGroupData): void {
  state.epochGroupData.set([data.epochIndex, data.modelId], data);
}

/** Stores a group that must be new: 1131 otherwise. */
export function createEpochGroupData(keeper: Keeper, data: EpochGroupData): void {
  if (keeper.state.epochGroupData.has([data.epochIndex, data.modelId])) {
    const context = { epochIndex: data.epochIndex, model: data.modelId };
    throw new CodedError(inferenceErrors.epochGroupDataAlreadyExists, undefined, { context });
  }
  setEpochGroupData(keeper, data);
}

/** The root group of the effective epoch. */
export function getCurrentRootGroup(keeper: Keeper): EpochGroupData | undefined {
  const effective = getEffectiveEpochIndex(keeper);
  return effective === undefined ? undefined : getEpochGroupData(keeper, effective);
}

/** The same, which must be there: 1112 otherwise. */
export function requireCurrentRootGroup(keeper: Keeper): EpochGroupData {
  const root = getCurrentRootGroup(keeper);
  if (root === undefined) throw new CodedError(inferenceErrors.currentEpochGroupNotFound);
  return root;
}

/** The root group of an epoch: 1112 when there is none. */
export function requireRootGroup(keeper: Keeper, epochIndex: bigint): EpochGroupData {
  const root = getEpochGroupData(keeper, epochIndex);
  if (root === undefined) throw new CodedError(inferenceErrors.currentEpochGroupNotFound);
  return root;
}

/** An epoch's sub-groups, in the order of the root's `sub_group_models`. Cost: O(models). */
export function getSubGroups(keeper: Keeper, root: EpochGroupData): EpochGroupData[] {
  return root.subGroupModels
    .map((model) => getEpochGroupData(keeper, root.epochIndex, model))
    .filter((group) => group !== undefined);
}

/** All groups of an epoch, root first. Cost: O(models). */
export function getEpochGroups({ state }: Keeper, epochIndex: bigint): EpochGroupData[] {
  return [...state.epochGroupData.values({ prefix: [epochIndex] })];
}
