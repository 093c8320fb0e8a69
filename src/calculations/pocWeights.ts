import type { ActiveParticipant } from '../gen/inference/inference/activeparticipants.js';
import type { MLNodeInfo } from '../gen/inference/inference/epoch_group_data.js';
import type { Participant } from '../gen/inference/inference/participant.js';
import type { RejectedParticipant, WeightShares, Weights, WeightsInput, WeightsResult } from '../types/strategies.js';
import { compareUtf8 } from '../util/bytes.js';
import { toInt64 } from '../util/int.js';
import { groupBy } from './groupBy.js';
import { type NodeNonces, nodeShares, nodeSharesA25, nodesOfNonces } from './nodeShare.js';
import { type PreservedNodes, preservedNodes, preservedNodesA25 } from './preservedNodes.js';
import { sumOf } from './sumOf.js';
import { countVotes, type Electorate, electorate, electorateA25 } from './validationVote.js';

/**
 * Weights of the upcoming epoch (seed 3, section 7.4; reference, section 4): the nonces that the voters accepted, and the
 * weight kept by nodes that served inference meanwhile. A participant weighs what its distinct nodes weigh together.
 * Cost: O(nonces + validations + nodes), and the sorting of addresses.
 */
export const pocWeights: Weights = (input) => {
  const mined = minedParticipants(input, nodeShares(input.batches), electorate(input.voters));
  return merge(input, mined, preservedNodes(input.endingEpoch, input.params), weightOfDistinct);
};

/**
 * The same as the deployed chain has it: repeated nonces count, only 100 members vote, and of a node that both served and
 * mined both weights count, but only the kept one is listed.
 */
export const pocWeightsA25: Weights = (input) => {
  const mined = minedParticipants(input, nodeSharesA25(input.batches), electorateA25(input.voters));
  const preserved = preservedNodesA25(input.endingEpoch, input.upcomingEpoch.index);
  return merge(input, mined, preserved, (_, shares) => shares.mined + shares.preserved);
};

/** No id stands twice among a participant's nodes, neither among the kept ones nor among those that mined. */
const weightOfDistinct = (nodes: readonly MLNodeInfo[]): bigint => {
  let weight = 0n;
  for (const { pocWeight } of nodes) weight += pocWeight;
  return weight;
};

/** What the calculator reads: the part of the input that concerns nonces and votes. */
export type MinedInput = Pick<WeightsInput, 'participants' | 'seeds' | 'validations'>;

export interface MinedParticipants {
  /** By ascending address. */
  readonly accepted: readonly ActiveParticipant[];
  readonly rejected: readonly RejectedParticipant[];
}

/**
 * Who mined, and whether that counts: steps 3 and 4 of the reference. Rejected is whoever is unknown, has no validation by
 * a voter, no nonces, no validator key, no majority, or sent no seed.
 */
export function minedParticipants(
  input: MinedInput,
  claims: ReadonlyMap<string, NodeNonces>,
  voters: Electorate,
): MinedParticipants {
  const validationsOf = groupBy(input.validations, ({ participantAddress }) => participantAddress);
  const accepted: ActiveParticipant[] = [];
  const rejected: RejectedParticipant[] = [];
  for (const address of [...claims.keys()].sort(compareUtf8)) {
    const nonces = claims.get(address)!;
    const weight = toInt64(sumOf(nonces.values()), 'weight');
    const record = input.participants.get(address);
    const seed = input.seeds.get(address);
    const verdict = countVotes(validationsOf.get(address) ?? [], voters);
    if (record === undefined) rejected.push({ participant: address, reason: 'unknown participant' });
    else if (weight < 1n) rejected.push({ participant: address, reason: 'no nonces' });
    else if (record.validatorKey === '') rejected.push({ participant: address, reason: 'no validator key' });
    else if (!verdict.accepted) rejected.push({ participant: address, reason: verdict.reason });
    else if (seed === undefined) rejected.push({ participant: address, reason: 'no seed' });
    else
      accepted.push({
        ...emptyActive(record),
        index: address,
        weight,
        seed,
        mlNodes: [{ mlNodes: nodesOfNonces(nonces) }],
      });
  }
  return { accepted, rejected };
}

const emptyActive = ({ index, validatorKey, inferenceUrl }: Participant): ActiveParticipant => ({
  index,
  validatorKey,
  weight: 0n,
  inferenceUrl,
  models: [],
  seed: undefined,
  mlNodes: [],
});

/**
 * Puts mined and kept weight together, step 5 of the reference: first those who kept some, then those who only mined, each
 * by ascending address. Of nodes on both sides the kept entry is listed. Whoever sent no seed is in the list all the same.
 */
function merge(
  input: WeightsInput,
  { accepted, rejected }: MinedParticipants,
  preserved: PreservedNodes,
  weightOf: (nodes: readonly MLNodeInfo[], shares: WeightShares) => bigint,
): WeightsResult {
  const minedOf = new Map(accepted.map((participant) => [participant.index, participant]));
  const withRecord = [...preserved.keys()].filter((address) => input.participants.has(address)).sort(compareUtf8);
  const keepers = withRecord.map((address) => {
    const kept = preserved.get(address)!;
    const mined = minedOf.get(address);
    minedOf.delete(address);
    const shares = {
      participant: address,
      mined: mined?.weight ?? 0n,
      preserved: sumOf(kept.map((node) => node.pocWeight)),
    };
    const nodes = unionById(kept, mined?.mlNodes[0]?.mlNodes ?? []);
    const participant = {
      ...emptyActive(input.participants.get(address)!),
      index: address,
      weight: toInt64(weightOf(nodes, shares), 'weight'),
      seed: input.seeds.get(address),
      mlNodes: [{ mlNodes: nodes }],
    };
    return { participant, shares };
  });
  const miners = [...minedOf.values()].map((participant) => ({
    participant,
    shares: { participant: participant.index, mined: participant.weight, preserved: 0n },
  }));
  const all = [...keepers, ...miners];
  return { participants: all.map((item) => item.participant), shares: all.map((item) => item.shares), rejected };
}

function unionById(first: readonly MLNodeInfo[], second: readonly MLNodeInfo[]): readonly MLNodeInfo[] {
  if (second.length === 0) return first;
  const ids = new Set(first.map(({ nodeId }) => nodeId));
  return [...first, ...second.filter(({ nodeId }) => !ids.has(nodeId))];
}
