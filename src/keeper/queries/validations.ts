import { minValidationAverage } from '../../calculations/minValidationAverage.js';
import * as q from '../../gen/inference/inference/query.js';
import { asUint64, maxOf } from '../../util/int.js';
import * as shop from '../../util/shopspring.js';
import { requireCurrentRootGroup } from '../epochGroupData.js';
import { getValidationParams } from '../params.js';
import { getPerformanceSummary } from '../performanceSummaries.js';
import { pageOf } from './pageOf.js';
import { present } from './present.js';
import { type InferenceQueryRoute, query } from './route.js';

/** What validators and claimants ask: inferences to look at, their odds, and what became of an epoch. */
export const validationQueries: readonly InferenceQueryRoute[] = [
  query(
    'InferenceTimeout',
    q.QueryGetInferenceTimeoutRequest,
    q.QueryGetInferenceTimeoutResponse,
    ({ state }, { expirationHeight, inferenceId }) => ({
      inferenceTimeout: present(state.inferenceTimeouts.get([expirationHeight, inferenceId])),
    }),
  ),
  query(
    'InferenceTimeoutAll',
    q.QueryAllInferenceTimeoutRequest,
    q.QueryAllInferenceTimeoutResponse,
    ({ state }, request) => {
      const { items, pagination } = pageOf(state.inferenceTimeouts, request.pagination);
      return { inferenceTimeout: items, pagination };
    },
  ),
  query(
    'InferenceValidationDetails',
    q.QueryGetInferenceValidationDetailsRequest,
    q.QueryGetInferenceValidationDetailsResponse,
    ({ state }, { epochId, inferenceId }) => ({
      inferenceValidationDetails: present(state.validationDetails.get([epochId, inferenceId])),
    }),
  ),
  query(
    'InferenceValidationDetailsAll',
    q.QueryAllInferenceValidationDetailsRequest,
    q.QueryAllInferenceValidationDetailsResponse,
    ({ state }, request) => {
      const { items, pagination } = pageOf(state.validationDetails, request.pagination);
      return { inferenceValidationDetails: items, pagination };
    },
  ),
  query(
    'GetInferenceValidationParameters',
    q.QueryGetInferenceValidationParametersRequest,
    q.QueryGetInferenceValidationParametersResponse,
    (keeper, { ids, requester }) => {
      const root = requireCurrentRootGroup(keeper);
      const member = root.validationWeights.find(({ memberAddress }) => memberAddress === requester);
      const details = ids.map((id) => keeper.state.validationDetails.get([root.epochIndex, id]));
      return {
        validatorPower: asUint64(member?.weight ?? 0n),
        currentHeight: asUint64(keeper.height),
        details: details.filter((one) => one !== undefined),
        parameters: getValidationParams(keeper),
      };
    },
  ),
  query(
    'GetMinimumValidationAverage',
    q.QueryGetMinimumValidationAverageRequest,
    q.QueryGetMinimumValidationAverageResponse,
    (keeper) => {
      const { numberOfRequests, previousEpochRequests } = requireCurrentRootGroup(keeper);
      const traffic = maxOf(numberOfRequests, previousEpochRequests);
      return {
        trafficBasis: asUint64(traffic),
        minimumValidationAverage: shop.format(minValidationAverage(traffic, getValidationParams(keeper))),
        blockHeight: asUint64(keeper.height),
      };
    },
  ),
  query(
    'EpochPerformanceSummary',
    q.QueryGetEpochPerformanceSummaryRequest,
    q.QueryGetEpochPerformanceSummaryResponse,
    (keeper, { epochIndex, participantId }) => ({
      epochPerformanceSummary: present(getPerformanceSummary(keeper, participantId, epochIndex)),
    }),
  ),
  query(
    'EpochPerformanceSummaryAll',
    q.QueryAllEpochPerformanceSummaryRequest,
    q.QueryAllEpochPerformanceSummaryResponse,
    ({ state }, request) => {
      const { items, pagination } = pageOf(state.performanceSummaries, request.pagination);
      return { epochPerformanceSummary: items, pagination };
    },
  ),
];
