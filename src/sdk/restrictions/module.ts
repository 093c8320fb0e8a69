import type { Params } from '../../gen/inference/restrictions/params.js';
import * as query from '../../gen/inference/restrictions/query.js';
import type { Context } from '../../types/context.js';
import { event } from '../../types/events.js';
import { maxOf } from '../../util/int.js';
import { record, uint64 } from '../json.js';
import { queryRoute, type SdkModule, type SdkQueryRoute } from '../routes.js';
import { emptyList } from '../stillModule.js';
import { restrictionsSchema, restrictionsStore } from './schema.js';

const genesisJson = record({
  params: record<Params>({
    restrictionEndBlock: uint64,
    emergencyTransferExemptions: emptyList('exemptions'),
    exemptionUsageTracking: emptyList('uses of exemptions'),
  }),
});

const path = (method: string): string => `/inference.restrictions.Query/${method}`;

const restrictionsQueries: readonly SdkQueryRoute[] = [
  queryRoute(path('Params'), [query.QueryParamsRequest, query.QueryParamsResponse], (_keepers, _request, ctx) => ({
    params: restrictionsSchema(ctx).params.require(),
  })),
  queryRoute(
    path('TransferRestrictionStatus'),
    [query.QueryTransferRestrictionStatusRequest, query.QueryTransferRestrictionStatusResponse],
    (_keepers, _request, ctx) => {
      const { restrictionEndBlock } = restrictionsSchema(ctx).params.require();
      const { height } = ctx.block;
      const remainingBlocks = maxOf(restrictionEndBlock - height, 0n);
      return { isActive: remainingBlocks > 0n, restrictionEndBlock, currentBlockHeight: height, remainingBlocks };
    },
  ),
];

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
    queries: restrictionsQueries,
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(ctx, _keepers, genesis) {
      restrictionsSchema(ctx).params.set(read(genesis).params);
      return [];
    },
    exportGenesis: (ctx) => genesisJson.write({ params: restrictionsSchema(ctx).params.require() }),
    endBlock(ctx) {
      liftWhenDue(ctx);
      return [];
    },
  };
}

function liftWhenDue(ctx: Context): void {
  const { params, isLifted } = restrictionsSchema(ctx);
  if (isLifted.has()) return;
  const { restrictionEndBlock } = params.require();
  const { height } = ctx.block;
  if (height < restrictionEndBlock) return;
  isLifted.set(true);
  ctx.emit(event('restriction_lifted', { current_block: height, restriction_end_block: restrictionEndBlock }));
}
