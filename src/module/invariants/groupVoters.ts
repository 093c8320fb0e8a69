import type { EpochGroupData } from '../../gen/inference/inference/epoch_group_data.js';
import type { Keeper } from '../../keeper/keeper.js';
import { readGoBase64 } from '../../types/goBase64.js';
import { formedEpochs, nameOf } from './formedEpochs.js';
import type { Invariant } from './invariant.js';

/**
 * Whoever votes in an epoch's x/group group is a member of its record, with the same weight (reference, section 6). All
 * members of positive weight vote when the group is formed; later some may have left, or been put out as INVALID.
 * Cost: O(members of all epochs).
 */
export const groupVoters: Invariant = {
  name: 'the voters of x/group are the members of the groups',
  *check(keeper) {
    for (const { root, subGroups, snapshot } of formedEpochs(keeper)) {
      const isNew = snapshot?.createdAtBlockHeight === keeper.height;
      for (const group of root === undefined ? subGroups.values() : [root, ...subGroups.values()]) {
        yield* wrongVoters(keeper, group);
        if (isNew) yield* missingVoters(keeper, group);
      }
    }
  },
};

const keyLength = 32;

/**
 * Whoever votes in the root group of an epoch has the ed25519 key that staking makes a validator of (reference, section 6).
 * Cost: O(members of all epochs).
 */
export const voterKeys: Invariant = {
  name: 'voters have the keys of validators',
  *check(keeper) {
    for (const { root } of formedEpochs(keeper)) {
      if (root === undefined) continue;
      for (const { address, metadata } of keeper.neighbours.group.members(root.epochGroupId)) {
        const read = readGoBase64(metadata);
        const length = read.ok ? read.bytes.length : 0;
        if (length !== keyLength) yield `${nameOf(root)}: ${address} has a key of ${length} bytes`;
      }
    }
  },
};

function* wrongVoters({ neighbours }: Keeper, group: EpochGroupData): Iterable<string> {
  const weights = new Map(group.validationWeights.map(({ memberAddress, weight }) => [memberAddress, weight]));
  for (const { address, weight } of neighbours.group.members(group.epochGroupId)) {
    const expected = weights.get(address);
    if (expected === weight) continue;
    yield `${nameOf(group)}: ${address} votes with ${weight}, his weight is ${expected ?? 'that of no member'}`;
  }
}

function* missingVoters({ neighbours }: Keeper, group: EpochGroupData): Iterable<string> {
  const voters = new Set(neighbours.group.members(group.epochGroupId).map(({ address }) => address));
  for (const { memberAddress, weight } of group.validationWeights) {
    if (weight > 0n && !voters.has(memberAddress)) yield `${nameOf(group)}: ${memberAddress} of ${weight} has no vote`;
  }
}
