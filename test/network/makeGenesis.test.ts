import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { genesisText } from '../../src/network/makeGenesis.js';
import { parseScenario } from '../../src/network/scenario.js';
import { parseGenesisFile } from '../../src/node/genesisFile.js';

const root = resolve(import.meta.dirname, '../..');
const shipped = readFileSync(resolve(root, 'scenarios/network.yaml'), 'utf8');
const scenario = parseScenario(shipped, 'scenarios/network.yaml');

describe('the genesis of a network', () => {
  it('is the file that the project ships', async () => {
    expect(await genesisText({ scenario })).toBe(readFileSync(resolve(root, 'genesis.json'), 'utf8'));
  });

  it('has at least six participants, 24 nodes and three models with their repositories', async () => {
    const { appState, chainId, bech32Prefix, denom } = parseGenesisFile(
      await genesisText({ scenario }),
      'genesis.json',
    );
    const state = appState.inference as Record<string, { hf_repo: string; hardware_nodes: unknown[] }[]>;
    expect([chainId, bech32Prefix, denom]).toEqual(['gonka-sim-1', 'gonka', 'ngonka']);
    expect(state.participant_list!.length).toBeGreaterThanOrEqual(6);
    expect(state.hardware_nodes_list!.flatMap((own) => own.hardware_nodes).length).toBeGreaterThanOrEqual(24);
    expect(state.model_list!.map((model) => model.hf_repo)).toEqual([
      'Qwen/QwQ-32B',
      'Qwen/Qwen2.5-7B-Instruct',
      'Qwen/Qwen3-235B-A22B-Instruct-2507-FP8',
    ]);
  });

  it('funds ten accounts of the well-known mnemonic', async () => {
    const { appState } = parseGenesisFile(await genesisText({ scenario }), 'genesis.json');
    const { balances } = appState.bank as { balances: { address: string; coins: { amount: string }[] }[] };
    expect(balances).toHaveLength(10);
    expect(new Set(balances.map(({ coins }) => coins[0]!.amount))).toEqual(new Set(['1000000000000000']));
  });

  it('takes a chain id, a profile and a time', async () => {
    const text = await genesisText({
      scenario,
      chainId: 'mine-1',
      profile: 'gonka-2025-08',
      time: '2030-02-03T04:05:06Z',
    });
    const { chainId, time, appState } = parseGenesisFile(text, 'genesis.json');
    expect([chainId, time]).toEqual(['mine-1', 1_896_321_906_000_000_000n]);
    expect((appState.inference as { profile: string }).profile).toBe('gonka-2025-08');
  });
});
