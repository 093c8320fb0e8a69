import type { Model } from '../gen/inference/inference/model.js';
import { inferenceErrors } from '../types/errors.js';
import { CodedError } from '../util/errors.js';
import { requireCurrentRootGroup, requireEpochGroupData } from './epochGroupData.js';
import type { Keeper } from './keeper.js';

/**
 * A model as it was frozen when the effective epoch's sub-group was formed (seed 3, section 3).
 *
 * @throws 1112 without a current epoch group, 1126 without a sub-group for the model, 1135 without a snapshot in it
 */
export function getEpochModel(keeper: Keeper, modelId: string): Model {
  const { epochIndex } = requireCurrentRootGroup(keeper);
  const { modelSnapshot } = requireEpochGroupData(keeper, epochIndex, modelId);
  if (modelSnapshot === undefined) {
    throw new CodedError(inferenceErrors.modelSnapshotNotFound, undefined, { context: { epochIndex, modelId } });
  }
  return modelSnapshot;
}
