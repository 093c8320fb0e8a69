import { Minter, Params } from 'cosmjs-types/cosmos/mint/v1beta1/mint';
import { itemAt, lazySchema } from '../../store/schema.js';
import { proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';

export const mintStore = 'mint';

/** Where x/mint keeps things: store `mint`, the keys of SDK 0.53. */
export const mintSchema = lazySchema({
  minter: itemAt(0x00, proto(Minter)),
  params: itemAt(0x01, proto(Params)),
});

export const schemaOf = (ctx: Context) => mintSchema(ctx.stores.store(mintStore));
