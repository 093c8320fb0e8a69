import { describe, expect, it } from 'vitest';
import { sdkAnte } from '../../src/app/ante/sdkAnte.js';
import { openContext } from '../../src/app/context.js';
import { surfaceBugs } from '../../src/app/failure.js';
import type { GonkaApp } from '../../src/app/gonkaApp.js';
import { openGonkaKeepers } from '../../src/app/gonkaKeepers.js';
import { ModuleManager } from '../../src/app/moduleManager.js';
import { parseRecording } from '../../src/app/replay/parseRecording.js';
import { replay } from '../../src/app/replay/replay.js';
import { inferenceModule } from '../../src/module/module.js';
import { deployed, proposal } from '../../src/module/profiles.js';
import { chainConfig } from '../../src/sdk/config.js';
import { sdkModules } from '../../src/sdk/modules.js';
import { infiniteGasMeter } from '../../src/store/gas.js';
import { MultiStore } from '../../src/store/multiStore.js';
import type { Context } from '../../src/types/context.js';
import { noRouter } from '../sdk/world.js';
import { haveVectors, type VectorCase } from '../vectors/shared.js';
import { readPlainBlocks, readPlainGenesis, replayPlain } from './plainChain.js';
import { recordingFiles } from './recordingFiles.js';

/** Begins a chain with an exported genesis, and exports it before anything has happened. */
function exportedAgain(app: GonkaApp, profile: typeof proposal, appState: VectorCase): unknown {
  const { chainId, time, initialHeight } = app.exportGenesis();
  const bech32Prefix = appState.bank.balances[0].address.split('1')[0];
  const denom = appState.staking.params.bond_denom;
  const config = chainConfig({ bech32Prefix, denom, genesisParts: Object.keys(appState), router: noRouter });
  const openKeepers = (ctx: Context) => openGonkaKeepers(ctx, config, profile);
  const inference = inferenceModule({ profile, bech32Prefix, openKeepers });
  const modules = [...sdkModules(config), ...(config.modules.has(inference.name) ? [inference] : [])];
  const names = modules.map(({ name }) => name);
  const manager = new ModuleManager(modules, { initGenesis: names, beginBlock: names, endBlock: names });
  const stores = new MultiStore({ stores: modules.flatMap((module) => module.stores) }).branch();
  const proposer = new Uint8Array(0);
  const block = { chainId, height: initialHeight, time, proposer, previousAppHash: proposer };
  const ctx = openContext(block, stores, infiniteGasMeter());
  manager.validateGenesis(appState);
  manager.initGenesis(ctx, openKeepers(ctx), appState);
  return manager.exportGenesis(ctx, openKeepers(ctx), manager.foreign(appState));
}

function expectSame(app: GonkaApp, profile: typeof proposal): void {
  const appState = JSON.parse(JSON.stringify(app.exportGenesis().appState));
  const again = JSON.parse(JSON.stringify(exportedAgain(app, profile, appState)));
  for (const name of Object.keys(appState)) expect(again[name], name).toEqual(appState[name]);
}

describe.skipIf(!haveVectors)('a recorded chain, exported, begun again and exported again', () => {
  it('is the same: a plain chain after its last block', () => {
    let app: GonkaApp | undefined;
    for (const outcome of replayPlain(readPlainGenesis(), readPlainBlocks())) app = outcome.app;
    expectSame(app!, proposal);
  });

  it('is the same: the deployed chain in its third epoch', () => {
    const recording = parseRecording(recordingFiles());
    const rules = { profile: deployed, bech32Prefix: 'gonka', denom: 'ngonka', ante: sdkAnte, onBug: surfaceBugs };
    for (const { app, recorded } of replay({ recording, ...rules }).blocks) {
      if (recorded.height < 110n) continue;
      expectSame(app, deployed);
      break;
    }
  });
});
