import type { ValidatorHistoricalRewards } from 'cosmjs-types/cosmos/distribution/v1beta1/distribution';
import type { Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { undefinedErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import * as dec from '../../util/legacyDec.js';
import {
  addDecCoins,
  type DecCoins,
  fromProtoDecCoins,
  quoDecCoinsTruncate,
  subDecCoins,
  toProtoDecCoins,
} from '../decCoins.js';
import { tokensFromSharesTruncated, tokensOf } from '../staking/validator.js';
import type { DistributionKeeper } from './keeper.js';

// Periods of a validator: each ends when his tokens change, and leaves the rewards per token since his beginning.

const noRewards: ValidatorHistoricalRewards = { cumulativeRewardRatio: [], referenceCount: 0 };

export const panic = (text: string): CodedError => new CodedError(undefinedErrors.panic, `recovered: ${text}`);

/** The first records of a validator. */
export function beginValidator({ schema }: DistributionKeeper, operator: string): void {
  schema.historical.set([operator, 0n], { cumulativeRewardRatio: [], referenceCount: 1 });
  schema.current.set(operator, { rewards: [], period: 1n });
  schema.commissions.set(operator, { commission: [] });
  schema.outstanding.set(operator, { rewards: [] });
}

/** Rewards per token at the end of a period. */
export const rewardRatio = ({ schema }: DistributionKeeper, operator: string, period: bigint): DecCoins =>
  fromProtoDecCoins(schema.historical.get([operator, period])?.cumulativeRewardRatio ?? []);

/** Ends the period that is going on; answers its number. What nobody can have, because there are no tokens, goes to all. */
export function endPeriod(keeper: DistributionKeeper, validator: Validator): bigint {
  const { schema } = keeper;
  const operator = validator.operatorAddress;
  const { rewards, period } = schema.current.get(operator) ?? { rewards: [], period: 0n };
  const earned = fromProtoDecCoins(rewards);
  const ratio = tokensOf(validator) === 0n ? toEverybody(keeper, operator, earned) : perToken(earned, validator);
  const before = rewardRatio(keeper, operator, period - 1n);
  unreference(keeper, operator, period - 1n);
  const cumulativeRewardRatio = toProtoDecCoins(addDecCoins(before, ratio));
  schema.historical.set([operator, period], { cumulativeRewardRatio, referenceCount: 1 });
  schema.current.set(operator, { rewards: [], period: period + 1n });
  return period;
}

const perToken = (earned: DecCoins, validator: Validator): DecCoins =>
  quoDecCoinsTruncate(earned, dec.fromInt(tokensOf(validator)));

function toEverybody(keeper: DistributionKeeper, operator: string, earned: DecCoins): DecCoins {
  const pool = keeper.communityPool;
  const outstanding = keeper.outstanding(operator);
  keeper.setCommunityPool(addDecCoins(pool, earned));
  keeper.setOutstanding(operator, subDecCoins(outstanding, earned));
  return [];
}

/** Notes that a delegation begins to earn after the period that has just ended. */
export function beginDelegation(keeper: DistributionKeeper, delegator: string, operator: string): void {
  const { schema, staking, ctx } = keeper;
  const previousPeriod = (schema.current.get(operator)?.period ?? 0n) - 1n;
  reference(keeper, operator, previousPeriod);
  const validator = staking.requireValidator(operator);
  const { shares } = staking.requireDelegation(delegator, operator);
  const stake = tokensFromSharesTruncated(validator, dec.fromUnits(BigInt(shares)));
  schema.startingInfos.set([operator, delegator], { previousPeriod, stake: String(stake), height: ctx.block.height });
}

/** One more needs what the end of a period has left. */
export function reference({ schema }: DistributionKeeper, operator: string, period: bigint): void {
  const found = schema.historical.get([operator, period]) ?? noRewards;
  if (found.referenceCount > 2) throw panic('reference count should never exceed 2');
  schema.historical.set([operator, period], { ...found, referenceCount: found.referenceCount + 1 });
}

/** One less needs it; what nobody needs is forgotten. */
export function unreference({ schema }: DistributionKeeper, operator: string, period: bigint): void {
  const found = schema.historical.get([operator, period]) ?? noRewards;
  if (found.referenceCount === 0) throw panic('cannot set negative reference count');
  if (found.referenceCount === 1) schema.historical.remove([operator, period]);
  else schema.historical.set([operator, period], { ...found, referenceCount: found.referenceCount - 1 });
}
