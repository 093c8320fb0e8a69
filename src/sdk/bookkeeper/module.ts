import { emptyBytes } from '../../util/bytes.js';
import { record } from '../json.js';
import type { SdkModule } from '../routes.js';
import { stillModule } from '../stillModule.js';
import { writeBytes } from '../writeBytes.js';

/** The deployed chain's double-entry log of coins: it keeps parameters without fields. */
export const bookkeeperModule = (): SdkModule =>
  stillModule<{ params: object }>({
    name: 'bookkeeper',
    json: record({ params: record<object>({}) }),
    init: (store) => writeBytes(store, 'p_bookkeeper', emptyBytes),
    state: () => ({ params: {} }),
  });
