import type { Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import { minOf } from '../../util/int.js';
import * as dec from '../../util/legacyDec.js';
import { stakingErrors } from '../errors.js';
import type { StakingKeeper } from './keeper.js';
import {
  isUnbonded,
  sharesFromTokens,
  sharesFromTokensTruncated,
  sharesOf,
  tokensFromShares,
  tokensOf,
  withSharesRemoved,
} from './validator.js';

/** The shares that an amount is worth, at most those that the delegation holds. */
export function sharesToUnbond(
  keeper: StakingKeeper,
  delegator: string,
  operator: string,
  amount: bigint,
): dec.LegacyDec {
  const validator = keeper.requireValidator(operator);
  const held = dec.fromUnits(BigInt(keeper.requireDelegation(delegator, operator).shares));
  if (tokensOf(validator) === 0n) throw new CodedError(stakingErrors.insufficientShares);
  if (sharesFromTokensTruncated(validator, amount) > held) {
    throw new CodedError(sdkErrors.invalidRequest, 'invalid shares amount');
  }
  return dec.fromUnits(minOf(sharesFromTokens(validator, amount), held));
}

/** Removes shares from a delegation and its validator; answers the tokens that they were worth. */
export function unbond(keeper: StakingKeeper, delegator: string, operator: string, shares: dec.LegacyDec): bigint {
  const delegation = keeper.delegation(delegator, operator);
  if (!delegation) throw new CodedError(stakingErrors.noDelegatorForAddress);
  for (const listener of keeper.listeners) listener.beforeDelegationSharesModified?.(delegator, operator);
  const held = dec.fromUnits(BigInt(delegation.shares));
  if (held < shares) throw new CodedError(stakingErrors.notEnoughShares, dec.format(held));
  const left = dec.sub(held, shares);
  const validator = jailedIfTooLittle(keeper, keeper.requireValidator(operator), delegator, left);
  if (left === 0n) {
    keeper.removeDelegation(delegation);
  } else {
    keeper.setDelegation({ ...delegation, shares: String(left) });
    for (const listener of keeper.listeners) listener.afterDelegationModified?.(delegator, operator);
  }
  const { validator: rest, tokens } = withSharesRemoved(validator, shares);
  keeper.replaceValidator(validator, rest);
  if (sharesOf(rest) === 0n && isUnbonded(rest)) keeper.removeValidator(rest);
  return tokens;
}

/** An operator who leaves less of his own than he promised is jailed. */
function jailedIfTooLittle(
  keeper: StakingKeeper,
  validator: Validator,
  delegator: string,
  left: dec.LegacyDec,
): Validator {
  if (keeper.addresses.accountOf(validator.operatorAddress) !== delegator || validator.jailed) return validator;
  const own = dec.truncateInt(tokensFromShares(validator, left));
  return own < BigInt(validator.minSelfDelegation || '0') ? keeper.jail(validator) : validator;
}
