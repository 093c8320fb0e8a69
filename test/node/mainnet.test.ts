import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { surfaceBugs } from '../../src/app/failure.js';
import { getEpochGroupData } from '../../src/keeper/epochGroupData.js';
import { openSimulation } from '../../src/network/simulation.js';
import { checkGenesis } from '../../src/node/checkGenesis.js';
import { exportedGenesisText } from '../../src/node/exportGenesis.js';
import { parseGenesisFile } from '../../src/node/genesisFile.js';
import { openChain } from '../../src/node/openChain.js';
import { smallNetwork } from '../network/smallNetwork.js';
import { dataFolder, haveData } from '../vectors/shared.js';

const file = resolve(dataFolder, 'gonka-mainnet-genesis.json');

describe.skipIf(!haveData)('the main network’s genesis', () => {
  it('is valid, and its first epoch runs with a scenario’s participants on top', async () => {
    const text = readFileSync(file, 'utf8');
    expect(checkGenesis(text, file)).toEqual([]);
    const { scenario } = await smallNetwork();
    const genesis = parseGenesisFile(text, file);
    const simulation = await openSimulation({ genesis, scenario, seed: '1', onBug: surfaceBugs });
    const failures: string[] = [];
    while (simulation.epoch < 1n) {
      const { result } = simulation.nextBlock();
      failures.push(...result.txResults.filter(({ code }) => code !== 0).map(({ log }) => log));
    }
    expect(failures).toEqual([]);
    expect(simulation.end).toMatchObject({ height: 505 });
    expect(simulation.report(0n).participants).toHaveLength(11);
    const next = getEpochGroupData(simulation.app.view().keepers.inference, 1n);
    expect(next?.validationWeights).toHaveLength(scenario.participants.length);
  });

  it.each(['proposal', 'gonka-2025-08'])(
    'keeps parts of modules that are not here, or stand still, under %s',
    (profile) => {
      const text = readFileSync(file, 'utf8');
      const app = openChain({ genesis: parseGenesisFile(text, file), profile, onBug: surfaceBugs });
      app.finalizeBlock({ height: 1n, time: app.info.lastTime + 5_000_000_000n, txs: [] });
      app.commit();
      const { app_state: before } = JSON.parse(text);
      const { app_state: after } = JSON.parse(exportedGenesisText(app));
      expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
      for (const kept of ['07-tendermint', 'bls', 'ibc', 'restrictions', 'runtime', 'transfer', 'wasm']) {
        expect(after[kept]).toEqual(before[kept]);
      }
    },
  );
});
