import * as query from 'cosmjs-types/cosmos/protocolpool/v1/query';
import { notFound } from '../../types/queryStatus.js';
import { toProtoCoins } from '../coins.js';
import { queryRoute, type SdkQueryRoute } from '../routes.js';
import { communityPool, schemaOf } from './distribute.js';

const path = (method: string): string => `/cosmos.protocolpool.v1.Query/${method}`;

export const poolQueries: readonly SdkQueryRoute[] = [
  queryRoute(
    path('CommunityPool'),
    [query.QueryCommunityPoolRequest, query.QueryCommunityPoolResponse],
    ({ auth, bank }) => ({ pool: toProtoCoins(bank.balances(auth.moduleAddress(communityPool))) }),
  ),
  queryRoute(
    path('ContinuousFund'),
    [query.QueryContinuousFundRequest, query.QueryContinuousFundResponse],
    (keepers, { recipient }, ctx) => {
      const continuousFund = schemaOf(ctx, keepers).funds.get(recipient);
      if (!continuousFund) throw notFound(`no continuous fund found for recipient ${recipient}`);
      return { continuousFund };
    },
  ),
  queryRoute(
    path('ContinuousFunds'),
    [query.QueryContinuousFundsRequest, query.QueryContinuousFundsResponse],
    (keepers, _request, ctx) => ({ continuousFunds: [...schemaOf(ctx, keepers).funds.values()] }),
  ),
  queryRoute(path('Params'), [query.QueryParamsRequest, query.QueryParamsResponse], (keepers, _request, ctx) => ({
    params: schemaOf(ctx, keepers).params.require(),
  })),
];
