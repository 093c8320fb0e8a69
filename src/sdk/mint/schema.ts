import { Minter, Params } from 'cosmjs-types/cosmos/mint/v1beta1/mint';
import { CollectionItem } from '../../store/collections.js';
import type { KVStore } from '../../store/kv.js';
import { proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';

export const mintStore = 'mint';

/** Where x/mint keeps things: store `mint`, the keys of SDK 0.53. */
export const mintSchema = (store: KVStore) => ({
  minter: new CollectionItem(store, 0x00, proto(Minter)),
  params: new CollectionItem(store, 0x01, proto(Params)),
});

export const schemaOf = (ctx: Context) => mintSchema(ctx.stores.store(mintStore));
