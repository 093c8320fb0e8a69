import { record } from '../json.js';
import type { SdkModule } from '../routes.js';
import { emptyList, stillModule } from '../stillModule.js';

/** x/nft: collections of tokens that are each one of a kind. No message of the SDK makes one, so there are none. */
export const nftModule = (): SdkModule =>
  stillModule({
    name: 'nft',
    json: record({ classes: emptyList('classes'), entries: emptyList('tokens') }),
    init: () => {},
    state: () => ({ classes: [], entries: [] }),
  });
