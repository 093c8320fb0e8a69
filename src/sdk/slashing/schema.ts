import { Params, ValidatorSigningInfo } from 'cosmjs-types/cosmos/slashing/v1beta1/slashing';
import { Any } from 'cosmjs-types/google/protobuf/any';
import { pair } from '../../store/compositeKey.js';
import { lengthPrefixed } from '../../store/keyCodec.js';
import { itemAt, mapAt, schemaBy } from '../../store/schema.js';
import { bytesValue } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';
import type { Addresses } from '../addresses.js';
import { littleEndian64 } from '../littleEndian.js';

export const slashingStore = 'slashing';

export const signingInfosPrefix = '\x01';

/** Where x/slashing keeps things: store `slashing`, the keys of SDK 0.53, by consensus address. */
export const slashingSchema = schemaBy((addresses: Addresses) => {
  const consensus = lengthPrefixed(addresses.consensus);
  return {
    params: itemAt(0x00, proto(Params)),
    signingInfos: mapAt(signingInfosPrefix, consensus, proto(ValidatorSigningInfo)),
    /** (validator, chunk of the window) -> bits of missed blocks. */
    missedBlocks: mapAt(0x02, pair(consensus, littleEndian64), bytesValue),
    pubKeys: mapAt(0x03, consensus, proto(Any)),
  };
});
