import { getParticipantModelCoverage } from '../../calculations/modelCoverage.js';
import { EpochStages } from '../../gen/inference/inference/epoch_stages.js';
import * as q from '../../gen/inference/inference/query.js';
import { epochContextFromEffectiveEpoch } from '../../types/epochContext.js';
import { internal, invalidArgument, notFound } from '../../types/queryStatus.js';
import { bytesToBase64, bytesToHex } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import { accountKey } from '../accounts.js';
import { getSubGroups, requireCurrentRootGroup } from '../epochGroupData.js';
import {
  getEffectiveEpochIndex,
  getEpochParams,
  getUpcomingEpoch,
  requireEffectiveEpoch,
  requireLatestEpoch,
} from '../epochs.js';
import type { Keeper } from '../keeper.js';
import { getParams } from '../params.js';
import { getPoCBatches, getPoCBatchesByParticipant } from '../pocBatches.js';
import { getPoCValidations } from '../pocValidations.js';
import { type InferenceQueryRoute, query } from './route.js';

/** Epochs, their stages and groups, and the PoC between them. */
export const epochQueries: readonly InferenceQueryRoute[] = [
  query(
    'CurrentEpochGroupData',
    q.QueryCurrentEpochGroupDataRequest,
    q.QueryCurrentEpochGroupDataResponse,
    (keeper) => ({ epochGroupData: requireCurrentRootGroup(keeper) }),
  ),
  query('GetCurrentEpoch', q.QueryGetCurrentEpochRequest, q.QueryGetCurrentEpochResponse, (keeper) => {
    const epoch = getEffectiveEpochIndex(keeper);
    if (epoch === undefined) throw notFound();
    return { epoch };
  }),
  query('EpochInfo', q.QueryEpochInfoRequest, q.QueryEpochInfoResponse, (keeper) => ({
    blockHeight: keeper.height,
    params: getParams(keeper),
    latestEpoch: requireLatestEpoch(keeper),
  })),
  query('EpochStages', q.QueryEpochStagesRequest, q.QueryEpochStagesResponse, (keeper, { height }) =>
    stagesAt(keeper, height || keeper.height),
  ),
  query('PocBatchesForStage', q.QueryPocBatchesForStageRequest, q.QueryPocBatchesForStageResponse, (keeper, asked) => ({
    pocBatch: [...getPoCBatchesByParticipant(keeper, asked.blockHeight)].map(([participant, pocBatch]) => {
      const key = accountKey(keeper, participant);
      return {
        participant,
        pubKey: key ? bytesToBase64(key) : '',
        hexPubKey: key ? bytesToHex(key) : '',
        pocBatch,
      };
    }),
  })),
  query(
    'CountPoCbatchesAtHeight',
    q.QueryCountPoCbatchesAtHeightRequest,
    q.QueryCountPoCbatchesAtHeightResponse,
    (keeper, { blockHeight }) => ({ count: BigInt(getPoCBatches(keeper, BigInt(blockHeight)).length) }),
  ),
  query(
    'CountPoCvalidationsAtHeight',
    q.QueryCountPoCvalidationsAtHeightRequest,
    q.QueryCountPoCvalidationsAtHeightResponse,
    (keeper, { blockHeight }) => ({ count: BigInt(getPoCValidations(keeper, BigInt(blockHeight)).length) }),
  ),
  query('SlotSelection', q.QuerySlotSelectionRequest, q.QuerySlotSelectionResponse, ({ state }, asked) => {
    const all = [...state.slotSelections.values({ prefix: [asked.epochIndex] })];
    return { selections: asked.modelId === '' ? all : all.filter(({ modelId }) => modelId === asked.modelId) };
  }),
  query(
    'ParticipantModelCoverage',
    q.QueryParticipantModelCoverageRequest,
    q.QueryParticipantModelCoverageResponse,
    (keeper, { participant }) => coverageOf(keeper, participant),
  ),
];

/** The stages of the epoch that a height belongs to, as the effective epoch shows it; other heights cannot be told. */
function stagesAt(keeper: Keeper, height: bigint): q.QueryEpochStagesResponse {
  if (height < 0n) throw invalidArgument('height must not be negative');
  const effective = requireEffectiveEpoch(keeper);
  const params = getEpochParams(keeper, effective);
  const nextParams = getEpochParams(keeper, getUpcomingEpoch(keeper));
  try {
    const context = epochContextFromEffectiveEpoch(effective, params, height, nextParams);
    return { stages: EpochStages.create(context.stages), phase: context.phaseAt(height) };
  } catch (error) {
    throw error instanceof CodedError ? internal(error.message) : error;
  }
}

/** Whether a participant has a node in every model's sub-group of the current epoch (seed 3, section 6). */
function coverageOf(keeper: Keeper, participant: string): q.QueryParticipantModelCoverageResponse {
  const root = requireCurrentRootGroup(keeper);
  const groups = getSubGroups(keeper, root);
  const isServed = (model: string) =>
    getParticipantModelCoverage(
      participant,
      [model],
      groups.filter((group) => group.modelId === model),
    );
  return {
    covered: getParticipantModelCoverage(participant, root.subGroupModels, groups),
    servedModels: root.subGroupModels.filter(isServed),
    missingModels: root.subGroupModels.filter((model) => !isServed(model)),
  };
}
