import type { Delegation, Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { event } from '../../types/events.js';
import { CodedError } from '../../util/errors.js';
import { type Coins, printCoins } from '../coins.js';
import { intersectDecCoins, subDecCoins, truncated } from '../decCoins.js';
import { distributionErrors } from '../errors.js';
import { delegationRewards } from './delegationRewards.js';
import { type DistributionKeeper, distributionModuleName } from './keeper.js';
import { endPeriod, unreference } from './periods.js';

/** Pays a delegator what his delegation has earned, and ends the validator's period; the fractions go to all. */
export function withdrawRewards(keeper: DistributionKeeper, validator: Validator, delegation: Delegation): Coins {
  const { schema, bank, ctx, config } = keeper;
  const { delegatorAddress: delegator, validatorAddress: operator } = delegation;
  if (!schema.startingInfos.has([operator, delegator])) throw new CodedError(distributionErrors.noDelegationInfo);
  const period = endPeriod(keeper, validator);
  const earned = delegationRewards(keeper, validator, delegation, period);
  const outstanding = keeper.outstanding(operator);
  const rewards = intersectDecCoins(earned, outstanding);
  const { whole, rest } = truncated(rewards);
  if (whole.length > 0) bank.sendFromModule(distributionModuleName, keeper.withdrawAddress(delegator), whole);
  keeper.setOutstanding(operator, subDecCoins(outstanding, rewards));
  keeper.addToCommunityPool(rest);
  unreference(keeper, operator, schema.startingInfos.require([operator, delegator]).previousPeriod);
  schema.startingInfos.remove([operator, delegator]);
  const paid = whole.length > 0 ? whole : [{ denom: config.denom, amount: 0n }];
  ctx.emit(event('withdraw_rewards', { amount: printCoins(paid), validator: operator, delegator }));
  return paid;
}

/** Pays a validator his commission; the fractions stay his. */
export function withdrawCommission(keeper: DistributionKeeper, operator: string): Coins {
  const { bank, ctx } = keeper;
  const commission = keeper.commission(operator);
  if (commission.length === 0) throw new CodedError(distributionErrors.noCommission);
  const { whole, rest } = truncated(commission);
  keeper.setCommission(operator, rest);
  const outstanding = keeper.outstanding(operator);
  keeper.setOutstanding(operator, subDecCoins(outstanding, subDecCoins(commission, rest)));
  if (whole.length > 0) {
    const account = keeper.addresses.accountOf(operator);
    bank.sendFromModule(distributionModuleName, keeper.withdrawAddress(account), whole);
  }
  ctx.emit(event('withdraw_commission', { amount: printCoins(whole) }));
  return whole;
}
