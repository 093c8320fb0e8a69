import type { Epoch } from '../gen/inference/inference/epoch.js';
import type { EpochParams } from '../gen/inference/inference/params.js';
import { EpochContext, epochContextAt } from '../types/epochContext.js';
import { inferenceErrors } from '../types/errors.js';
import { CodedError, type ErrorKind } from '../util/errors.js';
import type { Keeper } from './keeper.js';
import { getParams } from './params.js';

// The effective epoch is the one whose validators are in power. From the start of PoC until the switch, the next one is
// stored too: the upcoming epoch. The latest epoch is the upcoming one if there is one.

/** Index of the effective epoch; undefined before genesis has set it. */
export function getEffectiveEpochIndex({ state }: Keeper): bigint | undefined {
  return state.effectiveEpoch.get();
}

export function setEffectiveEpochIndex({ state }: Keeper, index: bigint): void {
  state.effectiveEpoch.set(index);
}

export function getEpoch({ state }: Keeper, index: bigint): Epoch | undefined {
  return state.epochs.get(index);
}

export function setEpoch({ state }: Keeper, epoch: Epoch): void {
  state.epochs.set(epoch.index, epoch);
}

export function getEffectiveEpoch(keeper: Keeper): Epoch | undefined {
  return relativeToEffective(keeper, 0n);
}

export function getUpcomingEpoch(keeper: Keeper): Epoch | undefined {
  return relativeToEffective(keeper, 1n);
}

/** The epoch before the effective one; epoch 0 has none. */
export function getPreviousEpoch(keeper: Keeper): Epoch | undefined {
  return relativeToEffective(keeper, -1n);
}

export function getLatestEpoch(keeper: Keeper): Epoch | undefined {
  return getUpcomingEpoch(keeper) ?? getEffectiveEpoch(keeper);
}

/** 1127 when there is none; `detail` says who asked. */
export function requireEffectiveEpoch(keeper: Keeper, detail?: string): Epoch {
  return found(getEffectiveEpoch(keeper), inferenceErrors.effectiveEpochNotFound, detail);
}

/** 1128 when there is none; `detail` says who asked. */
export function requireUpcomingEpoch(keeper: Keeper, detail?: string): Epoch {
  return found(getUpcomingEpoch(keeper), inferenceErrors.upcomingEpochNotFound, detail);
}

/**
 * The upcoming epoch with its heights: 1128 when there is none. The parameters are read first, so a refusal costs as much
 * gas as on the deployed chain.
 */
export function requireUpcomingContext(keeper: Keeper, detail: string): EpochContext {
  const { epochParams } = getParams(keeper);
  const epoch = requireUpcomingEpoch(keeper, detail);
  return contextOf(epoch, epoch.epochParams ?? epochParams!);
}

/** 1129 when there is none. */
export function requirePreviousEpoch(keeper: Keeper): Epoch {
  return found(getPreviousEpoch(keeper), inferenceErrors.previousEpochNotFound);
}

/** 1130 when there is none. */
export function requireLatestEpoch(keeper: Keeper): Epoch {
  return found(getLatestEpoch(keeper), inferenceErrors.latestEpochNotFound);
}

/** 1136 when there is none of that index. */
export function requireEpoch(keeper: Keeper, index: bigint): Epoch {
  return found(getEpoch(keeper, index), inferenceErrors.epochNotFound, `epoch ${index}`);
}

/** Lengths of an epoch: those frozen when its PoC started, else the parameters as they stand. */
export function getEpochParams(keeper: Keeper, epoch: Epoch | undefined): EpochParams {
  return epoch?.epochParams ?? getParams(keeper).epochParams!;
}

// Every message of a PoC asks for the heights of the same epoch. Records never change, so what was made of one stays true.
const contexts = new WeakMap<Epoch, EpochContext>();

/** The heights of one epoch. */
export const getEpochContext = (keeper: Keeper, epoch: Epoch): EpochContext =>
  contextOf(epoch, getEpochParams(keeper, epoch));

function contextOf(epoch: Epoch, params: EpochParams): EpochContext {
  const known = contexts.get(epoch);
  if (known?.params === params) return known;
  const context = new EpochContext(epoch, params);
  contexts.set(epoch, context);
  return context;
}

/**
 * The epoch that the current block belongs to, with all its heights (reference, section 2.1).
 *
 * @throws 1127 without an effective epoch; gonka-sim/25 when the switch to the next epoch never came
 */
export function getCurrentEpochContext(keeper: Keeper): EpochContext {
  const effective = requireEffectiveEpoch(keeper);
  const nextParams = getEpochParams(keeper, getUpcomingEpoch(keeper));
  return epochContextAt(getEpochContext(keeper, effective), keeper.height, nextParams);
}

function relativeToEffective(keeper: Keeper, offset: bigint): Epoch | undefined {
  const effective = getEffectiveEpochIndex(keeper);
  if (effective === undefined) return undefined;
  const index = effective + offset;
  return index < 0n ? undefined : getEpoch(keeper, index);
}

function found(epoch: Epoch | undefined, kind: ErrorKind, detail?: string): Epoch {
  if (epoch === undefined) throw new CodedError(kind, detail);
  return epoch;
}
