import { guardPowers } from '../calculations/genesisGuardian.js';
import { groupChanged, groupUnchanged } from '../epochgroup/ground.js';
import { getEpochGroupData } from '../keeper/epochGroupData.js';
import type { Keeper } from '../keeper/keeper.js';
import { getGenesisOnlyParams } from '../keeper/params.js';
import type { ComputeResult, GroupMember } from '../types/expectedKeepers.js';
import { goBase64ToBytes } from '../types/goBase64.js';
import { fromAddress, underPrefix } from '../util/address.js';
import { groundOf } from './epochRecords.js';

/**
 * Hands the members of an epoch's group to staking, when they are not those that it knows (reference, section 3). Young
 * networks keep their genesis guardians strong enough to hold out.
 */
export function updateValidators(keeper: Keeper, epochIndex: bigint): void {
  const { group, staking } = keeper.neighbours;
  const root = getEpochGroupData(keeper, epochIndex);
  if (root === undefined || group.metadata(root.epochGroupId) !== groupChanged) return;
  const results = group.members(root.epochGroupId).map(computeResult);
  const { powers } = guardPowers(results, getGenesisOnlyParams(keeper));
  staking.setComputeValidators(results.map((result, i) => ({ ...result, power: powers[i]! })));
  group.updateMetadata(groundOf(keeper).authority, root.epochGroupId, groupUnchanged);
}

function computeResult({ address, weight, metadata }: GroupMember): ComputeResult {
  const operatorAddress = underPrefix(`${fromAddress(address).prefix}valoper`, address);
  return { operatorAddress, consensusKey: goBase64ToBytes(metadata), power: weight };
}
