import type { UnbondingDelegation, UnbondingDelegationEntry } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { event } from '../../types/events.js';
import { latin1ToBytes } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import type { LegacyDec } from '../../util/legacyDec.js';
import { stakingErrors } from '../errors.js';
import { fromSeconds, toSeconds } from '../time.js';
import type { StakingKeeper } from './keeper.js';
import { unbond } from './unbond.js';
import { isBonded } from './validator.js';

/** What an unbonding id stands for in the store. */
export const unbondingKind = { delegation: 1n, redelegation: 2n, validator: 3n } as const;

export interface Undelegation {
  /** When the coins are free, in nanoseconds. */
  readonly completion: bigint;
  readonly tokens: bigint;
}

/** Takes shares out of a delegation; what they are worth is free after the unbonding time. */
export function undelegate(
  keeper: StakingKeeper,
  delegator: string,
  operator: string,
  shares: LegacyDec,
): Undelegation {
  const validator = keeper.requireValidator(operator);
  const waiting = keeper.unbonding(delegator, operator)?.entries.length ?? 0;
  if (waiting >= keeper.params.maxEntries) throw new CodedError(stakingErrors.maxUnbondingEntries);
  const tokens = unbond(keeper, delegator, operator, shares);
  if (isBonded(validator)) keeper.rules.pools.move(keeper, 'bonded_tokens_pool', 'not_bonded_tokens_pool', tokens);
  const completion = keeper.ctx.block.time + fromSeconds(keeper.params.unbondingTime);
  addEntry(keeper, delegator, operator, { tokens, completion });
  enqueue(keeper, { delegatorAddress: delegator, validatorAddress: operator }, completion);
  return { completion, tokens };
}

/** Entries of one block that fall due together are one; the later ones leave their number unused. */
function addEntry(
  keeper: StakingKeeper,
  delegatorAddress: string,
  validatorAddress: string,
  { tokens, completion }: Undelegation,
): void {
  const id = keeper.nextUnbondingId();
  const { height } = keeper.ctx.block;
  const known = keeper.unbonding(delegatorAddress, validatorAddress);
  const unbonding: UnbondingDelegation = known ?? { delegatorAddress, validatorAddress, entries: [] };
  const same = unbonding.entries.findIndex(
    (entry) => entry.creationHeight === height && fromSeconds(entry.completionTime) === completion,
  );
  if (same >= 0) {
    const entries = unbonding.entries.map((entry, i) => (i === same ? grown(entry, tokens) : entry));
    keeper.setUnbonding({ ...unbonding, entries });
    return;
  }
  const entry: UnbondingDelegationEntry = {
    creationHeight: height,
    completionTime: toSeconds(completion),
    initialBalance: String(tokens),
    balance: String(tokens),
    unbondingId: id,
    unbondingOnHoldRefCount: 0n,
  };
  keeper.setUnbonding({ ...unbonding, entries: [...unbonding.entries, entry] });
  const key = keeper.schema.unbondings.storeKey([delegatorAddress, validatorAddress]);
  keeper.registerUnbonding(id, latin1ToBytes(key), unbondingKind.delegation);
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

/** Ends the unbondings whose time has come. Cost: O(those due). */
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
  const { bondDenom } = keeper.params;
  for (const { unbondingId, balance } of due) {
    keeper.forgetUnbonding(unbondingId);
    if (balance !== '0') keeper.rules.pools.undelegate(keeper, 'not_bonded_tokens_pool', delegator, BigInt(balance));
  }
  keeper.setUnbonding({ ...unbonding, entries: unbonding.entries.filter((entry) => !isDue(entry)) });
  const total = due.reduce((sum, { balance }) => sum + BigInt(balance), 0n);
  const amount = total === 0n ? '' : `${total}${bondDenom}`;
  keeper.ctx.emit(event('complete_unbonding', { amount, validator: operator, delegator }));
}
