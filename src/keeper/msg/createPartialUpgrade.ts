import type { MsgCreatePartialUpgrade, MsgCreatePartialUpgradeResponse } from '../../gen/inference/inference/tx.js';
import { requireGovernance } from '../authority.js';
import type { Keeper } from '../keeper.js';

/** Announces an upgrade of the programs beside the chain at a height. Only governance may: 1100 for anybody else. */
export function createPartialUpgrade(keeper: Keeper, msg: MsgCreatePartialUpgrade): MsgCreatePartialUpgradeResponse {
  requireGovernance(keeper, msg.authority);
  const { height, nodeVersion, apiBinariesJson } = msg;
  keeper.state.partialUpgrades.set(height, { height, nodeVersion, apiBinariesJson, name: '' });
  return {};
}
