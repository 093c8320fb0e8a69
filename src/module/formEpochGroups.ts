import { reputation } from '../calculations/reputation.js';
import { addMembers } from '../epochgroup/addMembers.js';
import type { NewMember } from '../epochgroup/groupDraft.js';
import type { ActiveParticipant } from '../gen/inference/inference/activeparticipants.js';
import type { Epoch } from '../gen/inference/inference/epoch.js';
import type { EpochGroupData } from '../gen/inference/inference/epoch_group_data.js';
import { requireEpochGroupData, setEpochGroupData } from '../keeper/epochGroupData.js';
import type { Keeper } from '../keeper/keeper.js';
import { getValidationParams } from '../keeper/params.js';
import type { EndingEpoch, RejectedParticipant } from '../types/strategies.js';
import type { ChainProfile } from './chainProfile.js';
import { groundOf } from './epochRecords.js';
import { withThroughput } from './throughputVectors.js';

/** What the groups of an epoch are formed from. */
export interface FormingEpoch {
  readonly upcoming: Epoch;
  readonly ending: EndingEpoch;
  readonly participants: readonly ActiveParticipant[];
}

/** What was formed, and who is outside. */
export interface EpochGroups {
  readonly subGroups: readonly EpochGroupData[];
  readonly outside: readonly RejectedParticipant[];
}

/**
 * Fills the upcoming epoch's root group and model sub-groups from its active participants. Left out are those who revealed
 * no seed; those without weight have no vote and are in no sub-group. Every record is stored once.
 * Cost: O(participants + nodes).
 *
 * @returns the sub-groups, and who is not in the groups, or not in all of them, and why
 */
export function formEpochGroups(
  keeper: Keeper,
  { epochs }: ChainProfile,
  { upcoming, ending, participants }: FormingEpoch,
): EpochGroups {
  const root = requireEpochGroupData(keeper, upcoming.index);
  const [seeded, seedless] = partition(participants, ({ seed }) => seed !== undefined);
  const history = epochs.histories(keeper);
  const params = getValidationParams(keeper);
  const members = seeded.map((participant) => newMember(participant, reputation(history(participant.index), params)));
  const formed = addMembers(groundOf(keeper), root, members, epochs.voterRoll);
  setEpochGroupData(keeper, formed.root);
  const subGroups = formed.subGroups.map((group) => {
    const before = ending.subGroups.find(({ modelId }) => modelId === group.modelId);
    const previousReal = before?.realThroughputVector ?? [];
    return withThroughput(keeper, group, { moment: 'formation', previousReal });
  });
  for (const group of subGroups) setEpochGroupData(keeper, group);
  const outside = [
    ...seedless.map(({ index }) => ({ participant: index, reason: 'no seed' })),
    ...formed.refused.map(({ address, reason }) => ({ participant: address, reason: reason.message })),
  ];
  return { subGroups, outside };
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [T[], T[]] {
  const parts: [T[], T[]] = [[], []];
  for (const item of items) parts[isFirst(item) ? 0 : 1].push(item);
  return parts;
}

function newMember(participant: ActiveParticipant, reputation: number): NewMember {
  const { index: address, weight, validatorKey, seed, models } = participant;
  const mlNodes = participant.mlNodes.map((list) => list.mlNodes);
  return { address, weight, validatorKey, seedSignature: seed?.signature ?? '', reputation, models, mlNodes };
}
