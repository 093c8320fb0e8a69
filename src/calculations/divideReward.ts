import type { Ratio } from '../util/decimal.js';
import { minOf } from '../util/int.js';
import { sumOf } from './settlement.js';

/** One participant's claim to a reward. */
export interface RewardShare {
  /** Part in the base reward; 0 or less is none. */
  readonly weight: bigint;
  /** By how much that part is multiplied, not negative: 11/10 for a coverage bonus of 10 %. */
  readonly multiplier: Ratio;
}

/** Where the coins of the multipliers come from: minted on top of the reward, or taken from all. */
export type BonusMode = 'additional' | 'redistribute';

export interface RewardDivision {
  /** In the order of the shares. */
  readonly rewards: readonly bigint[];
  /** The sum of the rewards: every unit that is minted goes to somebody. */
  readonly minted: bigint;
}

/**
 * Divides an epoch's reward by multiplied weights (seed 3, section 6; decisions, section 6).
 *
 * Everything is exact until one floor per participant. The first who gets something also gets what the floors leave over,
 * so that the rewards add up to what is minted; where nobody gets a whole unit, nothing is minted.
 * Mode `additional`: each one's multiplied part of the reward is minted, `floor(reward * weight * multiplier / weights)`.
 * Mode `redistribute`: exactly the reward is minted. Neither mints more than the room; there all shrink in proportion.
 * Cost: O(shares).
 *
 * @param room coins that the supply still allows to mint
 */
export function divideReward(
  reward: bigint,
  shares: readonly RewardShare[],
  { mode, room }: { readonly mode: BonusMode; readonly room: bigint },
): RewardDivision {
  const unit = commonDenominator(shares.map(({ multiplier }) => multiplier.denominator));
  const weights = shares.map(({ weight }) => (weight > 0n ? weight : 0n));
  const claims = shares.map(
    ({ multiplier }, i) => (weights[i]! * multiplier.numerator * unit) / multiplier.denominator,
  );
  const claimed = sumOf(claims);
  if (claimed <= 0n || reward <= 0n || room <= 0n) return { rewards: shares.map(() => 0n), minted: 0n };

  // What there is to mint, as a fraction over `base`: claims are weights in the common unit.
  const base = sumOf(weights) * unit;
  const wanted = reward * (mode === 'additional' ? claimed : base);
  const pool = minOf(wanted, room * base);
  const floors = claims.map((claim) => (pool * claim) / (base * claimed));
  return withRemainder(floors, pool / base);
}

function withRemainder(floors: readonly bigint[], minted: bigint): RewardDivision {
  const first = floors.findIndex((reward) => reward > 0n);
  if (first < 0) return { rewards: floors, minted: 0n };
  const remainder = minted - sumOf(floors);
  return { rewards: floors.map((reward, i) => (i === first ? reward + remainder : reward)), minted };
}

/** The least common multiple. */
function commonDenominator(denominators: readonly bigint[]): bigint {
  return [...new Set(denominators)].reduce((common, denominator) => {
    let [a, b] = [common, denominator];
    while (b !== 0n) [a, b] = [b, a % b];
    return (common / a) * denominator;
  }, 1n);
}
