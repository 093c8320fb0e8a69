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
  const preserved = preservedNodes(input.endingEpoch, input.params);
  const keyless = keylessOf(input, preserved);
  const kept = new Map([...preserved].filter(([address]) => !keyless.includes(address)));
  const known = new Set(mined.rejected.filter(({ reason }) => reason === noKey).map(({ participant }) => participant));
  const others = keyless.filter((address) => !known.has(address));
  const rejected = [...mined.rejected, ...others.map((participant) => ({ participant, reason: noKey }))];
  return merge(input, { ...mined, rejected }, kept, weightOfDistinct);
};

const noKey = 'no validator key';

/** Who has nodes to keep and no validator key any more: nobody can be a validator without. By ascending address. */
const keylessOf = ({ participants }: WeightsInput, preserved: PreservedNodes): string[] =>
  [...preserved.keys()].filter((address) => participants.get(address)?.validatorKey === '').sort(compareUtf8);

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
    else if (record.validatorKey === '') rejected.push({ participant: address, reason: noKey });
    else if (!verdict.accepted) rejected.push({ participant: address, reason: verdict.reason });
    else if (seed === undefined) rejected.push({ participant: address, reason: 'no seed' });
    else accepted.push(activeParticipant(record, { index: address, weight, seed, nodes: nodesOfNonces(nonces) }));
  }
  return { accepted, rejected };
}

/** What the new epoch knows of a participant, besides his record. */
type Mined = Pick<ActiveParticipant, 'index' | 'weight' | 'seed'> & { readonly nodes: readonly MLNodeInfo[] };

const activeParticipant = (
  { validatorKey, inferenceUrl }: Participant,
  { index, weight, seed, nodes }: Mined,
): ActiveParticipant => ({
  index,
  validatorKey,
  weight,
  inferenceUrl,
  models: [],
  seed,
  mlNodes: [{ mlNodes: nodes }],
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
  const participants: ActiveParticipant[] = [];
  const shares: WeightShares[] = [];
  for (const index of [...preserved.keys()].sort(compareUtf8)) {
    const record = input.participants.get(index);
    if (record === undefined) continue;
    const kept = preserved.get(index)!;
    const mined = minedOf.get(index);
    minedOf.delete(index);
    const share = { participant: index, mined: mined?.weight ?? 0n, preserved: weightOfDistinct(kept) };
    const nodes = unionById(kept, mined?.mlNodes[0]?.mlNodes ?? []);
    const weight = toInt64(weightOf(nodes, share), 'weight');
    participants.push(activeParticipant(record, { index, weight, seed: input.seeds.get(index), nodes }));
    shares.push(share);
  }
  for (const [index, miner] of minedOf) {
    participants.push(miner);
    shares.push({ participant: index, mined: miner.weight, preserved: 0n });
  }
  return { participants, shares, rejected };
}

function unionById(first: readonly MLNodeInfo[], second: readonly MLNodeInfo[]): readonly MLNodeInfo[] {
  if (second.length === 0) return first;
  const ids = new Set<string>();
  for (const { nodeId } of first) ids.add(nodeId);
  const union = [...first];
  for (const node of second) if (!ids.has(node.nodeId)) union.push(node);
  return union;
}
