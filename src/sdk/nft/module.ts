import { QueryClassesRequest, QueryClassesResponse } from 'cosmjs-types/cosmos/nft/v1beta1/query';
import { emptyBytes } from '../../util/bytes.js';
import { record } from '../json.js';
import { queryRoute, type SdkModule } from '../routes.js';
import { emptyList, stillModule } from '../stillModule.js';

/** x/nft: collections of tokens that are each one of a kind. No message of the SDK makes one, so there are none. */
export const nftModule = (): SdkModule =>
  stillModule({
    name: 'nft',
    queries: [
      queryRoute('/cosmos.nft.v1beta1.Query/Classes', [QueryClassesRequest, QueryClassesResponse], () => ({
        classes: [],
        pagination: { nextKey: emptyBytes, total: 0n },
      })),
    ],
    json: record({ classes: emptyList('classes'), entries: emptyList('tokens') }),
    init: () => {},
    state: () => ({ classes: [], entries: [] }),
  });
