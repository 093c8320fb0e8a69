import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { brokenSdkInvariants } from '../../src/sdk/invariants.js';
import { sdkModules } from '../../src/sdk/modules.js';
import { parseTime } from '../../src/sdk/time.js';
import { recordedWrites } from '../vectors/sdk.js';
import { dataFolder, haveData, haveVectors, vectorsFolder } from '../vectors/shared.js';
import { dump, type World, world } from './world.js';

type Genesis = { genesis_time: string; app_state: Record<string, unknown> };

const load = (path: string): Genesis => JSON.parse(readFileSync(path, 'utf8'));

function start(genesis: Genesis): World {
  const made = world({ time: parseTime(genesis.genesis_time) });
  const keepers = made.open();
  for (const module of sdkModules(made.config))
    module.initGenesis(keepers.ctx, keepers, genesis.app_state[module.name]);
  return made;
}

function exported(made: World): Record<string, unknown> {
  const keepers = made.open();
  return Object.fromEntries(
    sdkModules(made.config).map((module) => [module.name, module.exportGenesis(keepers.ctx, keepers)]),
  );
}

const contents = (made: World) => Object.fromEntries([...made.stores].map(([name, store]) => [name, dump(store)]));

describe.each([
  ['the recorded chain', haveVectors, join(vectorsFolder, 'live/genesis.json')],
  ['the main network', haveData, join(dataFolder, 'gonka-mainnet-genesis.json')],
])('genesis of %s', (_name, have, path) => {
  it.skipIf(!have)('starts, holds all invariants, and comes out so that it goes in again', () => {
    const genesis = load(path);
    const first = start(genesis);
    expect(brokenSdkInvariants(first.open())).toEqual([]);
    const app_state = exported(first);
    const second = start({ ...genesis, app_state });
    expect(exported(second)).toEqual(app_state);
    const { staking: stakingAfter, ...after } = contents(second);
    const { staking, ...before } = contents(first);
    expect(after).toEqual(before);
    const withoutUpdates = (entries: [string, string][] | undefined) => entries?.filter(([key]) => key !== '61');
    expect(withoutUpdates(stakingAfter)).toEqual(withoutUpdates(staking));
  });
});

describe.skipIf(!haveVectors)('state after the recorded genesis', () => {
  const made = haveVectors ? start(load(join(vectorsFolder, 'live/genesis.json'))) : world();
  const first = (store: string): Map<string, string | null> => new Map([...recordedWrites(store)][0]!.changes);

  it.each(['staking', 'gov', 'collateral'])('%s is byte for byte that of the node', (store) => {
    const keepers = made.open();
    for (const module of sdkModules(made.config)) if (module.name === store) module.endBlock?.(keepers.ctx, keepers);
    const recorded = [...first(store)].filter(([key]) => !key.startsWith('50'));
    expect(dump(made.stores.get(store))).toEqual(recorded);
  });

  it('accounts of genesis are byte for byte those of the node', () => {
    const recorded = first('acc');
    const ours = dump(made.stores.get('acc')).filter(([key]) => key !== '02' && !key.startsWith('616'));
    const byAddress = (key: string): string => recorded.get(key)!.replace(/18[0-9a-f]{2}/, '');
    for (const [key, value] of ours) expect(value.replace(/18[0-9a-f]{2}/, ''), key).toBe(byAddress(key));
    expect(ours.length).toBe(17);
  });

  it('balances of genesis are those of the node', () => {
    const recorded = first('bank');
    for (const [key, value] of dump(made.stores.get('bank'))) {
      if (!key.startsWith('00')) expect(recorded.get(key), key).toBe(value);
    }
  });
});
