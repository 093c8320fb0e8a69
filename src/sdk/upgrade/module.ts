import * as query from 'cosmjs-types/cosmos/upgrade/v1beta1/query';
import * as tx from 'cosmjs-types/cosmos/upgrade/v1beta1/tx';
import { Plan } from 'cosmjs-types/cosmos/upgrade/v1beta1/upgrade';
import { itemAt, lazySchema, mapAt } from '../../store/schema.js';
import { text } from '../../store/textKey.js';
import { uint64Value } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';
import { sdkErrors } from '../../types/errors.js';
import { notFound } from '../../types/queryStatus.js';
import { CodedError, simErrors } from '../../util/errors.js';
import {
  msgRoute,
  queryRoute,
  requireAuthority,
  type SdkModule,
  type SdkMsgRoute,
  type SdkQueryRoute,
} from '../routes.js';
import { moduleVersions } from './versions.js';

const upgradeStore = 'upgrade';

/** Where x/upgrade keeps things: store `upgrade`, the keys of SDK 0.53. */
export const upgradeSchema = lazySchema({
  plan: itemAt(0x00, proto(Plan)),
  versions: mapAt(0x02, text, uint64Value),
});

const schemaOf = (ctx: Context) => upgradeSchema(ctx.stores.store(upgradeStore));

function checkPlan({ block }: Context, { name, height }: Plan): void {
  const invalid = (detail: string) => new CodedError(sdkErrors.invalidRequest, detail);
  if (name === '') throw invalid('name cannot be empty');
  if (height <= 0n) throw invalid('height must be greater than 0');
  if (height < block.height) throw invalid('upgrade cannot be scheduled in the past');
}

const msgs: readonly SdkMsgRoute[] = [
  msgRoute([tx.MsgSoftwareUpgrade, tx.MsgSoftwareUpgradeResponse], {
    signers: ({ authority }) => [authority],
    handle(ctx, { gov }, { authority, plan }) {
      requireAuthority(gov.authority, authority);
      checkPlan(ctx, plan);
      schemaOf(ctx).plan.set(plan);
      return {};
    },
  }),
  msgRoute([tx.MsgCancelUpgrade, tx.MsgCancelUpgradeResponse], {
    signers: ({ authority }) => [authority],
    handle(ctx, { gov }, { authority }) {
      requireAuthority(gov.authority, authority);
      schemaOf(ctx).plan.remove();
      return {};
    },
  }),
];

const path = (method: string): string => `/cosmos.upgrade.v1beta1.Query/${method}`;

const queries: readonly SdkQueryRoute[] = [
  queryRoute(
    path('CurrentPlan'),
    [query.QueryCurrentPlanRequest, query.QueryCurrentPlanResponse],
    (_keepers, _request, ctx) => {
      const plan = schemaOf(ctx).plan.get();
      return plan ? { plan } : {};
    },
  ),
  queryRoute(path('AppliedPlan'), [query.QueryAppliedPlanRequest, query.QueryAppliedPlanResponse], () => ({
    height: 0n,
  })),
  queryRoute(
    path('ModuleVersions'),
    [query.QueryModuleVersionsRequest, query.QueryModuleVersionsResponse],
    (_keepers, { moduleName }, ctx) => {
      const { versions } = schemaOf(ctx);
      const named = (name: string, version: bigint) => ({ name, version });
      if (moduleName === '') {
        return { moduleVersions: [...versions.entries()].map(([name, version]) => named(name, version)) };
      }
      const version = versions.get(moduleName);
      if (version === undefined) throw notFound(`x/upgrade: QueryModuleVersions module ${moduleName} not found`);
      return { moduleVersions: [named(moduleName, version)] };
    },
  ),
  queryRoute(path('Authority'), [query.QueryAuthorityRequest, query.QueryAuthorityResponse], ({ gov }) => ({
    address: gov.authority,
  })),
];

/** x/upgrade: versions of the chain's modules, and the plan of an upgrade, at whose height this machine stops. */
export const upgradeModule = (): SdkModule => ({
  name: upgradeStore,
  stores: [upgradeStore],
  msgs,
  queries,
  validateGenesis: () => {},
  initGenesis(ctx, { config }) {
    const { versions } = schemaOf(ctx);
    for (const [name, version] of moduleVersions) if (config.modules.has(name)) versions.set(name, version);
    return [];
  },
  exportGenesis: () => ({}),
  beginBlock(ctx) {
    const plan = schemaOf(ctx).plan.get();
    if (plan === undefined || ctx.block.height < plan.height) return;
    const detail = `UPGRADE "${plan.name}" NEEDED at height: ${plan.height}: ${plan.info}`;
    throw new CodedError(simErrors.chainHalted, detail);
  },
});
