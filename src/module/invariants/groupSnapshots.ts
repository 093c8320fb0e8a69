import type { ActiveParticipants } from '../../gen/inference/inference/activeparticipants.js';
import type { EpochGroupData, MLNodeInfo } from '../../gen/inference/inference/epoch_group_data.js';
import { type FormedEpoch, formedEpochs, nameOf } from './formedEpochs.js';
import type { Invariant } from './invariant.js';

/**
 * An epoch's groups are made of its snapshot (seed 3, section 4): the root group of the active participants who revealed a
 * seed, each sub-group of nodes that the snapshot lists under its model, with the same weight and throughput. Cost:
 * O(nodes of all epochs).
 */
export const groupSnapshots: Invariant = {
  name: 'groups match the snapshot that they were made of',
  *check(keeper) {
    for (const epoch of formedEpochs(keeper)) {
      if (epoch.snapshot === undefined || epoch.root === undefined) continue;
      yield* wrongRoot(epoch.root, epoch.snapshot);
      yield* wrongNodes(epoch, epoch.snapshot);
    }
  },
};

/** In epoch 0 nobody has a seed, and all are members. */
function* wrongRoot(root: EpochGroupData, { participants }: ActiveParticipants): Iterable<string> {
  const wanted = participants.filter(({ seed }) => seed !== undefined || root.epochIndex === 0n);
  const expected = wanted.map(({ index, weight }) => `${index} of ${weight}`);
  const found = root.validationWeights.map(({ memberAddress, weight }) => `${memberAddress} of ${weight}`);
  const length = Math.max(expected.length, found.length);
  for (let i = 0; i < length; i++) {
    if (expected[i] === found[i]) continue;
    yield `${nameOf(root)}: member ${i} is ${found[i] ?? 'nobody'}, in the snapshot ${expected[i] ?? 'nobody'}`;
  }
}

function* wrongNodes({ subGroups }: FormedEpoch, { participants }: ActiveParticipants): Iterable<string> {
  const listed = new Map<string, string>();
  for (const { index, models, mlNodes } of participants) {
    for (const [place, model] of models.entries()) {
      for (const node of mlNodes[place]?.mlNodes ?? []) listed.set(placeOf(model, index, node), worthOf(node));
    }
  }
  for (const group of subGroups.values()) {
    for (const { memberAddress, mlNodes } of group.validationWeights) {
      for (const node of mlNodes) {
        const worth = listed.get(placeOf(group.modelId, memberAddress, node));
        if (worth === worthOf(node)) continue;
        const snapshot = worth === undefined ? 'is not in the snapshot' : `in the snapshot ${worth}`;
        yield `${nameOf(group)}: node ${node.nodeId} of ${memberAddress} weighs ${worthOf(node)}, ${snapshot}`;
      }
    }
  }
}

const worthOf = ({ pocWeight, throughput }: MLNodeInfo): string => `${pocWeight} for ${throughput} tokens`;

const placeOf = (model: string, participant: string, { nodeId }: MLNodeInfo): string =>
  JSON.stringify([model, participant, nodeId]);
