import type { VectorTable } from './shared.js';
import { checkCacheCase } from './store/cache.js';
import { checkCollectionCase } from './store/collections.js';
import { checkGasCase } from './store/gas.js';
import { checkIavlCase } from './store/iavl.js';
import { checkMultiStoreCase } from './store/multiStore.js';
import { checkProofCase } from './store/proofs.js';

export { checkLiveStores } from './store/live.js';

/** Vector files of the store floor. */
export const storeVectors: VectorTable = {
  'cachekv.json': checkCacheCase,
  'collections-keys.json': checkCollectionCase,
  'gas.json': checkGasCase,
  'iavl-proofs.json': checkProofCase,
  'iavl.json': checkIavlCase,
  'multistore.json': checkMultiStoreCase,
};
