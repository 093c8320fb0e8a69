import { addMembers, type FormedGroups } from '../../epochgroup/addMembers.js';
import { createRootGroup } from '../../epochgroup/createGroup.js';
import { groupUnchanged } from '../../epochgroup/ground.js';
import type { NewMember } from '../../epochgroup/groupDraft.js';
import { ActiveParticipants } from '../../gen/inference/inference/activeparticipants.js';
import type { EpochGroupData } from '../../gen/inference/inference/epoch_group_data.js';
import type { GenesisState } from '../../gen/inference/inference/genesis.js';
import { setActiveParticipants } from '../../keeper/activeParticipants.js';
import { setEpochGroupData } from '../../keeper/epochGroupData.js';
import type { Keeper } from '../../keeper/keeper.js';
import type { ChainProfile } from '../chainProfile.js';
import { groundOf } from '../epochRecords.js';
import { withNodeThroughput } from '../nodeThroughput.js';
import { withThroughput } from '../throughputVectors.js';
import { firstParticipants, genesisValidators } from './firstParticipants.js';

/** Reputation of everybody in epoch 0, from 0 to 100. */
const firstReputation = 1;

/**
 * Epoch 0: a root group of the staking validators, which staking knows already. Where genesis gives nodes their weights,
 * their owners are members too, and the models that they declare have sub-groups: the epoch serves inference, and what is
 * kept of it through the first PoC is kept as in any other epoch (decisions, section 4).
 */
export function formFirstEpoch(keeper: Keeper, profile: ChainProfile, genesis: GenesisState): void {
  const ground = groundOf(keeper);
  const root = createRootGroup(ground, 0n, 0n);
  const validators = genesisValidators(keeper);
  const participants = firstParticipants(keeper, validators, genesis);
  const metadata = new Map(validators.map((one) => [one.address, profile.genesis.memberMetadata(one.consensusKey)]));
  const members = participants.map(
    ({ index: address, weight, validatorKey, models, mlNodes }): NewMember => ({
      address,
      weight,
      validatorKey: metadata.get(address) ?? validatorKey,
      seedSignature: '',
      reputation: firstReputation,
      models,
      mlNodes: mlNodes.map(({ mlNodes: nodes }) => nodes),
    }),
  );
  const formed = addMembers(ground, root, members);
  ground.groups.updateMetadata(ground.authority, root.epochGroupId, groupUnchanged);
  setEpochGroupData(keeper, formed.root);
  const subGroups = openModels(keeper, profile, formed);
  if (genesis.initialMlNodes.length === 0) return;
  setActiveParticipants(
    keeper,
    ActiveParticipants.create({ participants: withNodeThroughput(participants, subGroups) }),
  );
}

/** Sub-groups with throughput and expectations, and prices that start from what they can serve. */
function openModels(keeper: Keeper, { epochs }: ChainProfile, formed: FormedGroups): readonly EpochGroupData[] {
  const subGroups = formed.subGroups.map((group) =>
    withThroughput(keeper, group, { moment: 'formation', previousReal: [] }),
  );
  for (const group of subGroups) {
    setEpochGroupData(keeper, group);
    keeper.state.modelCapacities.set(group.modelId, epochs.capacityOf(group));
  }
  return subGroups;
}
