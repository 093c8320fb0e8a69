import { ContinuousFund, Params } from 'cosmjs-types/cosmos/protocolpool/v1/types';
import { itemAt, mapAt, schemaBy } from '../../store/schema.js';
import { proto } from '../../types/codec.js';
import type { Addresses } from '../addresses.js';

export const poolStore = 'protocolpool';
export const fundsPrefix = '\x03';

/** Where x/protocolpool keeps things: store `protocolpool`, the keys of SDK 0.53. */
export const poolSchema = schemaBy(({ account }: Addresses) => ({
  /** Recipient -> his share of what is distributed. */
  funds: mapAt(fundsPrefix, account, proto(ContinuousFund)),
  params: itemAt(0x08, proto(Params)),
}));
