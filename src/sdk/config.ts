import { kvGasConfig } from '../store/gas.js';
import type { MsgRouter } from '../types/module.js';

/** What a module account may do with coins. */
export type Permission = 'minter' | 'burner' | 'staking';

/** What the SDK modules must know of the chain that they are part of. Prefix and denomination come from genesis. */
export interface SdkConfig {
  readonly bech32Prefix: string;
  /** The base denomination, the only one that collateral takes. */
  readonly denom: string;
  /** Module accounts by name; a module that is not named here has none. */
  readonly moduleAccounts: Readonly<Record<string, readonly Permission[]>>;
  /** Modules whose accounts refuse coins from users. */
  readonly blockedModules: readonly string[];
  /** Gas that the chain's rule about who may send coins takes from every sending. */
  readonly sendGas?: bigint;
  /** Runs the messages that proposals carry. */
  readonly router: MsgRouter;
}

/** The deployed chain's module accounts (permissions as recorded from a running node). */
export const chainModuleAccounts: SdkConfig['moduleAccounts'] = {
  fee_collector: [],
  distribution: [],
  bonded_tokens_pool: ['burner', 'staking'],
  not_bonded_tokens_pool: ['burner', 'staking'],
  gov: ['burner'],
  mint: ['minter'],
  top_reward: ['minter'],
  pre_programmed_sale: ['minter'],
  inference: ['minter', 'burner'],
  collateral: ['burner'],
};

export const chainBlockedModules: SdkConfig['blockedModules'] = [
  'fee_collector',
  'distribution',
  'mint',
  'bonded_tokens_pool',
  'not_bonded_tokens_pool',
];

/** The deployed chain's module `restrictions`, which is not here, reads its parameters: no bytes under a key of 14. */
const restrictionsGas = kvGasConfig.readFlat + kvGasConfig.readPerByte * 14n;

/** The SDK's part of the deployed chain, around a router. */
export function chainConfig(options: Pick<SdkConfig, 'bech32Prefix' | 'denom' | 'router'>): SdkConfig {
  return {
    ...options,
    moduleAccounts: chainModuleAccounts,
    blockedModules: chainBlockedModules,
    sendGas: restrictionsGas,
  };
}
