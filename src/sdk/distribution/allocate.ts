import type { Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import type { CommitVote } from '../../types/context.js';
import { event } from '../../types/events.js';
import * as dec from '../../util/legacyDec.js';
import {
  addDecCoins,
  type DecCoins,
  decCoinsOf,
  fromProtoDecCoins,
  mulDecCoins,
  mulDecCoinsTruncate,
  printDecCoins,
  subDecCoins,
  toProtoDecCoins,
  truncated,
} from '../decCoins.js';
import { type DistributionKeeper, distributionModuleName } from './keeper.js';

/**
 * Shares the fees of the block before among those who were to vote on it, by power, after the community's part; who voted
 * makes no difference. Without votes all of it is the community's. Cost: O(votes).
 */
export function allocate(keeper: DistributionKeeper, votes: readonly CommitVote[]): void {
  const { auth, bank, staking } = keeper;
  auth.moduleAccount('fee_collector');
  const fees = bank.balances(auth.moduleAddress('fee_collector'));
  bank.sendModuleToModule('fee_collector', distributionModuleName, fees);
  const pool = keeper.communityPool;
  const collected = decCoinsOf(fees);
  const totalPower = votes.reduce((sum, { power }) => sum + power, 0n);
  if (totalPower === 0n) {
    keeper.setCommunityPool(addDecCoins(pool, collected));
    return;
  }
  const tax = dec.fromUnits(BigInt(keeper.params.communityTax));
  const forValidators = mulDecCoinsTruncate(collected, dec.sub(dec.one, tax));
  let left = collected;
  for (const { address, power } of votes) {
    const fraction = dec.quoTruncate(dec.fromInt(power), dec.fromInt(totalPower));
    const reward = mulDecCoinsTruncate(forValidators, fraction);
    allocateTo(keeper, staking.requireByConsensusAddress(address), reward);
    left = subDecCoins(left, reward);
  }
  keeper.setCommunityPool(addDecCoins(pool, left));
}

/** Adds a reward to a validator: his commission is his own, the rest is his delegators'. */
function allocateTo(keeper: DistributionKeeper, validator: Validator, reward: DecCoins): void {
  const { schema, ctx } = keeper;
  const operator = validator.operatorAddress;
  const rate = dec.fromUnits(BigInt(validator.commission.commissionRates.rate));
  const commission = mulDecCoins(reward, rate);
  ctx.emit(event('commission', { amount: printDecCoins(commission), validator: operator }));
  keeper.setCommission(operator, addDecCoins(keeper.commission(operator), commission));
  const { rewards, period } = schema.current.get(operator) ?? { rewards: [], period: 0n };
  const shared = addDecCoins(fromProtoDecCoins(rewards), subDecCoins(reward, commission));
  schema.current.set(operator, { rewards: toProtoDecCoins(shared), period });
  ctx.emit(event('rewards', { amount: printDecCoins(reward), validator: operator }));
  keeper.setOutstanding(operator, addDecCoins(keeper.outstanding(operator), reward));
}

/** Hands the whole coins of the community to the module that keeps them. */
export function passOnCommunityPool(keeper: DistributionKeeper): void {
  const pool = keeper.communityPool;
  const { whole, rest } = truncated(pool);
  if (whole.length === 0) return;
  keeper.bank.sendModuleToModule(distributionModuleName, 'protocolpool_escrow', whole);
  keeper.setCommunityPool(rest);
}
