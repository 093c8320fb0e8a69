import type {
  UnbondingDelegation,
  UnbondingDelegationEntry,
  Validator,
} from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import { latin1ToBytes } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import * as dec from '../../util/legacyDec.js';
import { stakingErrors } from '../errors.js';
import { formatTimeOfSecond, fromSeconds, toSeconds } from '../time.js';
import type { StakingKeeper } from './keeper.js';
import { isUnbonded, sharesFromTokens, tokensFromShares, withSharesRemoved } from './validator.js';

/** What an unbonding id stands for in the store. */
export const unbondingKind = { delegation: 1n, validator: 3n } as const;

/** Takes an amount out of a delegation; it is free after the unbonding time, which is answered in nanoseconds. */
export function undelegate(keeper: StakingKeeper, delegator: string, operator: string, amount: bigint): bigint {
  const validator = keeper.requireValidator(operator);
  const shares = sharesToUnbond(keeper, validator, delegator, amount);
  const { maxEntries, unbondingTime, bondDenom } = keeper.params;
  const waiting = keeper.unbonding(delegator, operator);
  if ((waiting?.entries.length ?? 0) >= maxEntries) throw new CodedError(stakingErrors.maxUnbondingEntries);
  const tokens = unbond(keeper, validator, delegator, shares);
  const completion = keeper.ctx.block.time + fromSeconds(unbondingTime);
  addEntry(
    keeper,
    waiting ?? { delegatorAddress: delegator, validatorAddress: operator, entries: [] },
    tokens,
    completion,
  );
  keeper.ctx.emit(
    event('unbond', {
      validator: operator,
      delegator,
      amount: `${tokens}${bondDenom}`,
      completion_time: formatTimeOfSecond(completion),
    }),
  );
  return completion;
}

/** The shares that an amount is worth, cut down to what the delegation holds. */
function sharesToUnbond(keeper: StakingKeeper, validator: Validator, delegator: string, amount: bigint): dec.LegacyDec {
  const delegation = keeper.delegation(delegator, validator.operatorAddress);
  if (!delegation) throw new CodedError(stakingErrors.noDelegation);
  if (BigInt(validator.tokens) === 0n) throw new CodedError(sdkErrors.invalidRequest, 'insufficient delegation shares');
  const held = dec.fromUnits(BigInt(delegation.shares));
  const wanted = sharesFromTokens(validator, amount);
  if (wanted > held) throw new CodedError(sdkErrors.invalidRequest, 'invalid shares amount');
  return wanted;
}

/** Removes shares from a delegation and its validator; answers the tokens that they were worth. */
function unbond(keeper: StakingKeeper, validator: Validator, delegator: string, shares: dec.LegacyDec): bigint {
  const operator = validator.operatorAddress;
  const delegation = keeper.delegation(delegator, operator)!;
  const left = dec.sub(dec.fromUnits(BigInt(delegation.shares)), shares);
  const own = keeper.addresses.accountOf(operator) === delegator;
  const tooLittle = dec.truncateInt(tokensFromShares(validator, left)) < BigInt(validator.minSelfDelegation || '0');
  const source = own && tooLittle && !validator.jailed ? jail(keeper, validator) : validator;
  keeper.setDelegation({ ...delegation, shares: String(left) });
  const { validator: rest, tokens } = withSharesRemoved(source, shares);
  keeper.replaceValidator(source, rest);
  if (BigInt(rest.delegatorShares) === 0n && isUnbonded(rest)) keeper.removeValidator(rest);
  return tokens;
}

/** Takes a validator out of the order of powers until it is freed. */
function jail(keeper: StakingKeeper, validator: Validator): Validator {
  const jailed = { ...validator, jailed: true };
  keeper.replaceValidator(validator, jailed);
  return jailed;
}

function addEntry(keeper: StakingKeeper, unbonding: UnbondingDelegation, tokens: bigint, completion: bigint): void {
  const { delegatorAddress, validatorAddress } = unbonding;
  const { height } = keeper.ctx.block;
  const same = unbonding.entries.findIndex(
    (entry) => entry.creationHeight === height && fromSeconds(entry.completionTime) === completion,
  );
  if (same >= 0) {
    keeper.setUnbonding({
      ...unbonding,
      entries: unbonding.entries.map((entry, i) => (i === same ? grown(entry, tokens) : entry)),
    });
    return;
  }
  const key = latin1ToBytes(keeper.schema.unbondings.storeKey([delegatorAddress, validatorAddress]));
  const entry: UnbondingDelegationEntry = {
    creationHeight: height,
    completionTime: toSeconds(completion),
    initialBalance: String(tokens),
    balance: String(tokens),
    unbondingId: keeper.registerUnbonding(key, unbondingKind.delegation),
    unbondingOnHoldRefCount: 0n,
  };
  keeper.setUnbonding({ ...unbonding, entries: [...unbonding.entries, entry] });
  enqueue(keeper, unbonding, completion);
}

const grown = (entry: UnbondingDelegationEntry, tokens: bigint): UnbondingDelegationEntry => ({
  ...entry,
  initialBalance: String(BigInt(entry.initialBalance) + tokens),
  balance: String(BigInt(entry.balance) + tokens),
});

/** Notes when entries of a delegation fall due. */
export function enqueue(
  keeper: StakingKeeper,
  { delegatorAddress, validatorAddress }: Pick<UnbondingDelegation, 'delegatorAddress' | 'validatorAddress'>,
  completion: bigint,
): void {
  const pairs = keeper.schema.unbondingQueue.get(completion)?.pairs ?? [];
  keeper.schema.unbondingQueue.set(completion, { pairs: [...pairs, { delegatorAddress, validatorAddress }] });
}

/** Ends the unbondings whose time has come. The fork moves no coins, so this only forgets them. Cost: O(those due). */
export function completeMature(keeper: StakingKeeper): void {
  const { time } = keeper.ctx.block;
  for (const [due, { pairs }] of [...keeper.schema.unbondingQueue.entries({ through: time })]) {
    keeper.schema.unbondingQueue.remove(due);
    for (const { delegatorAddress, validatorAddress } of pairs) complete(keeper, delegatorAddress, validatorAddress);
  }
}

function complete(keeper: StakingKeeper, delegator: string, operator: string): void {
  const unbonding = keeper.unbonding(delegator, operator);
  if (!unbonding) return;
  const isDue = (entry: UnbondingDelegationEntry): boolean =>
    fromSeconds(entry.completionTime) <= keeper.ctx.block.time;
  const due = unbonding.entries.filter(isDue);
  if (due.length === 0) return;
  for (const { unbondingId } of due) keeper.forgetUnbonding(unbondingId);
  keeper.setUnbonding({ ...unbonding, entries: unbonding.entries.filter((entry) => !isDue(entry)) });
  const total = due.reduce((sum, { balance }) => sum + BigInt(balance), 0n);
  const amount = total === 0n ? '' : `${total}${keeper.params.bondDenom}`;
  keeper.ctx.emit(event('complete_unbonding', { amount, validator: operator, delegator }));
}
