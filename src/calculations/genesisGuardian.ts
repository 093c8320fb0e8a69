import type { GenesisOnlyParams } from '../gen/inference/inference/params.js';
import { toRatio } from '../util/decimal.js';
import { orZero } from './orZero.js';
import { sumOf } from './sumOf.js';

/** The power that a validator gets from compute. */
export interface ValidatorPower {
  /** bech32 operator address (`gonkavaloper…`). */
  readonly operatorAddress: string;
  readonly power: bigint;
}

export interface GuardedPowers {
  /** In the order given. */
  readonly powers: readonly bigint[];
  readonly total: bigint;
  /** Whether the rule applied; also when the guardians are strong enough and nothing changed. */
  readonly wasEnhanced: boolean;
}

/** The params that the rule reads. */
export type GuardianParams = Pick<
  GenesisOnlyParams,
  | 'genesisGuardianEnabled'
  | 'genesisGuardianNetworkMaturityThreshold'
  | 'genesisGuardianMultiplier'
  | 'genesisGuardianAddresses'
>;

/**
 * Lifts the staking power of the genesis guardians while the network is young (reference, section 8.5).
 *
 * As long as all power is below the maturity threshold, the guardians that are present share `multiplier` times the power
 * of all others evenly, each rounded down; unless they have more than that anyway. Compute weights are not touched.
 * Cost: O(validators).
 */
export function guardPowers(validators: readonly ValidatorPower[], params: GuardianParams): GuardedPowers {
  const powers = validators.map(({ power }) => power);
  const total = sumOf(powers);
  const addresses = new Set(params.genesisGuardianAddresses);
  const isGuardian = validators.map(({ operatorAddress }) => addresses.has(operatorAddress));
  const guardians = powers.filter((_, i) => isGuardian[i]);
  const young = total < params.genesisGuardianNetworkMaturityThreshold;
  if (!params.genesisGuardianEnabled || !young || validators.length < 2 || guardians.length === 0) {
    return { powers, total, wasEnhanced: false };
  }

  const own = sumOf(guardians);
  const { numerator, denominator } = toRatio(orZero(params.genesisGuardianMultiplier));
  const lifted = (total - own) * numerator;
  if (lifted < own * denominator) return { powers, total, wasEnhanced: true };
  const each = lifted / (denominator * BigInt(guardians.length));
  const enhanced = powers.map((power, i) => (isGuardian[i] ? each : power));
  return { powers: enhanced, total: sumOf(enhanced), wasEnhanced: true };
}
