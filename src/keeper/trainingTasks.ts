import type { TrainingTask } from '../gen/inference/inference/training_task.js';
import { inferenceErrors } from '../types/errors.js';
import { CodedError } from '../util/errors.js';
import type { Keeper } from './keeper.js';

/** Stores a new training under the next id and puts it in the queue. */
export function queueTrainingTask({ state }: Keeper, task: Omit<TrainingTask, 'id'>): TrainingTask {
  const id = (state.lastTrainingTask.get() ?? 0n) + 1n;
  const queued = { ...task, id };
  state.lastTrainingTask.set(id);
  state.trainingTasks.set(String(id), queued);
  if (!state.queuedTrainingTasks.has(String(id))) state.queuedTrainingTasks.add(String(id));
  return queued;
}

/** A training that must be there: 1120 otherwise. */
export function requireTrainingTask({ state }: Keeper, id: bigint): TrainingTask {
  const task = state.trainingTasks.get(String(id));
  if (task === undefined) throw new CodedError(inferenceErrors.trainingTaskNotFound);
  return task;
}

export function setTrainingTask({ state }: Keeper, task: TrainingTask): void {
  state.trainingTasks.set(String(task.id), task);
}
