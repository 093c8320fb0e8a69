import type { SettledParticipant, SettlementInput, SettlementResult } from '../types/strategies.js';
import { asInt64, asUint64, maxUint64, minOf } from '../util/int.js';
import { epochRewardParamsOf, fixedEpochRewardA25 } from './fixedEpochReward.js';
import { isPayable, mayEarn, paidRewards, settled, subsidySupplyOf, sumOf, weightsOf } from './settlement.js';

/**
 * Settles an epoch by the fixed reward, as deployed (reference, section 8.3): everyone's part by weight, cut; the first
 * who can be paid gets what is left. The whole reward is minted even when nobody gets it. Cost: O(participants + weights).
 */
export function settlementFixed(input: SettlementInput): SettlementResult {
  const reward = fixedEpochRewardA25(input.epochIndex, epochRewardParamsOf(input));
  const shares = sharesOf(reward, effectiveWeights(input));
  const results = input.participants.map((participant, i) => settled(participant, shares[i]!));
  const whole = withRemainder(results, asUint64(reward - sumOf(shares)));
  return withinSupply(whole, asInt64(reward), input);
}

/** Weights pass through a float64 on the way to their two factors, which are always 1.0: above 2^53 they lose bits. */
function effectiveWeights(input: SettlementInput): bigint[] {
  return weightsOf(input).map((weight, i) =>
    mayEarn(input.participants[i]!) && weight > 0n ? BigInt(Number(weight)) : 0n,
  );
}

/** The total wraps at 2^64, a share does not exceed 64 bits. */
function sharesOf(reward: bigint, weights: readonly bigint[]): bigint[] {
  const total = asUint64(sumOf(weights));
  return weights.map((weight) => (total === 0n ? 0n : minOf((weight * reward) / total, maxUint64)));
}

/** Gives what is left to the first who can be paid and gets a reward; if there is nobody, to nobody. */
function withRemainder(results: readonly SettledParticipant[], remainder: bigint): readonly SettledParticipant[] {
  const first = results.findIndex((result) => isPayable(result) && result.rewardCoins > 0n);
  return results.map((result, i) =>
    i === first ? { ...result, rewardCoins: asUint64(result.rewardCoins + remainder) } : result,
  );
}

/** Near the end of the supply payable results shrink by a float64 ratio; those with an error keep their number. */
function withinSupply(
  results: readonly SettledParticipant[],
  reward: bigint,
  input: SettlementInput,
): SettlementResult {
  const { paid, supply } = subsidySupplyOf(input);
  const room = supply - paid;
  if (reward <= room) return resultOf(results, reward);
  if (room <= 0n) return resultOf(scaled(results, 0), 0n);
  const smaller = scaled(results, Number(room) / Number(reward));
  return resultOf(withRemainder(smaller, room - paidRewards(smaller)), room);
}

const scaled = (results: readonly SettledParticipant[], ratio: number): readonly SettledParticipant[] =>
  results.map((result) =>
    isPayable(result) ? { ...result, rewardCoins: BigInt(Math.trunc(Number(result.rewardCoins) * ratio)) } : result,
  );

const resultOf = (results: readonly SettledParticipant[], minted: bigint): SettlementResult => ({
  results,
  minted,
  remainder: minted - paidRewards(results),
  crossedCutoff: false,
});
