import type { BitcoinRewardParams } from '../gen/inference/inference/params.js';
import type { SettlementInput } from '../types/strategies.js';
import { toShopspring } from '../util/decimal.js';
import { exactExp } from '../util/exactExp.js';
import { goExp } from '../util/goFloat.js';
import { asInt64, asUint64, maxInt64, maxOf, toInt64 } from '../util/int.js';
import * as shop from '../util/shopspring.js';
import { orZero } from './orZero.js';

export type EpochRewardParams = Pick<BitcoinRewardParams, 'initialEpochReward' | 'decayRate' | 'genesisEpoch'>;

export const epochRewardParamsOf = ({ params }: SettlementInput): EpochRewardParams =>
  params.bitcoinRewardParams ?? { initialEpochReward: 0n, decayRate: undefined, genesisEpoch: 0n };

/**
 * What one epoch mints under the fixed reward, in base units: `floor(initial * e^(rate * n))` for the n-th epoch after
 * the genesis epoch, exactly (reference, section 8.3; decisions, section 1). Up to the genesis epoch nothing decays.
 *
 * @throws gonka-sim/1 when the reward does not fit into an int64
 */
export function fixedEpochReward(epoch: bigint, params: EpochRewardParams): bigint {
  const epochs = maxOf(epoch - params.genesisEpoch, 0n);
  return toInt64(exactExp(params.initialEpochReward, orZero(params.decayRate), epochs), 'epoch reward');
}

/**
 * The same as deployed: e^x in float64 with its last bits (util/goFloat), the shortest decimal of it times the initial
 * reward, cut. Epochs before genesis wrap, so that rewards grow; what leaves the int64 range is 0, except that an initial
 * reward above it is handed on as it is in the genesis epoch.
 */
export function fixedEpochRewardA25(epoch: bigint, params: EpochRewardParams): bigint {
  const epochs = asUint64(epoch - params.genesisEpoch);
  if (epochs === 0n || params.decayRate === undefined) return params.initialEpochReward;
  const factor = goExp(shop.toFloat64(shop.mul(toShopspring(params.decayRate), shop.of(asInt64(epochs)))));
  if (!Number.isFinite(factor)) return 0n;
  const reward = shop.toBigInt(shop.mul(shop.of(asInt64(params.initialEpochReward)), shop.fromFloat64(factor)));
  return reward < 0n || reward > maxInt64 ? 0n : reward;
}
