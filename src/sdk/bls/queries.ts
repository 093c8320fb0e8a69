import * as query from '../../gen/inference/bls/query.js';
import { notFound } from '../../types/queryStatus.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';

const path = (method: string): string => `/inference.bls.Query/${method}`;

export const blsQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Params'), [query.QueryParamsRequest, query.QueryParamsResponse], ({ bls }) => ({
    params: bls!.schema.params.require(),
  })),
  queryRoute(
    path('EpochBLSData'),
    [query.QueryEpochBLSDataRequest, query.QueryEpochBLSDataResponse],
    ({ bls }, { epochId }) => {
      const epochData = bls!.schema.epochs.get(epochId);
      if (!epochData) throw notFound(`no DKG data found for epoch ${epochId}`);
      return { epochData };
    },
  ),
];
