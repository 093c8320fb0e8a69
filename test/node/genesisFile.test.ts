import { describe, expect, it } from 'vitest';
import { parseGenesisFile } from '../../src/node/genesisFile.js';
import { type CodedError, simErrors } from '../../src/util/errors.js';

const good = {
  genesis_time: '2026-01-01T00:00:00Z',
  chain_id: 'c-1',
  initial_height: '7',
  consensus: { params: { block: { max_gas: '-1' } } },
  app_state: {
    bank: { balances: [{ address: 'wasm1qqqsyqcyq5rqwzqfpg9scrgwpugpzysn0v3xfk' }] },
    staking: { params: { bond_denom: 'uwasm' } },
  },
};

function complaint(genesis: unknown): string {
  try {
    parseGenesisFile(typeof genesis === 'string' ? genesis : JSON.stringify(genesis), 'g.json');
  } catch (error) {
    expect((error as CodedError).kind).toBe(simErrors.genesisInvalid);
    return (error as CodedError).message;
  }
  return '';
}

describe('a genesis file', () => {
  it('tells of the chain as a whole', () => {
    const text = JSON.stringify(good);
    const file = parseGenesisFile(text, 'g.json');
    expect(file).toMatchObject({
      chainId: 'c-1',
      time: 1_767_225_600_000_000_000n,
      initialHeight: 7n,
      consensusParams: { block: { max_gas: '-1' } },
      bech32Prefix: 'wasm',
      denom: 'uwasm',
    });
    expect(file.hash).toMatch(/^[0-9A-F]{64}$/);
  });

  it('begins at height 1 and has the chain’s prefix when it does not say otherwise', () => {
    const { initial_height: _, ...rest } = good;
    const file = parseGenesisFile(JSON.stringify({ ...rest, app_state: {} }), 'g.json');
    expect([file.initialHeight, file.bech32Prefix, file.denom]).toEqual([1n, 'gonka', 'ngonka']);
  });

  it.each([
    ['no JSON', '{', 'g.json: '],
    ['no object', '[]', 'an object is wanted'],
    ['no chain id', { ...good, chain_id: '' }, 'g.json: chain_id'],
    ['no time', { ...good, genesis_time: 'soon' }, 'g.json: genesis_time'],
    ['a height below 0', { ...good, initial_height: -1 }, 'g.json: initial_height'],
    ['no state', { ...good, app_state: null }, 'g.json: app_state'],
  ])('%s is named with its path', (_what, genesis, expected) => {
    expect(complaint(genesis)).toContain(expected);
  });
});
