import { describe, expect, it } from 'vitest';
import { createRootGroup } from '../../../src/epochgroup/createGroup.js';
import { setEffectiveEpochIndex, setEpoch } from '../../../src/keeper/epochs.js';
import { getParticipant, setParticipant } from '../../../src/keeper/participants.js';
import { groundOf } from '../../../src/module/epochRecords.js';
import { deployed } from '../../../src/module/profiles.js';
import { settleEpoch } from '../../../src/module/stages/settleEpoch.js';
import { simErrors } from '../../../src/util/errors.js';
import { failure } from '../../util/failure.js';
import { address, EpochWorld, type EpochWorldOptions } from '../epochWorld.js';

/** Epoch 1 in the block in which it is settled; alice and bob share its weight 3 to 1. */
function ending(options: EpochWorldOptions = {}): EpochWorld {
  const world = new EpochWorld(options).join('alice').join('bob').at(98n);
  createRootGroup(groundOf(world.keeper), 1n, 40n);
  world.addVoters(1n, 'alice:75 bob:25');
  setEpoch(world.keeper, { index: 1n, pocStartBlockHeight: 40n, epochParams: undefined });
  setEffectiveEpochIndex(world.keeper, 1n);
  return world;
}

const rewards = (world: EpochWorld): (bigint | undefined)[] =>
  ['alice', 'bob'].map((name) => world.keeper.state.settleAmounts.get(address(name))?.rewardCoins);

describe('the settlement of an epoch', () => {
  it('shares the reward by weight, and mints it', () => {
    const world = ending();
    settleEpoch(world.keeper, world.profile);
    expect(rewards(world)).toEqual([213_750_000_000_000n, 71_250_000_000_000n]);
    const { bank } = world.keeper.neighbours;
    expect(bank.supply('ngonka')).toBe(285_000_000_000_000n);
  });

  it('lets withdrawn deposits mature', () => {
    const world = ending();
    const seen: bigint[] = [];
    const { keeper } = world;
    const collateral = { ...keeper.neighbours.collateral, advanceEpoch: (epoch: bigint) => void seen.push(epoch) };
    Object.assign(keeper, { neighbours: { ...keeper.neighbours, collateral } });
    settleEpoch(keeper, world.profile);
    expect(seen).toEqual([1n]);
  });

  it('of epoch 0 pays nothing', () => {
    const world = new EpochWorld().join('alice').at(58n);
    settleEpoch(world.keeper, world.profile);
    expect(rewards(world)).toEqual([undefined, undefined]);
  });

  it('of profile proposal passes over who owes, and the others share', () => {
    const world = ending();
    setParticipant(world.keeper, { ...getParticipant(world.keeper, address('bob'))!, coinBalance: -1n });
    settleEpoch(world.keeper, world.profile);
    expect(rewards(world)).toEqual([285_000_000_000_000n, undefined]);
  });

  it('gonka-sim/25: of the deployed chain stops where somebody owes', () => {
    const world = ending({ profile: deployed });
    setParticipant(world.keeper, { ...getParticipant(world.keeper, address('bob'))!, coinBalance: -1n });
    expect(() => settleEpoch(world.keeper, world.profile)).toThrow(
      expect.objectContaining({ kind: simErrors.chainHalted, message: expect.stringContaining(address('bob')) }),
    );
  });

  it('1112: the epoch has no root group', () => {
    const world = ending();
    world.keeper.state.epochGroupData.remove([1n, '']);
    expect(failure(() => settleEpoch(world.keeper, world.profile))).toBe('inference/1112');
  });

  it('1127: no epoch is in effect', () => {
    const world = ending();
    world.keeper.state.effectiveEpoch.remove();
    expect(failure(() => settleEpoch(world.keeper, world.profile))).toBe('inference/1127');
  });
});
