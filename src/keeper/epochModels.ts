import type { Model } from '../gen/inference/inference/model.js';
import { inferenceErrors } from '../types/errors.js';
import { CodedError } from '../util/errors.js';
import { requireCurrentRootGroup, requireSubGroup } from './epochGroupData.js';
import type { Keeper } from './keeper.js';

/**
 * A model as it was frozen when the effective epoch's sub-group was formed (seed 3, section 3).
 *
 * @throws 1112 without a current epoch group, 1126 without a sub-group for the model, 1135 without a snapshot in it
 */
export function getEpochModel(keeper: Keeper, modelId: string): Model {
  const { modelSnapshot } = requireSubGroup(keeper, requireCurrentRootGroup(keeper), modelId);
  if (modelSnapshot === undefined) {
    throw new CodedError(inferenceErrors.modelSnapshotNotFound, undefined, { context: { modelId } });
  }
  return modelSnapshot;
}
