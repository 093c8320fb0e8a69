import { Params } from '../../gen/inference/restrictions/params.js';
import { itemAt, lazySchema } from '../../store/schema.js';
import { boolValue } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';

export const restrictionsStore = 'restrictions';

const openIn = lazySchema({
  params: itemAt('p_restrictions', proto(Params)),
  /** Whether the end has come. */
  isLifted: itemAt('restriction_unregistered', boolValue),
});

/** Where the module keeps things. */
export const restrictionsSchema = (ctx: Context) => openIn(ctx.stores.store(restrictionsStore));

/** What every sending of coins does first: it reads the rule, which its transaction pays for. */
export const readRestrictions = (ctx: Context): void => void restrictionsSchema(ctx).params.get();
