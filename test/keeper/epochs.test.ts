import { describe, expect, it } from 'vitest';
import {
  createEpochGroupData,
  getEpochGroups,
  getSubGroups,
  requireCurrentRootGroup,
  requireEpochGroupData,
  requireSubGroup,
} from '../../src/keeper/epochGroupData.js';
import { getEpochModel } from '../../src/keeper/epochModels.js';
import {
  getCurrentEpochContext,
  getLatestEpoch,
  requireEffectiveEpoch,
  requireEpoch,
  requireLatestEpoch,
  requirePreviousEpoch,
  requireUpcomingEpoch,
  setEffectiveEpochIndex,
  setEpoch,
} from '../../src/keeper/epochs.js';
import type { Keeper } from '../../src/keeper/keeper.js';
import { getTokenomicsData } from '../../src/keeper/tokenomics.js';
import { defaultParams } from '../../src/types/params.js';
import { failure } from '../util/failure.js';
import { model, scene } from './scene.js';

const frozen = (epochLength: bigint) => ({ ...defaultParams().epochParams!, epochLength });

describe('epochs', () => {
  it('are found by where they stand to the effective one', () => {
    scene().act((keeper) => {
      expect(requireEffectiveEpoch(keeper).index).toBe(1n);
      expect(requirePreviousEpoch(keeper).index).toBe(0n);
      expect(getLatestEpoch(keeper)?.index).toBe(1n);
      setEpoch(keeper, { index: 2n, pocStartBlockHeight: 80n, epochParams: undefined });
      expect(requireUpcomingEpoch(keeper).index).toBe(2n);
      expect(requireLatestEpoch(keeper).index).toBe(2n);
      expect(requireEpoch(keeper, 0n).pocStartBlockHeight).toBe(0n);
    });
  });

  it.each([
    ['effective', (keeper: Keeper) => requireEffectiveEpoch(keeper), 'inference/1127'],
    ['upcoming', (keeper: Keeper) => requireUpcomingEpoch(keeper), 'inference/1128'],
    ['previous', (keeper: Keeper) => requirePreviousEpoch(keeper), 'inference/1129'],
    ['latest', (keeper: Keeper) => requireLatestEpoch(keeper), 'inference/1130'],
    ['some', (keeper: Keeper) => requireEpoch(keeper, 9n), 'inference/1136'],
  ])('tell when there is no %s one', (_, find, code) => {
    scene().act((keeper) => {
      keeper.state.effectiveEpoch.remove();
      expect(failure(() => find(keeper))).toBe(code);
    });
  });

  it('have the lengths that were frozen when their PoC started', () => {
    const world = scene();
    world.act((keeper) => {
      setEpoch(keeper, { index: 1n, pocStartBlockHeight: 40n, epochParams: frozen(60n) });
      expect(getCurrentEpochContext(keeper).nextPoCStart).toBe(100n);
      keeper.state.params.set({ ...defaultParams(), epochParams: frozen(500n) });
      expect(getCurrentEpochContext(keeper)).toMatchObject({ epochIndex: 1n, nextPoCStart: 100n });
    });
    world.block = { ...world.block, height: 100n };
    world.act((keeper) => {
      setEpoch(keeper, { index: 2n, pocStartBlockHeight: 100n, epochParams: frozen(500n) });
      expect(getCurrentEpochContext(keeper)).toMatchObject({ epochIndex: 2n, nextPoCStart: 600n });
    });
  });

  it('cannot be told at a height beyond the next switch', () => {
    const world = scene();
    world.block = { ...world.block, height: 1000n };
    world.act((keeper) => expect(failure(() => getCurrentEpochContext(keeper))).toBe('gonka-sim/25'));
  });
});

describe('epoch groups', () => {
  it('are the root and one for each model, in the order of the root', () => {
    scene().act((keeper) => {
      const root = requireCurrentRootGroup(keeper);
      expect(getSubGroups(keeper, root).map(({ modelId }) => modelId)).toEqual(['m1', 'm2']);
      expect(getEpochGroups(keeper, 1n).map(({ modelId }) => modelId)).toEqual(['', 'm1', 'm2']);
      expect(getEpochModel(keeper, 'm2')).toEqual(model('m2'));
    });
  });

  it.each([
    ['no group of an epoch', (keeper: Keeper) => requireEpochGroupData(keeper, 9n), 'inference/1126'],
    ['no group of a model', (keeper: Keeper) => getEpochModel(keeper, 'm3'), 'inference/1126'],
    [
      'no group of a group',
      (keeper: Keeper) => requireSubGroup(keeper, requireEpochGroupData(keeper, 1n, 'm1'), 'm2'),
      'inference/1124',
    ],
    [
      'a group twice',
      (keeper: Keeper) => createEpochGroupData(keeper, requireEpochGroupData(keeper, 1n, 'm1')),
      'inference/1131',
    ],
    [
      'no current group',
      (keeper: Keeper) => {
        setEffectiveEpochIndex(keeper, 9n);
        requireCurrentRootGroup(keeper);
      },
      'inference/1112',
    ],
    [
      'no totals of money',
      (keeper: Keeper) => {
        keeper.state.tokenomics.remove();
        getTokenomicsData(keeper);
      },
      'inference/1118',
    ],
  ])('tell of %s', (_, find, code) => {
    scene().act((keeper) => expect(failure(() => find(keeper))).toBe(code));
  });
});
