import { TrainingEpochInfo, TrainingTask } from '../../gen/inference/inference/training_task.js';
import type { MsgCreateTrainingTask, MsgCreateTrainingTaskResponse } from '../../gen/inference/inference/tx.js';
import type { Keeper } from '../keeper.js';
import { queueTrainingTask } from '../trainingTasks.js';

/** Asks for a training, which waits in the queue until somebody takes it on (live recording, height 18). */
export function createTrainingTask(keeper: Keeper, msg: MsgCreateTrainingTask): MsgCreateTrainingTaskResponse {
  const { creator, hardwareResources, config } = msg;
  const task = TrainingTask.create({
    requestedBy: creator,
    createdAtBlockHeight: keeper.height,
    hardwareResources,
    config,
    epoch: TrainingEpochInfo.create({ lastEpoch: -1 }),
  });
  return { task: queueTrainingTask(keeper, task) };
}
