import { CollectionItem } from '../../store/collections.js';
import type { KVStore } from '../../store/kv.js';
import { boolValue } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';
import { event } from '../../types/events.js';
import { record, uint64 } from '../json.js';
import { rawType } from '../rawType.js';
import type { SdkModule } from '../routes.js';
import { emptyList } from '../stillModule.js';

const restrictionsStore = 'restrictions';

interface Params {
  /** Height from which users may send coins to each other; 0 = from the beginning. */
  readonly restrictionEndBlock: bigint;
}

const Params = rawType<Params>(
  '/inference.restrictions.Params',
  ({ restrictionEndBlock }, writer) => {
    if (restrictionEndBlock !== 0n) writer.uint32(8).uint64(restrictionEndBlock);
  },
  (reader) => {
    let restrictionEndBlock = 0n;
    while (reader.pos < reader.len) {
      const tag = reader.uint32();
      if (tag === 8) restrictionEndBlock = reader.uint64();
      else reader.skipType(tag & 7);
    }
    return { restrictionEndBlock };
  },
);

/** Where the module keeps things. */
export const restrictionsSchema = (store: KVStore) => ({
  params: new CollectionItem(store, 'p_restrictions', proto(Params)),
  /** Whether the end has come. */
  isLifted: new CollectionItem(store, 'restriction_unregistered', boolValue),
});

const schemaOf = (ctx: Context) => restrictionsSchema(ctx.stores.store(restrictionsStore));

/** What every sending of coins does first: it reads the rule, which its transaction pays for. */
export const readRestrictions = (ctx: Context): void => void schemaOf(ctx).params.get();

const genesisJson = record({
  params: record({
    restrictionEndBlock: uint64,
    emergencyTransferExemptions: emptyList('exemptions'),
    exemptionUsageTracking: emptyList('uses of exemptions'),
  }),
});

/**
 * The deployed chain's time without transfers between users. It is kept, and its end is told of; which transfers it stops
 * is not known here, so none is stopped.
 */
export function restrictionsModule(): SdkModule {
  const read = (genesis: unknown) => genesisJson.read(genesis ?? {}, restrictionsStore);
  return {
    name: restrictionsStore,
    stores: [restrictionsStore],
    msgs: [],
    queries: [],
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(ctx, _keepers, genesis) {
      schemaOf(ctx).params.set({ restrictionEndBlock: read(genesis).params.restrictionEndBlock });
      return [];
    },
    exportGenesis(ctx) {
      const { restrictionEndBlock } = schemaOf(ctx).params.require();
      const none = { emergencyTransferExemptions: [], exemptionUsageTracking: [] };
      return genesisJson.write({ params: { restrictionEndBlock, ...none } });
    },
    endBlock(ctx) {
      liftWhenDue(ctx);
      return [];
    },
  };
}

function liftWhenDue(ctx: Context): void {
  const { params, isLifted } = schemaOf(ctx);
  if (isLifted.has()) return;
  const { restrictionEndBlock } = params.require();
  const { height } = ctx.block;
  if (height < restrictionEndBlock) return;
  isLifted.set(true);
  ctx.emit(event('restriction_lifted', { current_block: height, restriction_end_block: restrictionEndBlock }));
}
