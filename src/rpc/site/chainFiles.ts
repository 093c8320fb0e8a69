import { coinType } from '../../node/accounts.js';
import type { GenesisFile } from '../../node/genesisFile.js';
import { versions } from '../../node/services/nodeInfo.js';

/** Where clients find a node's doors, as URLs; gRPC's without a scheme. */
export interface Endpoints {
  readonly rpc: string;
  readonly rest: string;
  readonly grpc: string;
}

export interface ChainFileOptions extends Endpoints {
  /** The coin type of HD paths, which no genesis tells; Gonka's 1200 when left out. */
  readonly slip44?: number | undefined;
}

/** A unit of a coin: so many powers of ten of the base. */
interface DenomUnit {
  readonly denom: string;
  readonly exponent: number;
  readonly aliases?: readonly string[];
}

/** What the bank of a genesis tells of a coin. */
interface DenomMetadata {
  readonly description?: string;
  readonly denom_units: readonly DenomUnit[];
  readonly base: string;
  readonly display: string;
  readonly name?: string;
  readonly symbol?: string;
}

const chainName = ({ chainId }: GenesisFile): string => chainId.replace(/-\d+$/, '').replaceAll('-', '');

/** The coins that the bank of a genesis describes, and the base coin in any case. */
function coinsOf({ appState, denom }: GenesisFile): readonly DenomMetadata[] {
  const { denom_metadata: described = [] } = (appState.bank ?? {}) as { denom_metadata?: readonly DenomMetadata[] };
  if (described.some(({ base }) => base === denom)) return described;
  return [{ denom_units: [{ denom, exponent: 0 }], base: denom, display: denom }, ...described];
}

/** `chain.json` in the form of the chain registry. */
export function chainJson(genesis: GenesisFile, { rpc, rest, grpc, slip44 = coinType }: ChainFileOptions): object {
  const { chainId, bech32Prefix, denom } = genesis;
  const endpoint = (address: string) => [{ address, provider: 'gonka-sim' }];
  return {
    $schema: 'https://raw.githubusercontent.com/cosmos/chain-registry/master/chain.schema.json',
    chain_name: chainName(genesis),
    chain_type: 'cosmos',
    chain_id: chainId,
    pretty_name: chainId,
    status: 'live',
    network_type: 'devnet',
    bech32_prefix: bech32Prefix,
    slip44,
    key_algos: ['secp256k1'],
    fees: {
      fee_tokens: [{ denom, fixed_min_gas_price: 0, low_gas_price: 0, average_gas_price: 0, high_gas_price: 0 }],
    },
    staking: { staking_tokens: [{ denom }] },
    codebase: {
      sdk: { type: 'cosmos', version: versions.sdk },
      consensus: { type: 'cometbft', version: versions.comet },
    },
    apis: { rpc: endpoint(rpc), rest: endpoint(rest), grpc: endpoint(grpc) },
  };
}

/** `assetlist.json` in the form of the chain registry. */
export function assetListJson(genesis: GenesisFile): object {
  return {
    $schema: 'https://raw.githubusercontent.com/cosmos/chain-registry/master/assetlist.schema.json',
    chain_name: chainName(genesis),
    assets: coinsOf(genesis).map(({ description, denom_units, base, display, name, symbol }) => ({
      ...(description && { description }),
      denom_units: denom_units.map(({ denom, exponent, aliases = [] }) => ({ denom, exponent, aliases })),
      base,
      display,
      name: name || base,
      symbol: symbol || base.toUpperCase(),
      type_asset: 'sdk.coin',
    })),
  };
}

/** What the Keplr wallet wants to know of a chain: the argument of `experimentalSuggestChain`. */
export function keplrJson(genesis: GenesisFile, { rpc, rest, slip44 = coinType }: ChainFileOptions): object {
  const { chainId, bech32Prefix: prefix, denom } = genesis;
  const currencies = coinsOf(genesis).map((coin) => {
    const largest = coin.denom_units.reduce((a, b) => (b.exponent > a.exponent ? b : a));
    return {
      coinDenom: coin.symbol || largest.denom.toUpperCase(),
      coinMinimalDenom: coin.base,
      coinDecimals: largest.exponent,
    };
  });
  const stakeCurrency = currencies.find(({ coinMinimalDenom }) => coinMinimalDenom === denom);
  return {
    chainId,
    chainName: chainId,
    rpc,
    rest,
    bip44: { coinType: slip44 },
    bech32Config: {
      bech32PrefixAccAddr: prefix,
      bech32PrefixAccPub: `${prefix}pub`,
      bech32PrefixValAddr: `${prefix}valoper`,
      bech32PrefixValPub: `${prefix}valoperpub`,
      bech32PrefixConsAddr: `${prefix}valcons`,
      bech32PrefixConsPub: `${prefix}valconspub`,
    },
    currencies,
    feeCurrencies: [{ ...stakeCurrency, gasPriceStep: { low: 0, average: 0, high: 0 } }],
    stakeCurrency,
  };
}
