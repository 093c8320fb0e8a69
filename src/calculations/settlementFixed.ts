import { asInt64, asUint64, maxUint64, minOf } from '../util/int.js';
import { type EpochRewardParams, fixedEpochRewardA25 } from './fixedEpochReward.js';
import {
  mayEarn,
  type SettledParticipant,
  type Settlement,
  type SettlingParticipant,
  type SubsidySupply,
  settled,
} from './settlement.js';

/** An epoch, who took part in it with which weight, and what there is to give. */
export interface FixedSettlementInput {
  readonly epoch: bigint;
  readonly participants: readonly SettlingParticipant[];
  /** Weights of the epoch's root group; of an address that is listed twice the first counts, strangers do not. */
  readonly weights: readonly { readonly memberAddress: string; readonly weight: bigint }[];
  readonly supply: SubsidySupply;
  readonly params: EpochRewardParams;
}

/**
 * Settles an epoch by the fixed reward, as deployed (reference, section 8.3): everyone's part by weight, cut; the first
 * who can be paid gets what is left. The whole reward is minted even when nobody gets it. Cost: O(participants + weights).
 */
export function settlementFixed({ epoch, participants, weights, supply, params }: FixedSettlementInput): Settlement {
  const reward = fixedEpochRewardA25(epoch, params);
  const shares = sharesOf(reward, effectiveWeights(participants, weights));
  const results = participants.map((participant, i) => settled(participant, shares[i]!));
  const whole = withRemainder(results, asUint64(reward - sumOf(results)));
  return { ...withinSupply(whole, asInt64(reward), supply), cutoffsCrossed: 0 };
}

/** Weights pass through a float64 on the way to their two factors, which are always 1.0: above 2^53 they lose bits. */
function effectiveWeights(
  participants: FixedSettlementInput['participants'],
  weights: FixedSettlementInput['weights'],
): bigint[] {
  const weightOf = new Map<string, bigint>();
  for (const { memberAddress, weight } of weights) {
    if (!weightOf.has(memberAddress)) weightOf.set(memberAddress, weight);
  }
  return participants.map((participant) => {
    const weight = weightOf.get(participant.address) ?? 0n;
    return mayEarn(participant) && weight > 0n ? BigInt(Number(weight)) : 0n;
  });
}

/** The total wraps at 2^64, a share does not exceed 64 bits. */
function sharesOf(reward: bigint, weights: readonly bigint[]): bigint[] {
  const total = asUint64(weights.reduce((sum, weight) => sum + weight, 0n));
  return weights.map((weight) => (total === 0n ? 0n : minOf((weight * reward) / total, maxUint64)));
}

const sumOf = (results: readonly SettledParticipant[]): bigint =>
  results.reduce((sum, { rewardCoins }) => sum + rewardCoins, 0n);

const isPayable = ({ error }: SettledParticipant): boolean => error === undefined;

/** Gives what is left to the first who can be paid and gets a reward; if there is nobody, to nobody. */
function withRemainder(results: readonly SettledParticipant[], remainder: bigint): readonly SettledParticipant[] {
  const first = results.findIndex((result) => isPayable(result) && result.rewardCoins > 0n);
  return results.map((result, i) =>
    i === first ? { ...result, rewardCoins: asUint64(result.rewardCoins + remainder) } : result,
  );
}

/** Near the end of the supply payable results shrink by a float64 ratio; those with an error keep their number. */
function withinSupply(results: readonly SettledParticipant[], reward: bigint, { paid, supply }: SubsidySupply) {
  const room = supply - paid;
  if (reward <= room) return { results, minted: reward };
  const ratio = room <= 0n ? 0 : Number(room) / Number(reward);
  const scaled = results.map((result) =>
    isPayable(result) ? { ...result, rewardCoins: BigInt(Math.trunc(Number(result.rewardCoins) * ratio)) } : result,
  );
  if (room <= 0n) return { results: scaled, minted: 0n };
  return { results: withRemainder(scaled, room - sumOf(scaled.filter(isPayable))), minted: room };
}
