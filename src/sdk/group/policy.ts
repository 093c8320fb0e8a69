import {
  type DecisionPolicyWindows,
  type GroupInfo,
  PercentageDecisionPolicy,
  type TallyResult,
  ThresholdDecisionPolicy,
} from 'cosmjs-types/cosmos/group/v1/types';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { proto } from '../../types/codec.js';
import { sdkErrors } from '../../types/errors.js';
import { within } from '../../types/wrapped.js';
import { CodedError } from '../../util/errors.js';
import { groupErrors } from '../errors.js';
import { fromSeconds, toDuration } from '../time.js';
import {
  addWeights,
  compareWeights,
  mulWeights,
  parseNonNegative,
  parsePositive,
  parseWeight,
  subWeights,
  type Weight,
} from './weight.js';

/** How long after the end of its voting period a proposal can still be executed: two weeks, in nanoseconds. */
export const maxExecutionPeriod = 14n * 24n * 3600n * 1_000_000_000n;

/** A group's rule for accepting proposals. Periods in nanoseconds. */
export interface DecisionPolicy {
  readonly kind: 'percentage' | 'threshold';
  /** The share of the total weight, above 0 and up to 1, or the weight that must vote yes. */
  readonly bound: string;
  readonly votingPeriod: bigint;
  readonly minExecutionPeriod: bigint;
}

/** A verdict on a tally: whether to execute, and whether further votes could change it. */
export interface Verdict {
  readonly allow: boolean;
  readonly final: boolean;
}

const noTime = { seconds: 0n, nanos: 0 };
const noWindows: DecisionPolicyWindows = { votingPeriod: noTime, minExecutionPeriod: noTime };

export function packPolicy({ kind, bound, votingPeriod, minExecutionPeriod }: DecisionPolicy): Any {
  const windows = { votingPeriod: toDuration(votingPeriod), minExecutionPeriod: toDuration(minExecutionPeriod) };
  return kind === 'percentage'
    ? {
        typeUrl: PercentageDecisionPolicy.typeUrl,
        value: proto(PercentageDecisionPolicy).encode({ percentage: bound, windows }),
      }
    : {
        typeUrl: ThresholdDecisionPolicy.typeUrl,
        value: proto(ThresholdDecisionPolicy).encode({ threshold: bound, windows }),
      };
}

export function unpackPolicy(packed: Any | undefined): DecisionPolicy {
  switch (packed?.typeUrl) {
    case PercentageDecisionPolicy.typeUrl: {
      const { percentage, windows } = proto(PercentageDecisionPolicy).decode(packed.value);
      return { kind: 'percentage', bound: percentage, ...periods(windows) };
    }
    case ThresholdDecisionPolicy.typeUrl: {
      const { threshold, windows } = proto(ThresholdDecisionPolicy).decode(packed.value);
      return { kind: 'threshold', bound: threshold, ...periods(windows) };
    }
    default:
      throw new CodedError(sdkErrors.invalidType, `expected a decision policy, got ${packed?.typeUrl ?? 'nothing'}`);
  }
}

function periods({ votingPeriod, minExecutionPeriod }: DecisionPolicyWindows = noWindows) {
  return { votingPeriod: fromSeconds(votingPeriod), minExecutionPeriod: fromSeconds(minExecutionPeriod) };
}

/** Stateless checks of a policy. */
export function validatePolicyBasic({ kind, bound, votingPeriod }: DecisionPolicy): void {
  const value = within(kind === 'percentage' ? 'percentage threshold' : 'threshold', () => parsePositive(bound));
  if (kind === 'percentage' && compareWeights(value, { units: 1n, places: 0 }) > 0) {
    throw new CodedError(groupErrors.invalid, 'percentage must be > 0 and <= 1');
  }
  if (votingPeriod === 0n) throw new CodedError(groupErrors.invalid, 'voting period cannot be zero');
}

/** Checks that a policy fits its group. */
export function validatePolicy(policy: DecisionPolicy, group: Pick<GroupInfo, 'totalWeight'>): void {
  if (policy.kind === 'threshold') {
    within('threshold', () => parsePositive(policy.bound));
    within('group total weight', () => parseNonNegative(group.totalWeight));
  }
  if (policy.minExecutionPeriod > policy.votingPeriod + maxExecutionPeriod) {
    const detail = 'min_execution_period should be smaller than voting_period + max_execution_period';
    throw new CodedError(groupErrors.invalid, detail);
  }
}

/**
 * Looks at a tally: yes votes decide against the bound, and the verdict is final when the undecided weight cannot turn
 * it. Shares are compared exactly, as products.
 */
export function decide(policy: DecisionPolicy, tally: TallyResult, totalWeight: string): Verdict {
  const total = parseNonNegative(totalWeight);
  // Nobody decides nothing: without this, shares of a weight of 0 would be reached by 0 votes.
  if (total.units === 0n) return { allow: false, final: true };
  const yes = parseNonNegative(tally.yesCount);
  const needed = neededWeight(policy, total);
  if (compareWeights(yes, needed) >= 0) return { allow: true, final: true };
  const voted = [tally.abstainCount, tally.noCount, tally.noWithVetoCount].map(parseWeight).reduce(addWeights, yes);
  const undecided = subWeights(total, voted);
  return { allow: false, final: compareWeights(addWeights(yes, undecided), needed) < 0 };
}

function neededWeight({ kind, bound }: DecisionPolicy, total: Weight): Weight {
  const value = parsePositive(bound);
  if (kind === 'percentage') return mulWeights(value, total);
  return compareWeights(value, total) < 0 ? value : total;
}
