import { describe, expect, it } from 'vitest';
import { EpochGroupData } from '../../../src/gen/inference/inference/epoch_group_data.js';
import { setEpochGroupData } from '../../../src/keeper/epochGroupData.js';
import { getEffectiveEpochIndex } from '../../../src/keeper/epochs.js';
import { getParams } from '../../../src/keeper/params.js';
import { setPriceProposal } from '../../../src/keeper/priceProposals.js';
import { deployed } from '../../../src/module/profiles.js';
import { openUpcomingEpoch } from '../../../src/module/stages/openUpcomingEpoch.js';
import { switchToNextEpoch } from '../../../src/module/stages/switchToNextEpoch.js';
import { failure } from '../../util/failure.js';
import { address, EpochWorld, type EpochWorldOptions } from '../epochWorld.js';

/** Epoch 1 in the block in which it takes over; alice has 40 of its 60, bob 20. */
function ready(options: EpochWorldOptions = {}): EpochWorld {
  const world = new EpochWorld(options).at(40n);
  openUpcomingEpoch(world.keeper, world.profile);
  world.addVoters(1n, 'alice:40 bob:20');
  return world.at(59n);
}

const swap = (world: EpochWorld): void => switchToNextEpoch(world.keeper, world.profile);

const offer = (world: EpochWorld, name: string, price: bigint): void =>
  setPriceProposal(world.keeper, {
    participant: address(name),
    price,
    proposedAtBlockHeight: 50n,
    proposedAtEpoch: 0n,
  });

function subGroup(world: EpochWorld, epochIndex: bigint, facts: Partial<EpochGroupData>): void {
  const root = world.group(epochIndex);
  setEpochGroupData(world.keeper, { ...root, subGroupModels: ['qwen'] });
  setEpochGroupData(world.keeper, EpochGroupData.fromPartial({ epochIndex, modelId: 'qwen', ...facts }));
}

describe('SetNewValidators', () => {
  it('closes the old group and puts the new one into effect', () => {
    const world = ready();
    setEpochGroupData(world.keeper, { ...world.group(0n), numberOfRequests: 7n });
    swap(world);
    expect(getEffectiveEpochIndex(world.keeper)).toBe(1n);
    expect(world.group(0n).lastBlockHeight).toBe(58n);
    expect(world.group(1n)).toMatchObject({
      effectiveBlockHeight: 59n,
      previousEpochRequests: 7n,
      validationParams: getParams(world.keeper).validationParams,
    });
  });

  it('takes the weighted median of the prices asked for', () => {
    const world = ready();
    offer(world, 'alice', 30n);
    offer(world, 'bob', 900n);
    swap(world);
    expect(world.group(1n).unitOfComputePrice).toBe(30n);
  });

  it('records a price beyond an int64 as the deployed chain does, wrapped', () => {
    const world = ready({ profile: deployed });
    offer(world, 'alice', 2n ** 64n - 1n);
    swap(world);
    expect(world.group(1n).unitOfComputePrice).toBe(-1n);
  });

  it('keeps the default price without proposals', () => {
    const world = ready();
    swap(world);
    expect(world.group(1n).unitOfComputePrice).toBe(100n);
  });

  it('tells prices what the new groups can serve', () => {
    const world = ready();
    subGroup(world, 1n, { totalThroughput: 600n, totalWeight: 60n });
    swap(world);
    expect(world.keeper.state.modelCapacities.get('qwen')).toBe(600n);
  });

  it('of the deployed chain tells them the weight of the old groups', () => {
    const world = ready({ profile: deployed });
    subGroup(world, 0n, { totalThroughput: 600n, totalWeight: 33n });
    swap(world);
    expect(world.keeper.state.modelCapacities.get('qwen')).toBe(33n);
  });

  it.each([
    ['proposal', undefined, { totalWeight: 0n }],
    ['deployed', deployed, { totalWeight: -1n }],
  ])('counts 1000 for a model without weight, in profile %s', (_, profile, facts) => {
    const world = ready(profile && { profile });
    subGroup(world, profile ? 0n : 1n, facts);
    swap(world);
    expect(world.keeper.state.modelCapacities.get('qwen')).toBe(1000n);
  });

  it('1128: no epoch is upcoming', () => {
    const world = ready();
    world.keeper.state.epochs.remove(1n);
    expect(failure(() => swap(world))).toBe('inference/1128');
  });

  it.each([0n, 1n])('1126: epoch %d has no root group', (index) => {
    const world = ready();
    world.keeper.state.epochGroupData.remove([index, '']);
    expect(failure(() => swap(world))).toBe('inference/1126');
  });

  it('1127: no epoch is in effect', () => {
    const world = ready();
    world.keeper.state.epochs.remove(0n);
    expect(failure(() => swap(world))).toBe('inference/1127');
  });
});
