import { describe, expect, it } from 'vitest';
import { groupChanged, groupUnchanged } from '../../src/epochgroup/ground.js';
import { setEpochGroupData } from '../../src/keeper/epochGroupData.js';
import { updateValidators } from '../../src/module/updateValidators.js';
import { underPrefix } from '../../src/util/address.js';
import { base64ToBytes } from '../../src/util/bytes.js';
import { failure } from '../util/failure.js';
import { address, EpochWorld, nameOf, validatorKey } from './epochWorld.js';

function changed(members: string): EpochWorld {
  const world = new EpochWorld({ members });
  mark(world, groupChanged);
  return world;
}

function mark(world: EpochWorld, metadata: string): void {
  const { group, auth } = world.keeper.neighbours;
  group.updateMetadata(auth.moduleAddress('gov'), world.group(0n).epochGroupId, metadata);
}

const powers = (world: EpochWorld): string[] =>
  world.validatorSets.flatMap((set) =>
    set.map(({ operatorAddress, power }) => `${nameOf(underPrefix('gonka', operatorAddress))} ${power}`),
  );

describe('the validators of an epoch', () => {
  it('are the members of its group, handed to staking once', () => {
    const world = changed('alice:40 bob:20');
    updateValidators(world.keeper, 0n);
    updateValidators(world.keeper, 0n);
    expect(powers(world).sort()).toEqual(['alice 40', 'bob 20']);
    const keys = world.validatorSets[0]!.map(({ consensusKey }) => consensusKey);
    expect(keys).toContainEqual(base64ToBytes(validatorKey('alice')));
    expect(world.keeper.neighbours.group.metadata(world.group(0n).epochGroupId)).toBe(groupUnchanged);
  });

  it('stay as they are while the group is unchanged', () => {
    const world = new EpochWorld();
    updateValidators(world.keeper, 0n);
    expect(world.validatorSets).toEqual([]);
  });

  it('stay as they are when the epoch has no group', () => {
    const world = changed('alice:40');
    updateValidators(world.keeper, 7n);
    expect(world.validatorSets).toEqual([]);
  });

  it('of a young network keep a guardian strong enough to hold out', () => {
    const world = changed('alice:1000 bob:2000 carol:1500');
    const { genesisOnlyParams } = world.keeper.state;
    const genesisGuardianAddresses = [underPrefix('gonkavaloper', address('alice'))];
    genesisOnlyParams.set({ ...genesisOnlyParams.require(), genesisGuardianAddresses });
    updateValidators(world.keeper, 0n);
    expect(powers(world).sort()).toEqual(['alice 1820', 'bob 2000', 'carol 1500']);
  });

  it('sdk/38: x/group has no such group', () => {
    const world = changed('alice:40');
    setEpochGroupData(world.keeper, { ...world.group(0n), epochGroupId: 99n });
    expect(failure(() => updateValidators(world.keeper, 0n))).toBe('sdk/38');
  });

  it('gonka-sim/4: a member has no consensus key', () => {
    const world = changed('alice:40');
    const { group, auth } = world.keeper.neighbours;
    const member = { address: address('mallory'), weight: 1n, metadata: '%' };
    group.updateMembers(auth.moduleAddress('gov'), world.group(0n).epochGroupId, [member]);
    expect(failure(() => updateValidators(world.keeper, 0n))).toBe('gonka-sim/4');
  });
});
