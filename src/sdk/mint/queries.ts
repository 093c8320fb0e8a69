import * as query from 'cosmjs-types/cosmos/mint/v1beta1/query';
import { utf8ToBytes } from '../../util/bytes.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';
import { schemaOf } from './schema.js';

const path = (method: string): string => `/cosmos.mint.v1beta1.Query/${method}`;

/** Decimals are bytes in these answers: the digits of units of 1e-18. */
export const mintQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Params'), [query.QueryParamsRequest, query.QueryParamsResponse], (_keepers, _request, ctx) => ({
    params: schemaOf(ctx).params.require(),
  })),
  queryRoute(
    path('Inflation'),
    [query.QueryInflationRequest, query.QueryInflationResponse],
    (_keepers, _request, ctx) => ({ inflation: utf8ToBytes(schemaOf(ctx).minter.require().inflation) }),
  ),
  queryRoute(
    path('AnnualProvisions'),
    [query.QueryAnnualProvisionsRequest, query.QueryAnnualProvisionsResponse],
    (_keepers, _request, ctx) => ({ annualProvisions: utf8ToBytes(schemaOf(ctx).minter.require().annualProvisions) }),
  ),
];
