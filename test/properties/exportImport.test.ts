import { describe, expect, it } from 'vitest';
import type { ExportedGenesis } from '../../src/app/abci.js';
import { openContext } from '../../src/app/context.js';
import { openGonkaKeepers } from '../../src/app/gonkaKeepers.js';
import { ModuleManager } from '../../src/app/moduleManager.js';
import { inferenceModule } from '../../src/module/module.js';
import { deployed, proposal } from '../../src/module/profiles.js';
import { chainConfig } from '../../src/sdk/config.js';
import { sdkModules } from '../../src/sdk/modules.js';
import { infiniteGasMeter } from '../../src/store/gas.js';
import { MultiStore } from '../../src/store/multiStore.js';
import type { Context } from '../../src/types/context.js';
import { noRouter } from '../sdk/world.js';
import { fc } from '../util/fc.js';
import { fuzzOptions, fuzzTimeout } from './fuzzOptions.js';
import { plans } from './plans.js';
import { RestlessChain, restlessNetwork } from './restlessChain.js';

describe.each([proposal, deployed])('a chain of profile $name', async (profile) => {
  const network = await restlessNetwork(profile);

  /** Begins a chain with an exported genesis, and exports it before anything has happened. */
  function exportedAgain({ chainId, time, initialHeight, appState }: ExportedGenesis): unknown {
    const config = chainConfig({ bech32Prefix: 'gonka', denom: 'ngonka', router: noRouter });
    const openKeepers = (ctx: Context) => openGonkaKeepers(ctx, config, profile);
    const modules = [...sdkModules(config), inferenceModule({ profile, bech32Prefix: 'gonka', openKeepers })];
    const names = modules.map(({ name }) => name);
    const manager = new ModuleManager(modules, { initGenesis: names, beginBlock: names, endBlock: names });
    const stores = new MultiStore({ stores: modules.flatMap((module) => module.stores) }).branch();
    const block = {
      chainId,
      height: initialHeight,
      time,
      proposer: new Uint8Array(0),
      previousAppHash: new Uint8Array(0),
    };
    const ctx = openContext(block, stores, infiniteGasMeter());
    manager.validateGenesis(appState);
    manager.initGenesis(ctx, openKeepers(ctx), appState);
    return manager.exportGenesis(ctx, openKeepers(ctx), manager.foreign(appState));
  }

  it(
    'can be exported, begun again and exported again to the same genesis, wherever it stands',
    () => {
      fc.assert(
        fc.property(plans, (blocks) => {
          const chain = new RestlessChain(network);
          for (const block of blocks) if (chain.halted === undefined) chain.block(block);
          const exported = chain.app.exportGenesis();
          const text = JSON.stringify(exported.appState);
          const again = JSON.stringify(exportedAgain({ ...exported, appState: JSON.parse(text) }));
          if (again !== text) expect(JSON.parse(again)).toEqual(JSON.parse(text));
        }),
        fuzzOptions(2),
      );
    },
    fuzzTimeout,
  );
});
