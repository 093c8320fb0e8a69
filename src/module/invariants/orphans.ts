import { getEffectiveEpochIndex, getEpoch } from '../../keeper/epochs.js';
import type { Keeper } from '../../keeper/keeper.js';
import { type FormedEpoch, formedEpochs } from './formedEpochs.js';
import type { Invariant } from './invariant.js';

/** Epochs are recorded from 0 to the one in effect, and the one after it from its PoC on. Cost: O(epochs). */
export const epochChain: Invariant = {
  name: 'epochs follow each other',
  *check(keeper) {
    const effective = getEffectiveEpochIndex(keeper);
    if (effective === undefined) {
      yield 'no epoch is in effect';
      return;
    }
    let next = 0n;
    for (const { index } of keeper.state.epochs.values()) {
      if (index !== next) yield `after epoch ${next - 1n} comes epoch ${index}`;
      next = index + 1n;
    }
    if (next < effective + 1n || next > effective + 2n)
      yield `epoch ${effective} is in effect, the last is ${next - 1n}`;
  },
};

/**
 * No record speaks of an epoch or a group that is not there. Seeds alone may come before their epoch.
 * Cost: O(records of epochs).
 */
export const orphans: Invariant = {
  name: 'no record is left without its epoch',
  *check(keeper) {
    yield* withoutEpoch(keeper);
    for (const epoch of formedEpochs(keeper)) yield* withoutGroup(epoch);
    for (const [epoch, model] of keeper.state.slotSelections.keys()) {
      if (!keeper.state.epochGroupData.has([epoch, model])) yield `slot selection of epoch ${epoch}, model ${model}`;
    }
  },
};

function* withoutEpoch(keeper: Keeper): Iterable<string> {
  const { state } = keeper;
  const last = (getEffectiveEpochIndex(keeper) ?? 0n) + 1n;
  const isMissing = (epoch: bigint): boolean => getEpoch(keeper, epoch) === undefined;
  for (const { epochId } of state.activeParticipants.values()) {
    if (isMissing(epochId)) yield `active participants of epoch ${epochId}`;
  }
  for (const { epochIndex, participantId } of state.performanceSummaries.values()) {
    if (isMissing(epochIndex)) yield `summary of ${participantId} for epoch ${epochIndex}`;
  }
  for (const [epoch, participant] of state.randomSeeds.keys()) {
    if (epoch < last && isMissing(epoch)) yield `seed of ${participant} for epoch ${epoch}`;
  }
  for (const [epoch, inference] of state.validationDetails.keys()) {
    if (isMissing(epoch)) yield `validation details of ${inference}, epoch ${epoch}`;
  }
  for (const [epoch, participant] of state.epochGroupValidations.keys()) {
    if (isMissing(epoch)) yield `validations by ${participant} in epoch ${epoch}`;
  }
  for (const { inferenceId, epochId } of state.inferences.values()) {
    if (isMissing(epochId)) yield `inference ${inferenceId} of epoch ${epochId}`;
  }
}

function* withoutGroup({ index, root, subGroups }: FormedEpoch): Iterable<string> {
  if (root === undefined) yield `groups of epoch ${index} without a root group`;
  const listed = new Set(root?.subGroupModels);
  for (const model of subGroups.keys()) {
    if (!listed.has(model)) yield `group of model ${model} in epoch ${index}, which its root group does not list`;
  }
  for (const model of listed) {
    if (!subGroups.has(model)) yield `model ${model} in the root group of epoch ${index}, which has no group`;
  }
}

/**
 * Every batch and verdict belongs to the PoC of an epoch. Not so on the deployed chain, where a change of the epoch's length
 * in the middle of PoC begins it once more at another height. Cost: O(batches + verdicts).
 */
export const pocOrphans: Invariant = {
  name: 'no batch or verdict is left without its PoC',
  *check({ state }) {
    const starts = new Set([...state.epochs.values()].map(({ pocStartBlockHeight }) => pocStartBlockHeight));
    for (const [start, participant, batch] of state.pocBatches.keys()) {
      if (!starts.has(start)) yield `batch ${batch} of ${participant} for a PoC at ${start}`;
    }
    for (const [start, participant, validator] of state.pocValidations.keys()) {
      if (!starts.has(start)) yield `verdict of ${validator} on ${participant} for a PoC at ${start}`;
    }
  },
};
