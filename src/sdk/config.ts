import { kvGasConfig } from '../store/gas.js';
import type { MsgRouter } from '../types/module.js';
import { computeStaking, plainStaking, type StakingRules } from './staking/rules.js';

/** What a module account may do with coins. */
export type Permission = 'minter' | 'burner' | 'staking';

/** What the SDK modules must know of the chain that they are part of. Prefix and denomination come from genesis. */
export interface SdkConfig {
  readonly bech32Prefix: string;
  /** The base denomination, the only one that collateral takes. */
  readonly denom: string;
  /** The modules that the chain has, by the names of their genesis parts. */
  readonly modules: ReadonlySet<string>;
  /** Modules of the deployed chain that are not here, but whose gas its transactions pay all the same. */
  readonly absentModules: ReadonlySet<string>;
  /** Module accounts by name; a module that is not named here has none. */
  readonly moduleAccounts: Readonly<Record<string, readonly Permission[]>>;
  /** Modules whose accounts refuse coins from users. */
  readonly blockedModules: readonly string[];
  readonly staking: StakingRules;
  /** Gas that the chain's rule about who may send coins takes from every sending. */
  readonly sendGas?: number;
  /** Runs the messages that proposals carry. */
  readonly router: MsgRouter;
}

/** Module accounts of the SDK's own modules. */
const sdkModuleAccounts: SdkConfig['moduleAccounts'] = {
  fee_collector: [],
  distribution: [],
  bonded_tokens_pool: ['burner', 'staking'],
  not_bonded_tokens_pool: ['burner', 'staking'],
  gov: ['burner'],
  mint: ['minter'],
};

/** The deployed chain's module accounts (permissions as recorded from a running node). */
export const chainModuleAccounts: SdkConfig['moduleAccounts'] = {
  ...sdkModuleAccounts,
  top_reward: ['minter'],
  pre_programmed_sale: ['minter'],
  inference: ['minter', 'burner'],
  collateral: ['burner'],
  bookkeeper: ['minter', 'burner', 'staking'],
  streamvesting: ['minter'],
  genesistransfer: ['minter', 'burner'],
  transfer: ['minter', 'burner'],
  feeibc: [],
  interchainaccounts: [],
  wasm: ['minter', 'burner'],
  nft: [],
};

/** A plain chain's module accounts. */
const plainModuleAccounts: SdkConfig['moduleAccounts'] = {
  ...sdkModuleAccounts,
  nft: [],
  protocolpool: [],
  protocolpool_escrow: [],
};

export const chainBlockedModules: SdkConfig['blockedModules'] = [
  'fee_collector',
  'distribution',
  'mint',
  'bonded_tokens_pool',
  'not_bonded_tokens_pool',
];

/** What no chain can be without; without the others an account can neither hold nor stake coins. */
const groundModules = ['auth', 'bank', 'staking', 'vesting', 'genutil'];

/** What every Gonka chain has, named in its genesis or not. */
export const gonkaModules: readonly string[] = [
  ...groundModules,
  'gov',
  'authz',
  'feegrant',
  'group',
  'collateral',
  'inference',
];

/** Modules of the deployed chain that take gas from transactions. */
const chargingModules = ['circuit', 'restrictions', 'wasm'];

/** The deployed chain's module `restrictions` reads its parameters: no bytes under a key of 14. */
const restrictionsGas = kvGasConfig.readFlat + kvGasConfig.readPerByte * 14;

export interface ChainOptions extends Pick<SdkConfig, 'bech32Prefix' | 'denom' | 'router'> {
  /** Names of the parts of genesis; a Gonka chain with no other modules when left out. */
  readonly genesisParts?: Iterable<string> | undefined;
}

/**
 * The SDK's part of a chain, chosen by what its genesis names: with a part `inference` it is a Gonka chain, with this
 * chain's form of staking; without one a plain chain of SDK 0.53, where staked coins move.
 */
export function chainConfig({ genesisParts = gonkaModules, ...options }: ChainOptions): SdkConfig {
  const named = new Set(genesisParts);
  const blockedModules = chainBlockedModules;
  if (!named.has('inference')) {
    const modules = new Set([...groundModules, ...named]);
    const moduleAccounts = plainModuleAccounts;
    return { ...options, modules, absentModules: new Set(), moduleAccounts, blockedModules, staking: plainStaking };
  }
  const modules = new Set([...gonkaModules, ...named]);
  return {
    ...options,
    modules,
    absentModules: new Set(chargingModules.filter((name) => !modules.has(name))),
    moduleAccounts: chainModuleAccounts,
    blockedModules,
    staking: computeStaking,
    ...(!modules.has('restrictions') && { sendGas: restrictionsGas }),
  };
}
