import { Model } from '../../gen/inference/inference/model.js';
import type { MsgRegisterModel, MsgRegisterModelResponse } from '../../gen/inference/inference/tx.js';
import { requireGovernance } from '../authority.js';
import type { Keeper } from '../keeper.js';
import { getGovernanceModel, setModel } from '../models.js';

/**
 * Adds a model to the governance registry or changes it (seed 3, section 1). Epochs that are formed already keep their
 * snapshot of it.
 *
 * @throws 1100 unless governance asks, 1134 and 1138 when the model must not be registered
 */
export function registerModel(keeper: Keeper, msg: MsgRegisterModel): MsgRegisterModelResponse {
  requireGovernance(keeper, msg.authority, 'MsgRegisterModel. ');
  const { authority: _, ...fields } = msg;
  setModel(keeper, keeper.profile.conduct.registeredModel(getGovernanceModel(keeper, msg.id), Model.create(fields)));
  return {};
}
