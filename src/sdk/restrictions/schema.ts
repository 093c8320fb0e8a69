import { Params } from '../../gen/inference/restrictions/params.js';
import { CollectionItem } from '../../store/collections.js';
import { boolValue } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';

export const restrictionsStore = 'restrictions';

/** Where the module keeps things. */
export function restrictionsSchema(ctx: Context) {
  const store = ctx.stores.store(restrictionsStore);
  return {
    params: new CollectionItem(store, 'p_restrictions', proto(Params)),
    /** Whether the end has come. */
    isLifted: new CollectionItem(store, 'restriction_unregistered', boolValue),
  };
}

/** What every sending of coins does first: it reads the rule, which its transaction pays for. */
export const readRestrictions = (ctx: Context): void => void restrictionsSchema(ctx).params.get();
