import { EpochBLSData, Params } from '../../gen/inference/bls/bls.js';
import { CollectionItem, CollectionMap } from '../../store/collections.js';
import { uint64 } from '../../store/keyCodec.js';
import type { KVStore } from '../../store/kv.js';
import { uint64Value } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';

export const blsStore = 'bls';

/** Where the module keeps things: store `bls`, under texts. */
export const blsSchema = (store: KVStore) => ({
  params: new CollectionItem(store, 'p_bls', proto(Params)),
  /** The epoch whose keys are being made. */
  active: new CollectionItem(store, 'active_epoch_id', uint64Value),
  epochs: new CollectionMap(store, 'epoch_bls_data', uint64, proto(EpochBLSData)),
});
