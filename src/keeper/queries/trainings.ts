import * as q from '../../gen/inference/inference/query.js';
import type { TrainingTask } from '../../gen/inference/inference/training_task.js';
import { internal, notFound } from '../../types/queryStatus.js';
import type { Keeper } from '../keeper.js';
import { type InferenceQueryRoute, query } from './route.js';

/** Trainings with these ids. Cost: O(ids). */
const tasksOf = ({ state }: Keeper, ids: Iterable<string>): TrainingTask[] =>
  Array.from(ids, (id) => state.trainingTasks.require(id));

/** What the deployed chain says when the request inside of a request is left out. */
const nilRequest = () => internal('runtime error: invalid memory address or nil pointer dereference');

/** Trainings that were asked for. None is ever assigned here, so none runs and none has records, barriers or nodes. */
export const trainingQueries: readonly InferenceQueryRoute[] = [
  query('TrainingTask', q.QueryTrainingTaskRequest, q.QueryTrainingTaskResponse, ({ state }, { id }) => {
    const task = state.trainingTasks.get(String(id));
    if (task === undefined) throw notFound('task not found');
    return { task };
  }),
  query('TrainingTaskAll', q.QueryTrainingTaskAllRequest, q.QueryTrainingTaskAllResponse, ({ state }) => ({
    tasks: [...state.trainingTasks.values()],
  })),
  query('QueuedTrainingTasks', q.QueryQueuedTrainingTasksRequest, q.QueryQueuedTrainingTasksResponse, (keeper) => ({
    tasks: tasksOf(keeper, keeper.state.queuedTrainingTasks.keys()),
  })),
  query(
    'InProgressTrainingTasks',
    q.QueryInProgressTrainingTasksRequest,
    q.QueryInProgressTrainingTasksResponse,
    () => ({ tasks: [] }),
  ),
  query('TrainingKvRecord', q.QueryTrainingKvRecordRequest, q.QueryTrainingKvRecordResponse, () => {
    throw notFound('record not found');
  }),
  query(
    'ListTrainingKvRecordKeys',
    q.QueryListTrainingKvRecordKeysRequest,
    q.QueryListTrainingKvRecordKeysResponse,
    () => ({ keys: [] }),
  ),
  query('TrainingBarrier', q.QueryTrainingBarrierRequest, q.QueryTrainingBarrierResponse, (_keeper, { req }) => {
    if (req === undefined) throw nilRequest();
    return { resp: { allReady: false, notReady: [], aliveNodes: [] } };
  }),
  query(
    'TrainingAliveNodes',
    q.QueryTrainingAliveNodesRequest,
    q.QueryTrainingAliveNodesResponse,
    (_keeper, { req }) => {
      if (req === undefined) throw nilRequest();
      return { resp: { aliveNodes: [] } };
    },
  ),
];
