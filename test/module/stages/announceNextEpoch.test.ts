import { describe, expect, it } from 'vitest';
import { setEpochGroupData } from '../../../src/keeper/epochGroupData.js';
import { deployed } from '../../../src/module/profiles.js';
import { announceNextEpoch } from '../../../src/module/stages/announceNextEpoch.js';
import { openUpcomingEpoch } from '../../../src/module/stages/openUpcomingEpoch.js';
import { shown } from '../../sdk/world.js';
import { failure } from '../../util/failure.js';
import { EpochWorld } from '../epochWorld.js';

function announced(world: EpochWorld): string[] {
  const { keeper } = world;
  announceNextEpoch(keeper, world.profile);
  return shown(keeper.ctx.events.all);
}

function upcoming(options = {}): EpochWorld {
  const world = new EpochWorld(options).at(40n);
  openUpcomingEpoch(world.keeper, world.profile);
  return world;
}

describe('NextEpochReady', () => {
  it('tells who wants to load models that the groups of the next epoch stand', () => {
    const world = upcoming();
    world.addVoters(1n, 'alice:40 bob:20');
    setEpochGroupData(world.keeper, { ...world.group(1n), subGroupModels: ['llama', 'qwen'] });
    expect(announced(world)).toEqual(['next_epoch_ready epoch=1 participants=2 models=llama,qwen']);
  });

  it('tells nobody of an epoch without members', () => {
    expect(announced(upcoming())).toEqual([]);
  });

  it('tells nobody on the deployed chain', () => {
    const world = upcoming({ profile: deployed });
    world.addVoters(1n, 'alice:40');
    expect(announced(world)).toEqual([]);
  });

  it('1128: no epoch is upcoming', () => {
    expect(failure(() => announced(new EpochWorld()))).toBe('inference/1128');
  });
});
