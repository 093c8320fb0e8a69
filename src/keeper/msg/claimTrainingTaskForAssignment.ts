import type {
  MsgClaimTrainingTaskForAssignment,
  MsgClaimTrainingTaskForAssignmentResponse,
} from '../../gen/inference/inference/tx.js';
import { inferenceErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import type { Keeper } from '../keeper.js';
import { requireTrainingTask, setTrainingTask } from '../trainingTasks.js';

/**
 * Takes a training on; it stays in the queue (live recording, height 18).
 *
 * @throws 1120 when there is none of this id, 1122 when it has its participants, 1121 when another one has taken it on
 */
export function claimTrainingTaskForAssignment(
  keeper: Keeper,
  { creator, taskId }: MsgClaimTrainingTaskForAssignment,
): MsgClaimTrainingTaskForAssignmentResponse {
  const task = requireTrainingTask(keeper, taskId);
  if (task.assignees.length > 0) throw new CodedError(inferenceErrors.trainingTaskAlreadyAssigned);
  if (task.assigner !== '' && task.assigner !== creator) {
    throw new CodedError(inferenceErrors.trainingTaskAlreadyClaimed);
  }
  setTrainingTask(keeper, { ...task, assigner: creator, claimedByAssignerAtBlockHeight: keeper.height });
  return {};
}
