import { describe, expect, it } from 'vitest';
import { EpochGroupData } from '../../src/gen/inference/inference/epoch_group_data.js';
import { GenesisState } from '../../src/gen/inference/inference/genesis.js';
import { setEpochGroupData } from '../../src/keeper/epochGroupData.js';
import { inferenceModule } from '../../src/module/module.js';
import { proposal } from '../../src/module/profiles.js';
import { shown } from '../sdk/world.js';
import { failure } from '../util/failure.js';
import { EpochWorld } from './epochWorld.js';

const moduleOf = (world: EpochWorld, onStageFailure?: 'halt' | 'goOn') =>
  inferenceModule({
    profile: proposal,
    bech32Prefix: 'gonka',
    openKeepers: (ctx) => ({ inference: world.open(ctx) }),
    ...(onStageFailure && { onStageFailure }),
  });

describe('the inference module', () => {
  const world = new EpochWorld();

  it('has one store, and every message and query once', () => {
    const { name, stores, msgs, queries } = moduleOf(world);
    expect([name, stores]).toEqual(['inference', ['inference']]);
    for (const names of [msgs.map(({ typeUrl }) => typeUrl), queries.map(({ path }) => path)]) {
      expect(names.length).toBeGreaterThan(10);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('refuses a genesis that it does not understand, and exports one that it does', () => {
    const { validateGenesis, exportGenesis } = moduleOf(world);
    expect(failure(() => validateGenesis({ params: 7 }))).toBe('gonka-sim/20');
    const { keeper } = world;
    keeper.state.cosmWasmParams.set(
      GenesisState.create().cosmWasmParams ?? { cw20Code: new Uint8Array(), cw20CodeId: 0n },
    );
    validateGenesis(exportGenesis(keeper.ctx, { inference: keeper }));
  });

  it('sets prices when a block begins', () => {
    const priced = new EpochWorld().at(5n);
    setEpochGroupData(priced.keeper, { ...priced.group(0n), subGroupModels: ['qwen'] });
    setEpochGroupData(priced.keeper, EpochGroupData.fromPartial({ modelId: 'qwen' }));
    const { keeper } = priced;
    moduleOf(priced).beginBlock!(keeper.ctx, { inference: keeper });
    expect(keeper.state.tokenPrices.get('qwen')).toBe(0n); // the grace price
  });

  it('runs stages when a block ends, and asks staking for nothing', () => {
    const starting = new EpochWorld().at(40n);
    const { keeper } = starting;
    expect(moduleOf(starting).endBlock!(keeper.ctx, { inference: keeper })).toEqual([]);
    expect(shown(keeper.ctx.events.all)).toContain('epoch_stage stage=StartOfPoC epoch=1 height=40');
  });

  it('gonka-sim/25: stops when a stage fails, if that is wished', () => {
    const broken = new EpochWorld().at(5n);
    broken.keeper.state.effectiveEpoch.remove();
    const { keeper } = broken;
    moduleOf(broken).endBlock!(keeper.ctx, { inference: keeper });
    expect(failure(() => moduleOf(broken, 'halt').endBlock!(keeper.ctx, { inference: keeper }))).toBe('gonka-sim/25');
  });
});
