import { describe, expect, it } from 'vitest';
import { parseGenesisFile } from '../../../src/node/genesisFile.js';
import { assetListJson, chainJson, keplrJson } from '../../../src/rpc/site/chainFiles.js';

const address = 'other1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqsfmtx';
const metadata = {
  description: 'Coins of a test.',
  denom_units: [
    { denom: 'ucoin', exponent: 0, aliases: ['microcoin'] },
    { denom: 'coin', exponent: 6 },
  ],
  base: 'ucoin',
  display: 'coin',
  name: 'Coin',
  symbol: 'COIN',
};

const genesis = (denom_metadata: readonly object[]) =>
  parseGenesisFile(
    JSON.stringify({
      chain_id: 'other-chain-7',
      genesis_time: '2026-01-01T00:00:00Z',
      app_state: {
        bank: { balances: [{ address }], denom_metadata },
        staking: { params: { bond_denom: 'ucoin' } },
      },
    }),
    'genesis.json',
  );
const doors = { rpc: 'http://h:1', rest: 'http://h:2', grpc: 'h:3' };

describe('chain files', () => {
  it('tell of any chain what its genesis tells', () => {
    expect(chainJson(genesis([metadata]), { ...doors, slip44: 118 })).toMatchObject({
      chain_name: 'otherchain',
      chain_id: 'other-chain-7',
      bech32_prefix: 'other',
      slip44: 118,
      fees: { fee_tokens: [{ denom: 'ucoin' }] },
      apis: { rpc: [{ address: doors.rpc }], rest: [{ address: doors.rest }], grpc: [{ address: doors.grpc }] },
    });
    expect(assetListJson(genesis([metadata]))).toMatchObject({
      assets: [{ ...metadata, denom_units: [{}, { denom: 'coin', exponent: 6, aliases: [] }], type_asset: 'sdk.coin' }],
    });
    const currency = { coinDenom: 'COIN', coinMinimalDenom: 'ucoin', coinDecimals: 6 };
    expect(keplrJson(genesis([metadata]), doors)).toMatchObject({
      bech32Config: { bech32PrefixAccAddr: 'other', bech32PrefixConsPub: 'othervalconspub' },
      currencies: [currency],
      feeCurrencies: [currency],
      stakeCurrency: currency,
    });
  });

  it('name the base coin also where the bank describes none, or others', () => {
    const assets = (described: readonly object[]) =>
      (assetListJson(genesis(described)) as { assets: { base: string }[] }).assets.map(({ base }) => base);
    expect(assets([])).toEqual(['ucoin']);
    expect(assets([{ ...metadata, base: 'else' }])).toEqual(['ucoin', 'else']);
    expect(keplrJson(genesis([]), doors)).toMatchObject({ stakeCurrency: { coinDenom: 'UCOIN', coinDecimals: 0 } });
  });
});
