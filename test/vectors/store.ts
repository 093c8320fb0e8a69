import type { VectorTable } from './shared.js';
import { checkCacheCase } from './store/cache.js';
import { checkCollectionCase } from './store/collections.js';
import { checkGasCase } from './store/gas.js';
import { checkIavlCase } from './store/iavl.js';

/** Vector files of the store floor. */
export const storeVectors: VectorTable = {
  'cachekv.json': checkCacheCase,
  'collections-keys.json': checkCollectionCase,
  'gas.json': checkGasCase,
  'iavl.json': checkIavlCase,
};
