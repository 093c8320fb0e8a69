import type { Redelegation, RedelegationEntry, Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { event } from '../../types/events.js';
import { latin1ToBytes } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import type { LegacyDec } from '../../util/legacyDec.js';
import { stakingErrors } from '../errors.js';
import { fromSeconds, toSeconds } from '../time.js';
import { delegate } from './delegate.js';
import type { StakingKeeper } from './keeper.js';
import { poolOf } from './rules.js';
import { unbond } from './unbond.js';
import { unbondingKind } from './unbonding.js';
import { isUnbonded, isUnbonding } from './validator.js';

/** Who moves from where to where. */
export type Route = readonly [delegator: string, source: string, destination: string];

/** Moves shares to another validator at once; until the answered time (nanoseconds) the old one's faults still count. */
export function redelegate(keeper: StakingKeeper, route: Route, shares: LegacyDec): bigint {
  const [delegator, source, destination] = route;
  if (source === destination) throw new CodedError(stakingErrors.selfRedelegation);
  const to = keeper.validator(destination);
  if (!to) throw new CodedError(stakingErrors.badRedelegationDestination);
  const from = keeper.validator(source);
  if (!from) throw new CodedError(stakingErrors.badRedelegationSource);
  if (isReceiving(keeper, delegator, source)) throw new CodedError(stakingErrors.transitiveRedelegation);
  const waiting = keeper.schema.redelegations.get(route)?.entries.length ?? 0;
  if (waiting >= keeper.params.maxEntries) throw new CodedError(stakingErrors.maxRedelegationEntries);
  const tokens = unbond(keeper, delegator, source, shares);
  if (tokens === 0n) throw new CodedError(stakingErrors.tinyRedelegation);
  const sharesDst = delegate(keeper, delegator, keeper.requireValidator(destination), tokens, poolOf(from));
  const { completion, height, isOver } = bindingOf(keeper, keeper.validator(source));
  if (isOver) return completion;
  const id = keeper.nextUnbondingId();
  const entry: RedelegationEntry = {
    creationHeight: height,
    completionTime: toSeconds(completion),
    initialBalance: String(tokens),
    sharesDst: String(sharesDst),
    unbondingId: id,
    unbondingOnHoldRefCount: 0n,
  };
  addEntry(keeper, route, entry);
  const key = keeper.schema.redelegations.storeKey(route);
  keeper.registerUnbonding(id, latin1ToBytes(key), unbondingKind.redelegation);
  enqueueRedelegation(keeper, route, completion);
  return completion;
}

/** Whether somebody has just moved a delegation to this validator. */
function isReceiving(keeper: StakingKeeper, delegator: string, operator: string): boolean {
  const range = { prefix: [operator, delegator] } as const;
  return keeper.schema.redelegationsByDestination.keys(range).next().done !== true;
}

/** How long the source's faults count: the unbonding time, what is left of its own, or not at all. */
function bindingOf(keeper: StakingKeeper, source: Validator | undefined) {
  const { block } = keeper.ctx;
  if (source && isUnbonded(source)) return { completion: 0n, height: 0n, isOver: true };
  if (source && isUnbonding(source)) {
    return { completion: fromSeconds(source.unbondingTime), height: source.unbondingHeight, isOver: false };
  }
  const completion = block.time + fromSeconds(keeper.params.unbondingTime);
  return { completion, height: block.height, isOver: false };
}

function addEntry(keeper: StakingKeeper, route: Route, entry: RedelegationEntry): void {
  const [delegatorAddress, validatorSrcAddress, validatorDstAddress] = route;
  const known = keeper.schema.redelegations.get(route);
  const entries = [...(known?.entries ?? []), entry];
  setRedelegation(keeper, { delegatorAddress, validatorSrcAddress, validatorDstAddress, entries });
}

/** Stores a redelegation with its indexes; one without entries is removed. */
export function setRedelegation(keeper: StakingKeeper, redelegation: Redelegation): void {
  const { delegatorAddress: who, validatorSrcAddress: from, validatorDstAddress: to, entries } = redelegation;
  const { redelegations, redelegationsBySource, redelegationsByDestination } = keeper.schema;
  if (entries.length === 0) {
    redelegations.remove([who, from, to]);
    redelegationsBySource.remove([from, who, to]);
    redelegationsByDestination.remove([to, who, from]);
    return;
  }
  redelegations.set([who, from, to], redelegation);
  redelegationsBySource.add([from, who, to]);
  redelegationsByDestination.add([to, who, from]);
}

/** Notes when entries of a redelegation fall due. */
export function enqueueRedelegation(keeper: StakingKeeper, route: Route, completion: bigint): void {
  const [delegatorAddress, validatorSrcAddress, validatorDstAddress] = route;
  const triplets = keeper.schema.redelegationQueue.get(completion)?.triplets ?? [];
  const due = { delegatorAddress, validatorSrcAddress, validatorDstAddress };
  keeper.schema.redelegationQueue.set(completion, { triplets: [...triplets, due] });
}

/** Ends the redelegations whose time has come. Cost: O(those due). */
export function completeRedelegations(keeper: StakingKeeper): void {
  const { time } = keeper.ctx.block;
  for (const [due, { triplets }] of [...keeper.schema.redelegationQueue.entries({ through: time })]) {
    keeper.schema.redelegationQueue.remove(due);
    for (const { delegatorAddress, validatorSrcAddress, validatorDstAddress } of triplets) {
      complete(keeper, [delegatorAddress, validatorSrcAddress, validatorDstAddress]);
    }
  }
}

function complete(keeper: StakingKeeper, route: Route): void {
  const redelegation = keeper.schema.redelegations.get(route);
  if (!redelegation) return;
  const { time } = keeper.ctx.block;
  const { bondDenom } = keeper.params;
  const isDue = (entry: RedelegationEntry): boolean => fromSeconds(entry.completionTime) <= time;
  const due = redelegation.entries.filter(isDue);
  for (const { unbondingId } of due) keeper.forgetUnbonding(unbondingId);
  setRedelegation(keeper, { ...redelegation, entries: redelegation.entries.filter((entry) => !isDue(entry)) });
  const total = due.reduce((sum, { initialBalance }) => sum + BigInt(initialBalance), 0n);
  const [delegator, source, destination] = route;
  const amount = total === 0n ? '' : `${total}${bondDenom}`;
  const ended = { amount, delegator, source_validator: source, destination_validator: destination };
  keeper.ctx.emit(event('complete_redelegation', ended));
}
