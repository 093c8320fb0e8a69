import type { Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { CodedError } from '../../util/errors.js';
import * as dec from '../../util/legacyDec.js';
import { stakingErrors } from '../errors.js';
import type { StakingKeeper } from './keeper.js';
import { type Pool, poolOf } from './rules.js';
import { hasInvalidRate, withTokensAdded } from './validator.js';

/** Where the coins of a delegation come from: the delegator's account, or a pool that they lie in already. */
export type CoinSource = 'account' | Pool;

/** Adds tokens and shares to a validator and a delegation. Answers the new shares. */
export function delegate(
  keeper: StakingKeeper,
  delegator: string,
  validator: Validator,
  amount: bigint,
  source: CoinSource = 'account',
): dec.LegacyDec {
  if (hasInvalidRate(validator)) throw new CodedError(stakingErrors.invalidShareRate);
  const operator = validator.operatorAddress;
  const held = keeper.delegation(delegator, operator);
  for (const listener of keeper.listeners) {
    if (held) listener.beforeDelegationSharesModified?.(delegator, operator);
    else listener.beforeDelegationCreated?.(delegator, operator);
  }
  const { pools } = keeper.rules;
  const pool = poolOf(validator);
  if (source === 'account') pools.delegate(keeper, delegator, pool, amount);
  else if (source !== pool) pools.move(keeper, source, pool, amount);
  const { validator: grown, issued } = withTokensAdded(validator, amount);
  keeper.replaceValidator(validator, grown);
  const shares = String(dec.add(dec.fromUnits(BigInt(held?.shares ?? '0')), issued));
  keeper.setDelegation({ delegatorAddress: delegator, validatorAddress: operator, shares });
  for (const listener of keeper.listeners) listener.afterDelegationModified?.(delegator, operator);
  return issued;
}
