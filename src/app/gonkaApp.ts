import type { ChainProfile } from '../module/chainProfile.js';
import type { OnStageFailure } from '../module/epochConduct.js';
import { inferenceModule } from '../module/module.js';
import { chainConfig } from '../sdk/config.js';
import { sdkModules } from '../sdk/modules.js';
import { MultiStore, type MultiStoreOptions } from '../store/multiStore.js';
import type { Context } from '../types/context.js';
import { App } from './app.js';
import type { BugListener } from './failure.js';
import { type GonkaKeepers, openGonkaKeepers } from './gonkaKeepers.js';
import type { ModuleOrder } from './moduleManager.js';
import { msgRouter } from './msgRouter.js';
import type { AnteCheck } from './runTx.js';

export type GonkaApp = App<GonkaKeepers>;

export interface GonkaAppOptions {
  /** The rules of the chain; its genesis must name the same. */
  readonly profile: ChainProfile;
  /** Human part of the addresses in genesis, for example `gonka`. */
  readonly bech32Prefix: string;
  /** The base denomination of genesis, for example `ngonka`. */
  readonly denom: string;
  /** Where and how much is kept; in memory when left out. `initialVersion` is the initial height of genesis. */
  readonly store?: Omit<MultiStoreOptions, 'stores'>;
  /** What becomes of the chain when a stage of an epoch fails; left out, what the profile says. */
  readonly onStageFailure?: OnStageFailure | undefined;
  readonly ante?: readonly AnteCheck<GonkaKeepers>[] | undefined;
  readonly onBug?: BugListener | undefined;
  /** What `/app/version` answers. */
  readonly version?: string;
}

/** The chain's own order, of the modules that there are here (reference, section 14). */
const order: ModuleOrder = {
  initGenesis: ['auth', 'bank', 'staking', 'gov', 'group', 'collateral', 'genutil', 'inference'],
  beginBlock: ['inference'],
  endBlock: ['gov', 'staking', 'group', 'collateral', 'inference'],
};

/** The Gonka chain: its SDK neighbours and the inference module over one store, waiting for genesis or going on. */
export function createGonkaApp(options: GonkaAppOptions): GonkaApp {
  const { profile, bech32Prefix, denom, store, onStageFailure, ante, onBug, version = '' } = options;
  const config = chainConfig({ bech32Prefix, denom, router: msgRouter(() => app.machine) });
  const openKeepers = (ctx: Context): GonkaKeepers => openGonkaKeepers(ctx, config, profile);
  const inference = inferenceModule({ profile, bech32Prefix, openKeepers, ...(onStageFailure && { onStageFailure }) });
  const modules = [...sdkModules(config), inference];
  const stores = new MultiStore({ ...store, stores: modules.flatMap((module) => module.stores) });
  const app: GonkaApp = new App({ name: 'gonka-sim', version, stores, modules, order, openKeepers, ante, onBug });
  return app;
}
