import { describe, expect, it } from 'vitest';
import { getEpoch, getUpcomingEpoch, setEpoch } from '../../../src/keeper/epochs.js';
import { getParams } from '../../../src/keeper/params.js';
import { deployed, proposal } from '../../../src/module/profiles.js';
import { openUpcomingEpoch } from '../../../src/module/stages/openUpcomingEpoch.js';
import { failure } from '../../util/failure.js';
import { EpochWorld } from '../epochWorld.js';

describe('StartOfPoC', () => {
  it('stores the upcoming epoch with the lengths that it keeps, and an empty root group', () => {
    const world = new EpochWorld().at(40n);
    openUpcomingEpoch(world.keeper, proposal);
    const { epochParams } = getParams(world.keeper);
    expect(getUpcomingEpoch(world.keeper)).toEqual({ index: 1n, pocStartBlockHeight: 40n, epochParams });
    expect(world.group(1n)).toMatchObject({ pocStartBlockHeight: 40n, epochGroupId: 2n, validationWeights: [] });
    expect(world.voters(1n)).toEqual([]);
  });

  it('of the deployed chain keeps no lengths', () => {
    const world = new EpochWorld({ profile: deployed }).at(40n);
    openUpcomingEpoch(world.keeper, deployed);
    expect(getEpoch(world.keeper, 1n)?.epochParams).toBeUndefined();
  });

  it('1131: the epoch has a root group already', () => {
    const world = new EpochWorld().at(40n);
    openUpcomingEpoch(world.keeper, proposal);
    expect(failure(() => openUpcomingEpoch(world.keeper, proposal))).toBe('inference/1131');
  });

  it('1127: no epoch is in effect', () => {
    const world = new EpochWorld().at(40n);
    world.keeper.state.epochs.remove(0n);
    expect(failure(() => openUpcomingEpoch(world.keeper, proposal))).toBe('inference/1127');
    setEpoch(world.keeper, { index: 0n, pocStartBlockHeight: 0n, epochParams: undefined });
    openUpcomingEpoch(world.keeper, proposal);
  });
});
