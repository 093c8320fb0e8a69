import { QueryParamsRequest, QueryParamsResponse } from '../../gen/inference/bookkeeper/query.js';
import { Value } from '../../store/value.js';
import { emptyBytes } from '../../util/bytes.js';
import { record } from '../json.js';
import { queryRoute, type SdkModule } from '../routes.js';
import { stillModule } from '../stillModule.js';

/** The deployed chain's double-entry log of coins: it keeps parameters without fields. */
export const bookkeeperModule = (): SdkModule =>
  stillModule<{ params: object }>({
    name: 'bookkeeper',
    json: record({ params: record<object>({}) }),
    queries: [
      queryRoute('/inference.bookkeeper.Query/Params', [QueryParamsRequest, QueryParamsResponse], () => ({
        params: {},
      })),
    ],
    init: (store) => store.set('p_bookkeeper', Value.ofBytes(emptyBytes)),
    state: () => ({ params: {} }),
  });
