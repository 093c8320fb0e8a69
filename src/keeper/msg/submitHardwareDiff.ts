import type { MsgSubmitHardwareDiff, MsgSubmitHardwareDiffResponse } from '../../gen/inference/inference/tx.js';
import { unknownModels } from '../hardwareDiff.js';
import { getHardwareNodes, setHardwareNodes } from '../hardwareNodes.js';
import type { Keeper } from '../keeper.js';
import { isValidGovernanceModel } from '../models.js';

/**
 * Adds, changes and removes a participant's MLNodes (seed 3, section 2); epochs that are formed already do not see it.
 * Nothing is written unless every model named is in the governance registry.
 *
 * @throws 1134 with all unknown models, sdk 18 on empty or repeated local ids and unknown removals
 */
export function submitHardwareDiff(keeper: Keeper, msg: MsgSubmitHardwareDiff): MsgSubmitHardwareDiffResponse {
  const { conduct } = keeper.profile;
  conduct.checkModels(unknownModels(msg.newOrModified, (id) => isValidGovernanceModel(keeper, id)));
  const before = getHardwareNodes(keeper, msg.creator)?.hardwareNodes ?? [];

  const hardwareNodes = conduct.applyHardwareDiff(before, msg);
  setHardwareNodes(keeper, { participant: msg.creator, hardwareNodes });
  return {};
}
