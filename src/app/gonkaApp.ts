import type { ChainProfile } from '../module/chainProfile.js';
import type { OnStageFailure } from '../module/epochConduct.js';
import { inferenceModule } from '../module/module.js';
import { chainConfig, type SdkConfig } from '../sdk/config.js';
import { sdkModules } from '../sdk/modules.js';
import { kvGasConfig } from '../store/gas.js';
import type { StoreBranch } from '../store/kv.js';
import { MultiStore, type MultiStoreOptions } from '../store/multiStore.js';
import type { Context } from '../types/context.js';
import type { AppModule } from '../types/module.js';
import { App } from './app.js';
import type { BugListener } from './failure.js';
import { type GonkaKeepers, openGonkaKeepers } from './gonkaKeepers.js';
import type { ModuleOrder } from './moduleManager.js';
import { msgRouter } from './msgRouter.js';
import type { MessageGuard } from './runMessages.js';
import type { AnteCheck } from './runTx.js';

export type GonkaApp = App<GonkaKeepers>;

/** How a tool looks on while an app works: it may stand before every module and every block's stores. */
export interface AppWatch {
  /** Called once with all modules; the answer takes their place. */
  modules(all: readonly AppModule<GonkaKeepers>[]): readonly AppModule<GonkaKeepers>[];
  /** Called with the stores that a block, or genesis, is about to write. */
  stores(stores: StoreBranch): StoreBranch;
  /** Called before each transaction of a block, with its place. */
  transaction?(index: number): void;
}

export interface GonkaAppOptions {
  /** The rules of the chain; its genesis must name the same. */
  readonly profile: ChainProfile;
  /** Human part of the addresses in genesis, for example `gonka`. */
  readonly bech32Prefix: string;
  /** The base denomination of genesis, for example `ngonka`. */
  readonly denom: string;
  /**
   * Names of the parts of genesis (`app_state`): the chain has the modules that are named there. With `inference` it is a
   * Gonka chain, without it a plain chain of SDK 0.53. Left out, a Gonka chain with no more than it needs.
   */
  readonly genesisParts?: Iterable<string> | undefined;
  /** Where and how much is kept; in memory when left out. `initialVersion` is the initial height of genesis. */
  readonly store?: Omit<MultiStoreOptions, 'stores'>;
  /** What becomes of the chain when a stage of an epoch fails; left out, what the profile says. */
  readonly onStageFailure?: OnStageFailure | undefined;
  readonly ante?: readonly AnteCheck<GonkaKeepers>[] | undefined;
  readonly onBug?: BugListener | undefined;
  /** Modules that this chain has besides. */
  readonly neighbours?: readonly AppModule<GonkaKeepers>[] | undefined;
  readonly watch?: AppWatch | undefined;
  /** What `/app/version` answers. */
  readonly version?: string | undefined;
}

/** The deployed chain's order, with modules that are not always here (reference, section 14); a plain chain's agrees. */
const deployedOrder: ModuleOrder = {
  initGenesis: [
    'capability',
    'auth',
    'bank',
    'distribution',
    'staking',
    'slashing',
    'gov',
    'mint',
    'crisis',
    'evidence',
    'authz',
    'feegrant',
    'group',
    'nft',
    'params',
    'upgrade',
    'vesting',
    'consensus',
    'circuit',
    'epochs',
    'protocolpool',
    'ibc',
    'transfer',
    'interchainaccounts',
    'feeibc',
    'bls',
    'bookkeeper',
    'collateral',
    'streamvesting',
    'genesistransfer',
    'restrictions',
    'wasm',
    'genutil',
    'inference',
  ],
  beginBlock: [
    'upgrade',
    'auth',
    'mint',
    'distribution',
    'protocolpool',
    'slashing',
    'evidence',
    'staking',
    'authz',
    'epochs',
    'ibc',
    'inference',
  ],
  endBlock: ['gov', 'staking', 'feegrant', 'group', 'bls', 'collateral', 'inference', 'restrictions'],
};

/** The order of the modules that there are. One that the deployed chain does not know is set up last. */
function orderOf(modules: readonly AppModule<GonkaKeepers>[]): ModuleOrder {
  const acting = (point: keyof ModuleOrder) => {
    const able = new Set(modules.filter((module) => module[point] !== undefined).map(({ name }) => name));
    return deployedOrder[point].filter((name) => able.has(name));
  };
  const unknown = modules.map(({ name }) => name).filter((name) => !deployedOrder.initGenesis.includes(name));
  return {
    initGenesis: [...acting('initGenesis'), ...unknown],
    beginBlock: acting('beginBlock'),
    endBlock: acting('endBlock'),
  };
}

/** Asks the circuit breaker whether a message is switched off; where the deployed chain's is not here, only its gas is taken. */
function circuitGuard({ modules, absentModules }: SdkConfig): MessageGuard<GonkaKeepers> | undefined {
  if (modules.has('circuit')) return (_, { circuit }, typeUrl) => circuit?.requireAllowed(typeUrl);
  return absentModules.has('circuit') ? ({ gas }) => gas.consume(kvGasConfig.has, 'Has') : undefined;
}

/** The Gonka chain: its SDK neighbours and the inference module over one store, waiting for genesis or going on. */
export function createGonkaApp(options: GonkaAppOptions): GonkaApp {
  const { profile, bech32Prefix, denom, store, onStageFailure, ante, onBug, version = '' } = options;
  const { neighbours = [], watch, genesisParts } = options;
  const config = chainConfig({ bech32Prefix, denom, genesisParts, router: msgRouter(() => app.machine) });
  const openKeepers = (ctx: Context): GonkaKeepers => openGonkaKeepers(ctx, config, profile);
  const inference = inferenceModule({ profile, bech32Prefix, openKeepers, ...(onStageFailure && { onStageFailure }) });
  const own = config.modules.has(inference.name) ? [inference] : [];
  const all = [...sdkModules(config), ...neighbours, ...own];
  const modules = watch?.modules(all) ?? all;
  const stores = new MultiStore({ ...store, stores: modules.flatMap((module) => module.stores) });
  const app: GonkaApp = new App({
    name: 'gonka-sim',
    version,
    stores,
    modules,
    order: orderOf(modules),
    openKeepers,
    ante,
    guard: circuitGuard(config),
    onBug,
    watch: watch?.stores,
    onTx: watch?.transaction,
  });
  return app;
}
