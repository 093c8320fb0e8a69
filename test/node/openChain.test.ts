import { describe, expect, it } from 'vitest';
import { deployed, proposal } from '../../src/module/profiles.js';
import { parseGenesisFile } from '../../src/node/genesisFile.js';
import { openChain } from '../../src/node/openChain.js';
import { defineProfile } from '../../src/types/strategies.js';
import { smallNetwork } from '../network/smallNetwork.js';

const { genesis } = await smallNetwork();
const inferenceOf = (app: ReturnType<typeof openChain>) => {
  app.finalizeBlock({ height: 1n, time: genesis.time, txs: [] });
  app.commit();
  return app.view().keepers.inference;
};

describe('opening a chain', () => {
  it('runs the rules that genesis names', () => {
    const app = openChain({ genesis });
    expect(app.info).toMatchObject({ profile: 'proposal', chainId: 'gonka-sim-1', genesisHash: genesis.hash });
    expect([...inferenceOf(app).state.hardwareNodes.keys()]).toHaveLength(5);
  });

  it('leaves out what the deployed rules have no place for', () => {
    const keeper = inferenceOf(openChain({ genesis, profile: 'gonka-2025-08' }));
    expect(keeper.profile.name).toBe(deployed.name);
    expect([...keeper.state.hardwareNodes.keys()]).toEqual([]);
    expect(keeper.state.params.get()?.multiModelParams).toBeUndefined();
    expect(keeper.state.profile.get()).toBeUndefined();
  });

  it('runs a profile of one’s own', () => {
    const mine = defineProfile({ name: 'mine', extends: proposal, strategies: {} });
    expect(inferenceOf(openChain({ genesis, profile: mine })).state.profile.get()).toBe('mine');
  });

  it('takes the seed documents’ rules for a genesis that names none', () => {
    const { profile: _, ...inference } = genesis.appState.inference as Record<string, unknown>;
    const unnamed = { ...genesis, appState: { ...genesis.appState, inference } };
    expect(openChain({ genesis: unnamed }).info.profile).toBe('proposal');
  });

  it('starts at the initial height of genesis', () => {
    const text = JSON.stringify({
      genesis_time: '2026-01-01T00:00:00Z',
      chain_id: 'late-1',
      initial_height: 58,
      app_state: genesis.appState,
    });
    const app = openChain({ genesis: parseGenesisFile(text, 'g.json') });
    app.finalizeBlock({ height: 58n, time: genesis.time, txs: [] });
    expect(app.commit().height).toBe(58n);
  });
});
