import { EpochBLSData, Params } from '../../gen/inference/bls/bls.js';
import { uint64 } from '../../store/keyCodec.js';
import { itemAt, lazySchema, mapAt } from '../../store/schema.js';
import { uint64Value } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';

export const blsStore = 'bls';

/** Where the module keeps things: store `bls`, under texts. */
export const blsSchema = lazySchema({
  params: itemAt('p_bls', proto(Params)),
  /** The epoch whose keys are being made. */
  active: itemAt('active_epoch_id', uint64Value),
  epochs: mapAt('epoch_bls_data', uint64, proto(EpochBLSData)),
});
