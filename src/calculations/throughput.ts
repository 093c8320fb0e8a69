import { TimeslotType } from '../gen/inference/inference/epoch_group_data.js';
import { type Inference, InferenceStatus } from '../gen/inference/inference/inference.js';
import type { Throughput, ThroughputInput } from '../types/strategies.js';
import type { Ratio } from '../util/decimal.js';
import { maxInt64, minOf, mulInt64, toInt64 } from '../util/int.js';
import { sumOf } from './sumOf.js';

/**
 * Throughput of a model (seed 3, section 7.2; decisions, section 5): `poc_weight · throughput_per_nonce` per node, and the
 * tokens expected and measured in each time slot.
 *
 * Expected at formation: what was measured in the epoch before, else the capacity of the nodes that serve in the slot.
 * Just before PoC: the measured tokens of as many blocks as PoC takes are expected of it, and those since the epoch took
 * effect are the real ones of the slot before. At the end of PoC: those since its start are the real ones of PoC.
 * Cost: O(nodes).
 */
export const throughput: Throughput = (input) => {
  const perNonce = input.model.throughputPerNonce;
  const nodes = input.nodes.map(({ pocWeight }) => mulInt64(pocWeight, perNonce, 'throughput'));
  return { nodes, ...vectors(input, nodes) };
};

/** The deployed chain sets no throughput and keeps no vectors. */
export const throughputA25: Throughput = ({ nodes, expected, real }) => ({
  nodes: nodes.map((node) => node.throughput),
  expected,
  real,
});

interface Vectors {
  readonly expected: readonly bigint[];
  readonly real: readonly bigint[];
}

function vectors(input: ThroughputInput, nodes: readonly bigint[]): Vectors {
  const { expected, real } = input;
  switch (input.moment) {
    case 'formation':
      return { expected: slots.map((slot) => input.previousReal[slot] ?? capacity(input, nodes, slot)), real: [] };
    case 'beforePoC':
      return {
        expected: withSlot(expected, TimeslotType.POC_SLOT, input.measuredPocLength),
        real: withSlot(real, TimeslotType.PRE_POC_SLOT, input.measuredSinceEffective),
      };
    case 'endOfPoCValidation':
      return { expected, real: withSlot(real, TimeslotType.POC_SLOT, input.measuredSincePocStart) };
  }
}

const slots: readonly TimeslotType[] = [TimeslotType.PRE_POC_SLOT, TimeslotType.POC_SLOT];

function capacity({ nodes }: ThroughputInput, throughputs: readonly bigint[], slot: TimeslotType): bigint {
  return totalThroughput(throughputs.filter((_, i) => nodes[i]?.timeslotAllocation[slot]));
}

/** The vector with one slot set; slots that nobody set are 0. */
const withSlot = (vector: readonly bigint[], slot: TimeslotType, value: bigint): bigint[] =>
  slots.map((each) => (each === slot ? toInt64(value, 'throughput') : (vector[each] ?? 0n)));

/** Sum of the nodes' throughput: `total_throughput` of a sub-group. */
export const totalThroughput = (nodes: Iterable<bigint>): bigint => toInt64(sumOf(nodes), 'total throughput');

/** Which blocks are measured: the last `blocks` up to `height`, itself included. */
export interface MeasuredBlocks {
  readonly height: bigint;
  readonly blocks: bigint;
}

/**
 * Tokens, read and written, of the inferences that ended in `(height − blocks, height]`, by model; started and expired ones
 * do not count (decisions, section 5). Cost: O(inferences), for all models together.
 */
export function measureThroughput(
  inferences: Iterable<Inference>,
  { height, blocks }: MeasuredBlocks,
): Map<string, bigint> {
  const tokens = new Map<string, bigint>();
  for (const { model, status, endBlockHeight, promptTokenCount, completionTokenCount } of inferences) {
    if (!endedStatuses.has(status) || endBlockHeight <= height - blocks || endBlockHeight > height) continue;
    const sum = (tokens.get(model) ?? 0n) + promptTokenCount + completionTokenCount;
    // Senders claim these counts, unpaid where no start comes: one that is absurd must not stop what is measured or drawn.
    tokens.set(model, minOf(sum, maxInt64));
  }
  return tokens;
}

const endedStatuses: ReadonlySet<InferenceStatus> = new Set([
  InferenceStatus.FINISHED,
  InferenceStatus.VALIDATED,
  InferenceStatus.INVALIDATED,
  InferenceStatus.VOTING,
]);

const basisPoints = 10_000n;

/**
 * Compares measured with expected throughput: `ValidateThroughputPerformance` of the seed.
 *
 * @param toleranceBasisPoints shortfall, in 1/10000 of what is expected, that still is sufficient
 * @returns the ratio measured / expected, 1 where nothing was expected
 */
export function validateThroughputPerformance(performance: {
  readonly expected: bigint;
  readonly real: bigint;
  readonly toleranceBasisPoints: number;
}): { readonly isSufficient: boolean; readonly ratio: Ratio } {
  const { expected, real } = performance;
  if (expected <= 0n) return { isSufficient: true, ratio: { numerator: 1n, denominator: 1n } };
  const needed = expected * (basisPoints - BigInt(performance.toleranceBasisPoints));
  return { isSufficient: real * basisPoints >= needed, ratio: { numerator: real, denominator: expected } };
}
