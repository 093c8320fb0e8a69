import { ContinuousFund, Params } from 'cosmjs-types/cosmos/protocolpool/v1/types';
import { CollectionItem, CollectionMap } from '../../store/collections.js';
import type { KVStore } from '../../store/kv.js';
import { proto } from '../../types/codec.js';
import type { Addresses } from '../addresses.js';

export const poolStore = 'protocolpool';
export const fundsPrefix = '\x03';

/** Where x/protocolpool keeps things: store `protocolpool`, the keys of SDK 0.53. */
export const poolSchema = (store: KVStore, { account }: Addresses) => ({
  /** Recipient -> his share of what is distributed. */
  funds: new CollectionMap(store, fundsPrefix, account, proto(ContinuousFund)),
  params: new CollectionItem(store, 0x08, proto(Params)),
});
