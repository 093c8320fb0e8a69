import { BondStatus, type Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { uint64 } from '../../store/keyCodec.js';
import type { Entry } from '../../store/kv.js';
import { prefixEnd, prefixRange } from '../../store/ranges.js';
import type { ValidatorUpdate } from '../../types/module.js';
import { latin1ToBytes } from '../../util/bytes.js';
import { maxUint64 } from '../../util/int.js';
import { fromSeconds, toSeconds } from '../time.js';
import type { StakingConfig, StakingKeeper } from './keeper.js';
import { unbondingKind } from './unbonding.js';
import { consensusKeyOf, isBonded, tokensOf } from './validator.js';

/**
 * Brings the working set in line with the powers: the strongest `max_validators` with power are bonded, all others
 * begin to unbond. Answers and stores the changes since the last time, strongest first, then the leaving ones by address.
 *
 * Cost: O(validators in the old and the new set).
 */
export function applyValidatorSet(keeper: StakingKeeper): ValidatorUpdate[] {
  const { schema } = keeper;
  if (isInForce(keeper)) {
    storeUpdates(keeper, []);
    return [];
  }
  const last = new Map(schema.lastPowers.entries());
  const updates: ValidatorUpdate[] = [];
  let totalPower = 0n;
  let entered = 0n;
  for (const validator of strongest(keeper)) {
    const operator = validator.operatorAddress;
    const power = keeper.powerOf(validator);
    if (!isBonded(validator)) {
      bond(keeper, validator);
      entered += tokensOf(validator);
    }
    if (last.get(operator) !== power) {
      updates.push({ pubKey: consensusKeyOf(validator), power });
      schema.lastPowers.set(operator, power);
    }
    last.delete(operator);
    totalPower += power;
  }
  for (const operator of last.keys()) {
    const validator = keeper.requireValidator(operator);
    beginUnbonding(keeper, validator);
    entered -= tokensOf(validator);
    schema.lastPowers.remove(operator);
    updates.push({ pubKey: consensusKeyOf(validator), power: 0n });
  }
  movePools(keeper, entered);
  if (updates.length > 0) schema.lastTotalPower.set({ int: String(totalPower) });
  storeUpdates(keeper, updates);
  return updates;
}

/** A set in force: its powers, and its places in the order of powers. */
interface SetInForce {
  readonly last: readonly Entry[];
  readonly places: readonly Entry[];
}

/** What was last found to be in force, by chain. */
const knownInForce = new WeakMap<StakingConfig, SetInForce>();

/**
 * Whether the order of powers begins with just the set that is in force, which is so in almost every block: told from the
 * keys of the order alone, without a look at the validators. All of the set are bonded then.
 *
 * Entries that nobody wrote since the last block are the same objects, and need not even be read.
 */
function isInForce(keeper: StakingKeeper): boolean {
  const known = knownInForce.get(keeper.config);
  const { maxValidators } = keeper.params;
  if (known !== undefined && areStill(known.last, lastSet(keeper), Number.POSITIVE_INFINITY)) {
    if (areStill(known.places, withPower(keeper), maxValidators)) return true;
  }
  const last = [...lastSet(keeper)];
  const places = firstOf(withPower(keeper), maxValidators);
  if (places.length !== last.length || !haveLastPowers(keeper, places)) return false;
  knownInForce.set(keeper.config, { last, places });
  return true;
}

function lastSet({ schema: { lastPowers } }: StakingKeeper): IterableIterator<Entry> {
  return lastPowers.store.iterate(prefixRange(lastPowers.prefix));
}

/** The order of powers, strongest first, without those who have none. */
function withPower({ schema: { byPower } }: StakingKeeper): IterableIterator<Entry> {
  const { store, prefix } = byPower;
  return store.iterate({ start: prefix + leastPower, end: prefixEnd(prefix), reverse: true });
}

const leastPower = uint64.encode(1n);

function firstOf(walk: IterableIterator<Entry>, limit: number): Entry[] {
  const found: Entry[] = [];
  for (const entry of walk) {
    if (found.length === limit) break;
    found.push(entry);
  }
  return found;
}

/** Whether a walk meets just the entries that are known, when no more than so many count. */
function areStill(known: readonly Entry[], walk: IterableIterator<Entry>, limit: number): boolean {
  let met = 0;
  for (const entry of walk) {
    if (met === limit) break;
    const before = known[met++];
    if (before === undefined || before[1] !== entry[1] || before[0] !== entry[0]) return false;
  }
  return met === known.length;
}

/** Whether each of these places is that of a validator of the last set, with his power. */
function haveLastPowers({ schema }: StakingKeeper, places: readonly Entry[]): boolean {
  const { prefix, valueCodec } = schema.byPower;
  const last = new Map(schema.lastPowers.entries());
  return places.every(([key, value]) => {
    const power = last.get(value.read(valueCodec));
    return power !== undefined && key.startsWith(uint64.encode(power), prefix.length);
  });
}

/** Brings the bonded tokens of those who came, less those of who left, to where they now belong. */
function movePools(keeper: StakingKeeper, entered: bigint): void {
  const { pools } = keeper.rules;
  if (entered > 0n) pools.move(keeper, 'not_bonded_tokens_pool', 'bonded_tokens_pool', entered);
  if (entered < 0n) pools.move(keeper, 'bonded_tokens_pool', 'not_bonded_tokens_pool', -entered);
}

/** The validators that belong into the set: by power, without the powerless, no more than `max_validators`. */
function strongest(keeper: StakingKeeper): Validator[] {
  const limit = keeper.params.maxValidators;
  const found: Validator[] = [];
  for (const validator of keeper.byPower()) {
    if (found.length === limit || keeper.powerOf(validator) === 0n) break;
    found.push(validator);
  }
  return found;
}

export function storeUpdates(keeper: StakingKeeper, updates: readonly ValidatorUpdate[]): void {
  keeper.schema.updates.set({
    updates: updates.map(({ pubKey, power }) => ({ pubKey: { ed25519: pubKey }, power })),
  });
}

function bond(keeper: StakingKeeper, validator: Validator): void {
  const bonded = { ...validator, status: BondStatus.BOND_STATUS_BONDED };
  keeper.replaceValidator(validator, bonded);
  unqueue(keeper, validator);
  for (const listener of keeper.listeners) listener.afterValidatorBonded?.(bonded);
}

function beginUnbonding(keeper: StakingKeeper, validator: Validator): void {
  const { block } = keeper.ctx;
  const operator = validator.operatorAddress;
  const key = latin1ToBytes(keeper.schema.validators.storeKey(operator));
  const id = keeper.nextUnbondingId();
  keeper.registerUnbonding(id, key, unbondingKind.validator);
  const leaving: Validator = {
    ...validator,
    status: BondStatus.BOND_STATUS_UNBONDING,
    unbondingTime: toSeconds(block.time + fromSeconds(keeper.params.unbondingTime)),
    unbondingHeight: block.height,
    unbondingIds: [...validator.unbondingIds, id],
  };
  keeper.replaceValidator(validator, leaving);
  queue(keeper, leaving);
  for (const listener of keeper.listeners) listener.afterValidatorBeginUnbonding?.(leaving);
}

const slotOf = (validator: Validator): readonly [bigint, bigint] => [
  fromSeconds(validator.unbondingTime),
  validator.unbondingHeight,
];

/** Puts a validator into the queue of those that will be unbonded. */
export function queue(keeper: StakingKeeper, validator: Validator): void {
  const slot = slotOf(validator);
  const addresses = keeper.schema.validatorQueue.get(slot)?.addresses ?? [];
  keeper.schema.validatorQueue.set(slot, { addresses: [...addresses, validator.operatorAddress] });
}

function unqueue(keeper: StakingKeeper, validator: Validator): void {
  const slot = slotOf(validator);
  const queued = keeper.schema.validatorQueue.get(slot);
  if (!queued) return;
  const addresses = queued.addresses.filter((address) => address !== validator.operatorAddress);
  if (addresses.length === 0) keeper.schema.validatorQueue.remove(slot);
  else keeper.schema.validatorQueue.set(slot, { addresses });
}

/** Unbonds the validators whose time has come; one without shares is forgotten. Cost: O(validators that are due). */
export function unbondMature(keeper: StakingKeeper): void {
  const { time, height } = keeper.ctx.block;
  const ended = [...keeper.schema.validatorQueue.entries({ through: [time, maxUint64] })];
  const due = ended.filter(([[, since]]) => since <= height);
  for (const [slot, { addresses }] of due) {
    keeper.schema.validatorQueue.remove(slot);
    for (const operator of addresses) {
      const validator = keeper.requireValidator(operator);
      for (const id of validator.unbondingIds) keeper.forgetUnbonding(id);
      const unbonded = { ...validator, status: BondStatus.BOND_STATUS_UNBONDED, unbondingIds: [] };
      keeper.replaceValidator(validator, unbonded);
      if (BigInt(unbonded.delegatorShares) === 0n) keeper.removeValidator(unbonded);
    }
  }
}
