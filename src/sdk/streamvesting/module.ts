import { Params } from '../../gen/inference/streamvesting/params.js';
import * as query from '../../gen/inference/streamvesting/query.js';
import { itemAt, lazySchema } from '../../store/schema.js';
import { proto } from '../../types/codec.js';
import { record, uint64 } from '../json.js';
import { queryRoute, type SdkModule, type SdkQueryRoute } from '../routes.js';
import { emptyList, stillModule } from '../stillModule.js';

/** Where the module keeps things. */
export const streamVestingSchema = lazySchema({ params: itemAt(0x00, proto(Params)) });

const path = (method: string): string => `/inference.streamvesting.Query/${method}`;

const queries: readonly SdkQueryRoute[] = [
  queryRoute(path('Params'), [query.QueryParamsRequest, query.QueryParamsResponse], (_keepers, _request, ctx) => ({
    params: streamVestingSchema(ctx.stores.store('streamvesting')).params.require(),
  })),
  queryRoute(
    path('TotalVestingAmount'),
    [query.QueryTotalVestingAmountRequest, query.QueryTotalVestingAmountResponse],
    () => ({ totalAmount: [] }),
  ),
];

/** The deployed chain's payment of rewards in parts; here its parameters, because rewards are paid at once by default. */
export const streamVestingModule = (): SdkModule =>
  stillModule({
    name: 'streamvesting',
    queries,
    json: record({
      params: record<Params>({ rewardVestingPeriod: uint64 }),
      vestingScheduleList: emptyList('schedules'),
    }),
    init: (store, { params }) => streamVestingSchema(store).params.set(params),
    state: (store) => ({ params: streamVestingSchema(store).params.require(), vestingScheduleList: [] }),
  });
