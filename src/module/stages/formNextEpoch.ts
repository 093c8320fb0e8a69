import { collateralWeight } from '../../calculations/collateralWeight.js';
import type { NewWeights } from '../../calculations/computeNewWeights.js';
import type { ActiveParticipant } from '../../gen/inference/inference/activeparticipants.js';
import type { Epoch } from '../../gen/inference/inference/epoch.js';
import { setActiveParticipants } from '../../keeper/activeParticipants.js';
import { requireEffectiveEpoch, requireUpcomingEpoch } from '../../keeper/epochs.js';
import { getAllHardwareNodes } from '../../keeper/hardwareNodes.js';
import type { Keeper } from '../../keeper/keeper.js';
import { getGovernanceModels } from '../../keeper/models.js';
import { getGenesisOnlyParams, getParams } from '../../keeper/params.js';
import { event } from '../../types/events.js';
import type { ChainProfile } from '../chainProfile.js';
import { endingEpochOf } from '../epochRecords.js';
import { formEpochGroups } from '../formEpochGroups.js';
import { newWeights } from '../newWeights.js';
import { withNodeThroughput } from '../nodeThroughput.js';
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

  const { participants: weighed, rejected, ignored } = newWeights(keeper, upcoming, ending);
  tellLeftOut(keeper, profile, upcoming, { rejected, ignored });
  if (weighed.length === 0) return;
  const weighted = capped(keeper, profile, adjustedByCollateral(keeper, upcoming, weighed));
  const assigned = keeper.profile.strategies.modelAssignment.run({
    upcomingEpoch: upcoming,
    endingEpoch: ending,
    participants: weighted,
    governanceModels: getGovernanceModels(keeper),
    hardwareNodes: new Map(getAllHardwareNodes(keeper).map((nodes) => [nodes.participant, nodes])),
  });
  const participants = allocateAtFormation(keeper, upcoming, assigned);

  profile.epochs.recordTopMiners(keeper, participants);
  recordParticipants(keeper, upcoming, participants);
  const { subGroups, outside } = formEpochGroups(keeper, profile, { upcoming, ending, participants });
  // Once more: nodes have their throughput only now. The deployed chain, which has none, keeps the list even if groups fail.
  recordParticipants(keeper, upcoming, withNodeThroughput(participants, subGroups));
  tellLeftOut(keeper, profile, upcoming, { rejected: outside, ignored: [] });
  const members = participants.map(({ index: address, weight }) => ({ address, weight }));
  keeper.neighbours.bls?.beginKeys(upcoming.index, members);
}

function recordParticipants(keeper: Keeper, upcoming: Epoch, participants: readonly ActiveParticipant[]): void {
  setActiveParticipants(keeper, {
    participants,
    epochGroupId: upcoming.index,
    pocStartBlockHeight: upcoming.pocStartBlockHeight,
    effectiveBlockHeight: keeper.height + effectiveDelay,
    createdAtBlockHeight: keeper.height,
    epochId: upcoming.index,
  });
}

/** Events for whoever asks why somebody is not in the epoch, or why nonces did not count. */
function tellLeftOut(
  { ctx }: Keeper,
  { epochs }: ChainProfile,
  { index: epoch }: Epoch,
  { rejected, ignored }: Pick<NewWeights, 'rejected' | 'ignored'>,
): void {
  for (const { participant, reason } of rejected) {
    epochs.tell(ctx, event('participant_rejected', { epoch, participant, reason }));
  }
  for (const { batch, reason } of ignored) {
    const { participantAddress: participant, batchId: batch_id, nodeId: node_id } = batch;
    epochs.tell(ctx, event('batch_ignored', { epoch, participant, batch_id, node_id, reason }));
  }
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
    return withWeight(participant, collateralWeight(participant.weight, deposit, upcoming.index, params));
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
  return participants.map((participant, i) => withWeight(participant, cut[i]!));
}

const withWeight = (participant: ActiveParticipant, weight: bigint): ActiveParticipant =>
  participant.weight === weight ? participant : { ...participant, weight };
