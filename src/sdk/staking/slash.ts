import type { Redelegation, UnbondingDelegation, Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { undefinedErrors } from '../../types/errors.js';
import { bytesToLatin1 } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import { maxOf, minOf } from '../../util/int.js';
import * as dec from '../../util/legacyDec.js';
import { fromSeconds } from '../time.js';
import type { StakingKeeper } from './keeper.js';
import { poolOf } from './rules.js';
import { unbond } from './unbond.js';
import { isBonded, isUnbonded, tokensOf } from './validator.js';

/** A fault of a validator: who, when, with which power, and the part of the stake of that time that he loses. */
export interface Fault {
  /** Consensus address. */
  readonly address: Uint8Array;
  readonly height: bigint;
  readonly power: bigint;
  readonly fraction: dec.LegacyDec;
}

/**
 * Burns a part of the stake that stood behind a fault: first what has left the validator since, then his own tokens.
 * Answers what his tokens lost. Cost: O(unbondings and redelegations from the validator).
 */
export function slash(keeper: StakingKeeper, fault: Fault): bigint {
  const { fraction, height } = fault;
  const stake = fault.power * keeper.rules.powerReduction;
  const due = dec.truncateInt(dec.mul(dec.fromInt(stake), fraction));
  const validator = keeper.validatorByConsensusAddress(bytesToLatin1(fault.address));
  if (!validator) return 0n;
  const operator = validator.operatorAddress;
  if (isUnbonded(validator)) {
    const text = `should not be slashing unbonded validator: ${operator}`;
    throw new CodedError(undefinedErrors.panic, text);
  }
  const hasLeft = height < keeper.ctx.block.height ? slashLeft(keeper, operator, fault) : 0n;
  const burned = maxOf(minOf(due - hasLeft, tokensOf(validator)), 0n);
  if (burned === 0n) return 0n;
  const part = dec.quoRoundUp(dec.fromInt(burned), dec.fromInt(tokensOf(validator)));
  const effective = dec.fromUnits(minOf(part, dec.one));
  for (const listener of keeper.listeners) listener.beforeValidatorSlashed?.(operator, effective);
  keeper.replaceValidator(validator, { ...validator, tokens: String(tokensOf(validator) - burned) });
  keeper.rules.pools.burn(keeper, poolOf(validator), burned);
  return burned;
}

/** What unbondings and redelegations that began after the fault lose of it. */
function slashLeft(keeper: StakingKeeper, operator: string, fault: Fault): bigint {
  const { unbondingsByOperator, redelegationsBySource, redelegations } = keeper.schema;
  let total = 0n;
  for (const [, delegator] of [...unbondingsByOperator.keys({ prefix: [operator] })]) {
    total += slashUnbonding(keeper, keeper.unbonding(delegator, operator)!, fault);
  }
  for (const [, delegator, destination] of [...redelegationsBySource.keys({ prefix: [operator] })]) {
    total += slashRedelegation(keeper, redelegations.require([delegator, operator, destination]), fault);
  }
  return total;
}

interface Entry {
  readonly creationHeight: bigint;
  readonly completionTime: { readonly seconds: bigint; readonly nanos: number };
  readonly unbondingOnHoldRefCount: bigint;
}

/** Whether an entry's stake stood behind the fault, and is still bound. */
const isLiable = (keeper: StakingKeeper, entry: Entry, { height }: Pick<Fault, 'height'>): boolean =>
  entry.creationHeight >= height &&
  (fromSeconds(entry.completionTime) > keeper.ctx.block.time || entry.unbondingOnHoldRefCount > 0n);

const share = (fraction: dec.LegacyDec, amount: string): bigint =>
  dec.truncateInt(dec.mulInt(fraction, BigInt(amount)));

function slashUnbonding(keeper: StakingKeeper, unbonding: UnbondingDelegation, fault: Fault): bigint {
  let [total, burned] = [0n, 0n];
  const entries = unbonding.entries.map((entry) => {
    if (!isLiable(keeper, entry, fault)) return entry;
    const due = share(fault.fraction, entry.initialBalance);
    total += due;
    const lost = minOf(due, BigInt(entry.balance));
    burned += lost;
    return lost === 0n ? entry : { ...entry, balance: String(BigInt(entry.balance) - lost) };
  });
  if (burned > 0n) keeper.setUnbonding({ ...unbonding, entries });
  keeper.rules.pools.burn(keeper, 'not_bonded_tokens_pool', burned);
  return total;
}

/** What has moved loses its part where it is now: first what is unbonding from there, then its shares. */
function slashRedelegation(keeper: StakingKeeper, redelegation: Redelegation, fault: Fault): bigint {
  const { delegatorAddress: who, validatorDstAddress: destination } = redelegation;
  let total = 0n;
  const burned = { bonded_tokens_pool: 0n, not_bonded_tokens_pool: 0n };
  for (const entry of redelegation.entries) {
    if (!isLiable(keeper, entry, fault)) continue;
    const due = share(fault.fraction, entry.initialBalance);
    total += due;
    const fromUnbonding = takeFromUnbonding(keeper, who, destination, { due, fault });
    burned.not_bonded_tokens_pool += fromUnbonding;
    if (due === fromUnbonding) continue;
    const shares = dec.mul(fault.fraction, dec.fromUnits(BigInt(entry.sharesDst)));
    const held = dec.fromUnits(BigInt(keeper.delegation(who, destination)?.shares ?? '0'));
    if (shares === 0n || held === 0n) continue;
    const tokens = unbond(keeper, who, destination, dec.fromUnits(minOf(shares, held)));
    burned[poolAfter(keeper.validator(destination))] += tokens;
  }
  keeper.rules.pools.burn(keeper, 'bonded_tokens_pool', burned.bonded_tokens_pool);
  keeper.rules.pools.burn(keeper, 'not_bonded_tokens_pool', burned.not_bonded_tokens_pool);
  return total;
}

const poolAfter = (validator: Validator | undefined) =>
  validator && isBonded(validator) ? 'bonded_tokens_pool' : 'not_bonded_tokens_pool';

function takeFromUnbonding(
  keeper: StakingKeeper,
  delegator: string,
  operator: string,
  { due, fault }: { readonly due: bigint; readonly fault: Fault },
): bigint {
  const unbonding = keeper.unbonding(delegator, operator);
  if (!unbonding) return 0n;
  let left = due;
  const entries = unbonding.entries.map((entry) => {
    const lost = minOf(left, BigInt(entry.balance));
    if (lost === 0n || !isLiable(keeper, entry, fault)) return entry;
    left -= lost;
    return { ...entry, balance: String(BigInt(entry.balance) - lost) };
  });
  if (left < due) keeper.setUnbonding({ ...unbonding, entries });
  return due - left;
}
