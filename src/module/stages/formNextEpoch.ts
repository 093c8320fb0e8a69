import { collateralWeight } from '../../calculations/collateralWeight.js';
import { computeNewWeights } from '../../calculations/computeNewWeights.js';
import type { ActiveParticipant } from '../../gen/inference/inference/activeparticipants.js';
import type { Epoch } from '../../gen/inference/inference/epoch.js';
import { setActiveParticipants } from '../../keeper/activeParticipants.js';
import { requireEffectiveEpoch, requireUpcomingEpoch } from '../../keeper/epochs.js';
import { getAllHardwareNodes } from '../../keeper/hardwareNodes.js';
import type { Keeper } from '../../keeper/keeper.js';
import { getGovernanceModels } from '../../keeper/models.js';
import { getGenesisOnlyParams, getParams, getStrategyParams } from '../../keeper/params.js';
import { getParticipant } from '../../keeper/participants.js';
import { getPoCBatches } from '../../keeper/pocBatches.js';
import { getPoCValidations } from '../../keeper/pocValidations.js';
import { getRandomSeeds } from '../../keeper/randomSeeds.js';
import type { EndingEpoch, WeightsInput } from '../../types/strategies.js';
import type { ChainProfile } from '../chainProfile.js';
import { endingEpochOf } from '../epochRecords.js';
import { formEpochGroups } from '../formEpochGroups.js';
import { allocateAtFormation } from '../slotAllocation.js';

/** The record of an epoch's participants takes effect two blocks after its formation. */
const effectiveDelay = 2n;

/**
 * EndOfPoCValidation, after the settlement: who takes part in the next epoch, with which weight, nodes and models
 * (seed 3, sections 3 to 7; reference, section 3). Nobody left means no groups: the staking set then stays as it is.
 */
export function formNextEpoch(keeper: Keeper, profile: ChainProfile): void {
  const effective = requireEffectiveEpoch(keeper);
  const upcoming = requireUpcomingEpoch(keeper);
  const ending = endingEpochOf(keeper, effective);

  const mined = newWeights(keeper, upcoming, ending);
  if (mined.length === 0) return;
  const weighted = capped(keeper, profile, adjustedByCollateral(keeper, upcoming, mined));
  const assigned = keeper.profile.strategies.modelAssignment.run({
    upcomingEpoch: upcoming,
    endingEpoch: ending,
    participants: weighted,
    governanceModels: getGovernanceModels(keeper),
    hardwareNodes: new Map(getAllHardwareNodes(keeper).map((nodes) => [nodes.participant, nodes])),
  });
  const participants = allocateAtFormation(keeper, upcoming, assigned);

  profile.epochs.recordTopMiners(keeper, participants);
  setActiveParticipants(keeper, {
    participants,
    epochGroupId: upcoming.index,
    pocStartBlockHeight: upcoming.pocStartBlockHeight,
    effectiveBlockHeight: keeper.height + effectiveDelay,
    createdAtBlockHeight: keeper.height,
    epochId: upcoming.index,
  });
  formEpochGroups(keeper, upcoming, ending, participants);
}

/** Weights from the batches that count, the verdicts on them, and the nodes that served inference meanwhile. */
function newWeights(keeper: Keeper, upcomingEpoch: Epoch, endingEpoch: EndingEpoch): readonly ActiveParticipant[] {
  const { batchFilter, weights } = keeper.profile.strategies;
  const groupId = endingEpoch.rootGroup?.epochGroupId;
  const input: Omit<WeightsInput, 'participants'> = {
    upcomingEpoch,
    endingEpoch,
    batches: getPoCBatches(keeper, upcomingEpoch.pocStartBlockHeight),
    validations: getPoCValidations(keeper, upcomingEpoch.pocStartBlockHeight),
    seeds: getRandomSeeds(keeper, upcomingEpoch.index),
    voters: groupId === undefined ? [] : keeper.neighbours.group.members(groupId),
    params: getStrategyParams(keeper),
  };
  const rules = { batchFilter: batchFilter.run, weights: weights.run };
  return computeNewWeights(rules, { ...input, participants: storedParticipants(keeper, input) }).participants;
}

function storedParticipants(keeper: Keeper, input: Omit<WeightsInput, 'participants'>): WeightsInput['participants'] {
  const named = new Set([
    ...input.batches.map((batch) => batch.participantAddress),
    ...input.validations.map((validation) => validation.validatorParticipantAddress),
    ...(input.endingEpoch.activeParticipants ?? []).map((participant) => participant.index),
  ]);
  const stored = [...named].map((address) => [address, getParticipant(keeper, address)] as const);
  return new Map(stored.filter((entry): entry is [string, NonNullable<(typeof entry)[1]>] => entry[1] !== undefined));
}

/** Weight that is not backed by a deposit shrinks once the grace period is over (reference, section 8.5). */
function adjustedByCollateral(
  keeper: Keeper,
  upcoming: Epoch,
  mined: readonly ActiveParticipant[],
): ActiveParticipant[] {
  const params = getParams(keeper).collateralParams;
  if (params === undefined) return [...mined];
  return mined.map((participant) => {
    const deposit = keeper.neighbours.collateral.collateral(participant.index)?.amount;
    return { ...participant, weight: collateralWeight(participant.weight, deposit, upcoming.index, params) };
  });
}

function capped(
  keeper: Keeper,
  { epochs }: ChainProfile,
  participants: readonly ActiveParticipant[],
): ActiveParticipant[] {
  const { maxIndividualPowerPercentage } = getGenesisOnlyParams(keeper);
  const weights = participants.map(({ weight }) => weight);
  const { weights: cut } = epochs.capWeights(weights, maxIndividualPowerPercentage);
  return participants.map((participant, i) => ({ ...participant, weight: cut[i]! }));
}
