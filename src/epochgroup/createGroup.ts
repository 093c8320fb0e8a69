import { EpochGroupData } from '../gen/inference/inference/epoch_group_data.js';
import type { Model } from '../gen/inference/inference/model.js';
import { inferenceErrors } from '../types/errors.js';
import { CodedError } from '../util/errors.js';
import type { EpochGroupGround } from './ground.js';

/** Terms of the x/group policy behind every epoch group (reference, section 6). */
const policy = { percentage: '0.50', votingPeriod: 240n, minExecutionPeriod: 0n };

/**
 * Opens the root group of an epoch, with its x/group.
 *
 * @throws 1131 when the epoch has one already
 */
export function createRootGroup(ground: EpochGroupGround, epochIndex: bigint, pocStart: bigint): EpochGroupData {
  if (ground.get(epochIndex, '') !== undefined) {
    throw new CodedError(inferenceErrors.epochGroupDataAlreadyExists, undefined, { context: { epochIndex } });
  }
  const group = withGroup(ground, EpochGroupData.create({ epochIndex, pocStartBlockHeight: pocStart }));
  ground.set(group);
  return group;
}

/**
 * Opens the sub-group of a model under a root group: its record holds the model as the registry has it at this moment
 * (seed 3, section 3). The caller adds the model to the root's list and stores both.
 *
 * @throws 1123 when `parent` is a sub-group itself
 */
export function createSubGroup(ground: EpochGroupGround, parent: EpochGroupData, model: Model): EpochGroupData {
  if (parent.modelId !== '') {
    throw new CodedError(inferenceErrors.cannotCreateSubGroupFromSubGroup, undefined, {
      context: { of: parent.modelId },
    });
  }
  const { epochIndex, pocStartBlockHeight } = parent;
  return withGroup(
    ground,
    EpochGroupData.create({ epochIndex, pocStartBlockHeight, modelId: model.id, modelSnapshot: model }),
  );
}

function withGroup({ groups, authority }: EpochGroupGround, data: EpochGroupData): EpochGroupData {
  const { groupId, policyAddress } = groups.createWithPolicy({ admin: authority, metadata: data.modelId, ...policy });
  return { ...data, epochGroupId: groupId, epochPolicy: policyAddress };
}
