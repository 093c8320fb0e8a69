import { collateralWeight } from '../../calculations/collateralWeight.js';
import { weightOfNodes } from '../../calculations/nodeShare.js';
import type { ActiveParticipant, ActiveParticipants } from '../../gen/inference/inference/activeparticipants.js';
import type { Keeper } from '../../keeper/keeper.js';
import { getGenesisOnlyParams, getParams } from '../../keeper/params.js';
import type { EpochConduct } from '../epochConduct.js';
import type { Invariant } from './invariant.js';

/**
 * A participant weighs what its distinct nodes weigh together (decisions, section 4), less what missing collateral and the
 * cap on single powers take.
 *
 * Deposits and parameters change later, so how much these two took is checked in the block of the formation; in any other
 * block, that nobody weighs more than his nodes. Cost: O(nodes of all epochs).
 */
export const nodeWeights: Invariant = {
  name: 'participants weigh what their nodes weigh',
  *check(keeper, epochs) {
    for (const epoch of keeper.state.activeParticipants.values()) {
      if (epoch.epochId > 0n && epoch.createdAtBlockHeight === keeper.height) yield* notExact(keeper, epochs, epoch);
      else yield* tooHeavy(epoch);
    }
  },
};

/** Nodes stand in the list of every model that they declare; each counts once. */
const nodesWeight = ({ mlNodes }: ActiveParticipant): bigint => weightOfNodes(mlNodes.flatMap((list) => list.mlNodes));

function* notExact(keeper: Keeper, epochs: EpochConduct, epoch: ActiveParticipants): Iterable<string> {
  const { collateralParams } = getParams(keeper);
  const backed = epoch.participants.map((participant) => {
    const weight = nodesWeight(participant);
    if (collateralParams === undefined) return weight;
    const deposit = keeper.neighbours.collateral.collateral(participant.index)?.amount;
    return collateralWeight(weight, deposit, epoch.epochId, collateralParams);
  });
  const { weights } = epochs.capWeights(backed, getGenesisOnlyParams(keeper).maxIndividualPowerPercentage);
  for (const [i, participant] of epoch.participants.entries()) {
    if (participant.weight === weights[i]) continue;
    const { index, weight } = participant;
    yield `epoch ${epoch.epochId}: ${index} weighs ${weight}, his nodes ${nodesWeight(participant)}, that is ${weights[i]} backed and capped`;
  }
}

/** In epoch 0 whoever has no nodes is a validator and weighs his tokens. */
function* tooHeavy({ epochId, participants }: ActiveParticipants): Iterable<string> {
  for (const participant of participants) {
    const nodes = nodesWeight(participant);
    if (participant.weight <= nodes || (epochId === 0n && nodes === 0n)) continue;
    yield `epoch ${epochId}: ${participant.index} weighs ${participant.weight}, his nodes only ${nodes}`;
  }
}
