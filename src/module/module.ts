import { updateDynamicPricing } from '../keeper/dynamicPricing.js';
import type { InferenceKeepers } from '../keeper/keeper.js';
import { inferenceQueryRoutes } from '../keeper/queries/routes.js';
import { inferenceMsgRoutes } from '../keeper/routes.js';
import { moduleName } from '../keeper/schema.js';
import type { Context } from '../types/context.js';
import type { AppModule } from '../types/module.js';
import type { ChainProfile } from './chainProfile.js';
import { endBlock } from './endBlocker.js';
import { type OnStageFailure, withStageFailure } from './epochConduct.js';
import { exportGenesis } from './genesis/exportGenesis.js';
import { initGenesis } from './genesis/initGenesis.js';
import { validateGenesis } from './genesis/validateGenesis.js';

export interface InferenceModuleOptions<K extends InferenceKeepers> {
  /** The rules of the chain; genesis must name the same. */
  readonly profile: ChainProfile;
  /** Prefix of the chain's bech32 addresses. */
  readonly bech32Prefix: string;
  /** Opens the chain's keepers, for the same profile: each stage of an epoch gets its own. */
  readonly openKeepers: (ctx: Context) => K;
  /** What becomes of the chain when a stage fails; left out, what the profile says. */
  readonly onStageFailure?: OnStageFailure;
}

/** The inference module: its store, messages, queries, genesis, and what it does in every block. */
export function inferenceModule<K extends InferenceKeepers>(options: InferenceModuleOptions<K>): AppModule<K> {
  const { bech32Prefix: prefix, openKeepers } = options;
  const open = (ctx: Context) => openKeepers(ctx).inference;
  const profile = { ...options.profile, epochs: withStageFailure(options.profile.epochs, options.onStageFailure) };
  return {
    name: moduleName,
    stores: [moduleName],
    msgs: inferenceMsgRoutes(profile.conduct, prefix),
    queries: inferenceQueryRoutes,
    validateGenesis: (genesis) => void validateGenesis(genesis, { prefix, conduct: profile.genesis }),
    initGenesis(_, { inference }, genesis) {
      initGenesis(inference, profile, genesis);
      return [];
    },
    exportGenesis: (_, { inference }) => exportGenesis(inference),
    beginBlock: (ctx) => profile.epochs.runStage(ctx, 'UpdatePrices', (own) => updateDynamicPricing(open(own))),
    endBlock(ctx) {
      endBlock(ctx, open, profile);
      return [];
    },
  };
}
