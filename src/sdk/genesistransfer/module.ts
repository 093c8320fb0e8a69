import { Params } from '../../gen/inference/genesistransfer/params.js';
import * as query from '../../gen/inference/genesistransfer/query.js';
import { itemAt, lazySchema } from '../../store/schema.js';
import { proto } from '../../types/codec.js';
import { bool, list, record, text } from '../json.js';
import { queryRoute, type SdkModule, type SdkQueryRoute } from '../routes.js';
import { emptyList, stillModule } from '../stillModule.js';

/** Where the module keeps things. */
export const genesisTransferSchema = lazySchema({
  params: itemAt('p_genesistransfer', proto(Params)),
});

const path = (method: string): string => `/inference.genesistransfer.Query/${method}`;

const queries: readonly SdkQueryRoute[] = [
  queryRoute(path('Params'), [query.QueryParamsRequest, query.QueryParamsResponse], (_keepers, _request, ctx) => ({
    params: genesisTransferSchema(ctx.stores.store('genesistransfer')).params.require(),
  })),
];

/** The deployed chain's way for genesis accounts to hand over all they have; here only what its genesis says. */
export const genesisTransferModule = (): SdkModule =>
  stillModule({
    name: 'genesistransfer',
    queries,
    json: record({
      params: record<Params>({ allowedAccounts: list(text), restrictToList: bool }),
      transferRecords: emptyList('transfers'),
    }),
    init: (store, { params }) => genesisTransferSchema(store).params.set(params),
    state: (store) => ({ params: genesisTransferSchema(store).params.require(), transferRecords: [] }),
  });
