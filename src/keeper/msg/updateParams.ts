import type { MsgUpdateParams, MsgUpdateParamsResponse } from '../../gen/inference/inference/tx.js';
import { requireGovernance } from '../authority.js';
import type { Keeper } from '../keeper.js';
import { getParams, setParams } from '../params.js';

/** Replaces all parameters (seed 3, section 1). Only governance may: 1100 for anybody else. */
export function updateParams(keeper: Keeper, msg: MsgUpdateParams): MsgUpdateParamsResponse {
  requireGovernance(keeper, msg.authority);
  setParams(keeper, keeper.profile.conduct.storedParams(getParams(keeper), msg.params!));
  return {};
}
