import { compareBytes } from '../../util/bytes.js';
import { abs, ceilDiv, floorDiv, maxInt64, maxOf, minInt64, minOf } from '../../util/int.js';
import type { Validator } from './validator.js';

// CometBFT's weighted round robin: each validator's priority grows by its power in every step, and the proposer's falls by
// the total power. All functions give new lists in the old order.

/** Priorities may lie this many times the total power apart. */
const windowFactor = 2n;

/** Sums that leave 64 bits stay at the limit. */
const clip = (value: bigint): bigint => maxOf(minInt64, minOf(maxInt64, value));

const powerOf = (validators: readonly Validator[]): bigint => validators.reduce((sum, { power }) => sum + power, 0n);

/** Brings the spread of priorities back to twice the total power, dividing toward zero, when it is wider. */
function rescaled(validators: readonly Validator[]): readonly Validator[] {
  const priorities = validators.map(({ priority }) => priority);
  const spread = abs(clip(priorities.reduce(maxOf) - priorities.reduce(minOf)));
  const widest = windowFactor * powerOf(validators);
  if (widest <= 0n || spread <= widest) return validators;
  const ratio = ceilDiv(spread, widest);
  return validators.map((validator) => ({ ...validator, priority: validator.priority / ratio }));
}

/** Takes the average, rounded down, off every priority. */
function centred(validators: readonly Validator[]): readonly Validator[] {
  const sum = validators.reduce((total, { priority }) => total + priority, 0n);
  const average = floorDiv(sum, BigInt(validators.length));
  return validators.map((validator) => ({ ...validator, priority: clip(validator.priority - average) }));
}

/** Rescales and centres the priorities of a list that is not empty. */
export const settlePriorities = (validators: readonly Validator[]): readonly Validator[] =>
  centred(rescaled(validators));

/** The one of highest priority; of equals, the one of lowest address. */
function foremost(validators: readonly Validator[]): Validator {
  return validators.reduce((best, other) => {
    if (other.priority !== best.priority) return other.priority > best.priority ? other : best;
    return compareBytes(other.address, best.address) < 0 ? other : best;
  });
}

/** One step of a list that is not empty: all gain their power, the foremost proposes and pays the total. */
export function stepPriorities(validators: readonly Validator[]): {
  readonly validators: readonly Validator[];
  readonly proposer: Validator;
} {
  const raised = validators.map((validator) => ({
    ...validator,
    priority: clip(validator.priority + validator.power),
  }));
  const chosen = foremost(raised);
  const proposer = { ...chosen, priority: clip(chosen.priority - powerOf(validators)) };
  return { validators: raised.map((validator) => (validator === chosen ? proposer : validator)), proposer };
}

/** Where a new member starts, for the total power with all new and changed members and before removals. */
export const priorityOfNewcomer = (totalPower: bigint): bigint => -(totalPower + totalPower / 8n);
