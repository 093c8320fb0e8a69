import type { ActiveParticipant } from '../gen/inference/inference/activeparticipants.js';
import type { MLNodeInfo } from '../gen/inference/inference/epoch_group_data.js';
import type { HardwareNode } from '../gen/inference/inference/hardware_node.js';
import type { Ratio } from '../util/decimal.js';
import { NodeMap } from './nodeMap.js';
import type {
  BatchFilterInput,
  BatchFilterResult,
  CoverageBonusInput,
  ModelAssignmentInput,
  SettlementInput,
  SettlementResult,
  SlotAllocationInput,
  SlotDraw,
  SlotNode,
  StrategyFunctions,
  ThroughputInput,
  ThroughputResult,
  WeightsInput,
  WeightsResult,
} from './strategyShapes.js';

/** Finds out what is wrong with a strategy's result; nothing, when it can be used. */
type Check<K extends keyof StrategyFunctions> = (
  input: Parameters<StrategyFunctions[K]>[0],
  result: ReturnType<StrategyFunctions[K]>,
) => string | undefined;

/**
 * What every result must keep, whoever wrote the rule: known participants and nodes only, none of them twice, no negative
 * number. Cost: O(input + result) each.
 */
export const strategyChecks: { readonly [K in keyof StrategyFunctions]: Check<K> } = {
  modelAssignment: checkModelAssignment,
  slotAllocation: checkSlotAllocation,
  batchFilter: checkBatchFilter,
  weights: checkWeights,
  settlement: checkSettlement,
  coverageBonus: checkCoverageBonus,
  throughput: checkThroughput,
};

const first = <T>(items: Iterable<T>, faultOf: (item: T) => string | undefined): string | undefined => {
  for (const item of items) {
    const fault = faultOf(item);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

/** Faults of a list of names that must all be known, and each stand there once. */
function unknownOrTwice(kind: string, names: Iterable<string>, isKnown: (name: string) => boolean): string | undefined {
  const seen = new Set<string>();
  return first(names, (name) => {
    if (!isKnown(name)) return `unknown ${kind} ${name}`;
    if (seen.has(name)) return `${kind} ${name} twice`;
    seen.add(name);
    return undefined;
  });
}

function negative(what: string, value: bigint): string | undefined {
  return value < 0n ? `${what} is negative: ${value}` : undefined;
}

function checkSlotAllocation(input: SlotAllocationInput, { drawn }: SlotDraw): string | undefined {
  const given = new NodeMap<SlotNode | 'drawn'>();
  for (const { address, nodes } of input.participants) {
    for (const node of nodes) given.set(address, node.nodeId, node);
  }
  return first(drawn, ({ participant, nodeId }) => {
    const node = given.get(participant, nodeId);
    if (node === undefined) return `unknown node ${participant}/${nodeId}`;
    if (node === 'drawn') return `node ${participant}/${nodeId} twice`;
    if (node.excluded !== undefined) return `node ${participant}/${nodeId} is excluded: ${node.excluded}`;
    given.set(participant, nodeId, 'drawn');
    return undefined;
  });
}

function checkBatchFilter(input: BatchFilterInput, { counted, ignored }: BatchFilterResult): string | undefined {
  if (isSplit(input, { counted, ignored })) return undefined;
  const given = new Set(input.batches);
  for (const batch of [...counted, ...ignored.map((item) => item.batch)]) {
    if (!given.delete(batch))
      return `batch ${batch.participantAddress}/${batch.batchId} was not given, or stands there twice`;
  }
  const [lost] = given;
  return lost && `batch ${lost.participantAddress}/${lost.batchId} is neither counted nor ignored`;
}

/** Whether both lists, in the order given, are all batches: what most filters answer, and told without a set. */
function isSplit({ batches }: BatchFilterInput, { counted, ignored }: BatchFilterResult): boolean {
  let [ahead, left] = [0, 0];
  for (const batch of batches) {
    if (counted[ahead] === batch) ahead += 1;
    else if (ignored[left]?.batch === batch) left += 1;
    else return false;
  }
  return ahead === counted.length && left === ignored.length;
}

function checkWeights(input: WeightsInput, result: WeightsResult): string | undefined {
  const names = result.participants.map(({ index }) => index);
  return (
    unknownOrTwice('participant', names, (name) => input.participants.has(name)) ??
    first(result.participants, (participant) => negative(`weight of ${participant.index}`, participant.weight)) ??
    first(result.participants, negativeNode)
  );
}

function negativeNode({ index, mlNodes }: ActiveParticipant): string | undefined {
  for (const { mlNodes: nodes } of mlNodes) {
    const faulty = nodes.find(({ pocWeight, throughput }) => pocWeight < 0n || throughput < 0n);
    if (faulty === undefined) continue;
    const name = `node ${index}/${faulty.nodeId}`;
    return negative(`weight of ${name}`, faulty.pocWeight) ?? negative(`throughput of ${name}`, faulty.throughput);
  }
  return undefined;
}

function checkModelAssignment(
  input: ModelAssignmentInput,
  participants: readonly ActiveParticipant[],
): string | undefined {
  const given = new Set(input.participants.map(({ index }) => index));
  const models = new Set(input.governanceModels.map(({ id }) => id));
  const names = participants.map(({ index }) => index);
  return (
    unknownOrTwice('participant', names, (name) => given.has(name)) ??
    first(
      participants,
      (participant) =>
        unknownOrTwice(`model of ${participant.index},`, participant.models, (id) => models.has(id)) ??
        unknownNode(participant, input.hardwareNodes.get(participant.index)?.hardwareNodes ?? []) ??
        negativeNode(participant),
    )
  );
}

/** Nodes that serve no model may be anything that a batch named. */
function unknownNode(
  { index, models, mlNodes }: ActiveParticipant,
  hardware: readonly HardwareNode[],
): string | undefined {
  for (const [i, model] of models.entries()) {
    const nodes = mlNodes[i]?.mlNodes ?? [];
    if (areInOrder(nodes, hardware)) continue;
    const declared = new Set(hardware.map(({ localId }) => localId));
    const names = nodes.map(({ nodeId }) => nodeId);
    const fault = unknownOrTwice(`node of ${index} for ${model},`, names, (name) => declared.has(name));
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Whether the nodes stand in the order in which they are declared: what most rules answer, and told without a set. */
function areInOrder(nodes: readonly MLNodeInfo[], hardware: readonly HardwareNode[]): boolean {
  let met = 0;
  for (const { localId } of hardware) {
    if (met === nodes.length) break;
    if (nodes[met]!.nodeId === localId) met += 1;
  }
  return met === nodes.length;
}

function checkThroughput(input: ThroughputInput, { nodes, expected, real }: ThroughputResult): string | undefined {
  if (nodes.length !== input.nodes.length) return `${nodes.length} numbers for ${input.nodes.length} nodes`;
  const isNegative = (value: bigint) => negative('throughput', value);
  return first(nodes, isNegative) ?? first(expected, isNegative) ?? first(real, isNegative);
}

function checkCoverageBonus(input: CoverageBonusInput, multipliers: ReadonlyMap<string, Ratio>): string | undefined {
  const known = new Set(input.participants);
  return (
    unknownOrTwice('participant', multipliers.keys(), (name) => known.has(name)) ??
    first(multipliers, ([name, { numerator, denominator }]) =>
      numerator < 0n || denominator <= 0n ? `multiplier of ${name} is ${numerator}/${denominator}` : undefined,
    )
  );
}

/** A negative amount to mint is the bank's to refuse. */
function checkSettlement(input: SettlementInput, { results, minted, remainder }: SettlementResult): string | undefined {
  const known = new Set(input.participants.map(({ address }) => address));
  const names = results.map(({ participant }) => participant);
  return (
    unknownOrTwice('participant', names, (name) => known.has(name)) ??
    misplaced(input, names) ??
    first(results, ({ participant, workCoins, rewardCoins, error }) => {
      if (error !== undefined) return undefined;
      return negative(`work of ${participant}`, workCoins) ?? negative(`reward of ${participant}`, rewardCoins);
    }) ??
    unbalanced(results, { minted, remainder })
  );
}

/** Results are matched with participants by their place. */
function misplaced({ participants }: SettlementInput, names: readonly string[]): string | undefined {
  const i = participants.findIndex(({ address }, place) => names[place] !== address);
  if (i < 0) return undefined;
  return `results[${i}] is of ${names[i] ?? 'nobody'}, where participants[${i}] is ${participants[i]!.address}`;
}

function unbalanced(
  results: SettlementResult['results'],
  { minted, remainder }: Pick<SettlementResult, 'minted' | 'remainder'>,
): string | undefined {
  let rewards = 0n;
  for (const { rewardCoins, error } of results) if (error === undefined) rewards += rewardCoins;
  if (minted === rewards + remainder) return undefined;
  return `minted is ${minted}, but the rewards are ${rewards} and the remainder ${remainder}`;
}
