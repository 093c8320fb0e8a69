import { describe, expect, it } from 'vitest';
import { CoverageBonusMode } from '../../src/gen/inference/inference/params.js';
import { CurrentEpochStats, ParticipantStatus } from '../../src/gen/inference/inference/participant.js';
import { settleAccounts } from '../../src/keeper/settlement.js';
import { defaultMultiModelParams, defaultParams } from '../../src/types/params.js';
import { failure } from '../util/failure.js';
import { addressOf, alice, bob, carol, dave, erin, participant, scene } from './scene.js';
import { deployed, type World } from './world.js';

const reward = 285_000_000_000_000n;
const settle = (world: World, epoch = 1n, previous = 0n) =>
  world.act((keeper) => settleAccounts(keeper, epoch, previous));
const claimOf = (world: World, address: string) => world.act(({ state }) => state.settleAmounts.get(address));
const rewardOf = (world: World, address: string) => claimOf(world, address)?.rewardCoins ?? 0n;
const change = (world: World, address: string, changes: Parameters<typeof participant>[1]) =>
  world.act(({ state }) => state.participants.set(address, participant(address, changes)));
const minted = (world: World) => world.requests.moves.filter(({ from }) => from === '').map(({ coin }) => coin.amount);

describe('the settlement of an epoch in profile proposal', () => {
  it('pays 10 % more to exactly the participants who serve every model, minted on top', () => {
    const world = scene();
    settle(world);
    const base = (weight: bigint) => (weight * reward) / 130n;
    expect([bob, carol, dave].map((address) => rewardOf(world, address))).toEqual([base(30n), base(40n), base(10n)]);
    expect(rewardOf(world, alice)).toBeGreaterThanOrEqual((base(50n) * 11n) / 10n);
    expect(rewardOf(world, erin)).toBe(0n);
  });

  it('mints what it hands out and the remainder, to the last unit', () => {
    const world = scene();
    const result = settle(world)!;
    const claims = [alice, bob, carol, dave].map((address) => rewardOf(world, address));
    expect(minted(world)).toEqual([claims.reduce((sum, one) => sum + one) + result.remainder]);
    expect(world.act(({ state }) => state.tokenomics.get()?.totalSubsidies)).toBe(result.minted);
  });

  it('dilutes the others where the bonus is not minted', () => {
    const multiModelParams = { ...defaultMultiModelParams(), coverageBonusMode: CoverageBonusMode.REDISTRIBUTE };
    const world = scene(undefined, { multiModelParams });
    settle(world);
    expect(minted(world)).toEqual([reward]);
    expect(rewardOf(world, bob)).toBeLessThan((30n * reward) / 130n);
  });

  it('starts new counts, and writes down the old ones', () => {
    const world = scene();
    const currentEpochStats = CurrentEpochStats.create({ inferenceCount: 7n, earnedCoins: 900n });
    change(world, bob, { coinBalance: 250n, epochsCompleted: 4, currentEpochStats });
    settle(world);
    expect(world.act(({ state }) => state.participants.get(bob))).toEqual(
      participant(bob, { epochsCompleted: 5, currentEpochStats: CurrentEpochStats.create() }),
    );
    expect(world.act(({ state }) => state.performanceSummaries.get([bob, 1n]))).toMatchObject({
      inferenceCount: 7n,
      earnedCoins: 250n,
      rewardedCoins: rewardOf(world, bob),
      claimed: false,
    });
    expect(claimOf(world, bob)?.workCoins).toBe(250n);
  });

  it('passes over whoever owes: he goes on owing, and the others are paid', () => {
    const world = scene();
    change(world, bob, { coinBalance: -5n });
    settle(world);
    expect(claimOf(world, bob)).toBeUndefined();
    expect(world.act(({ state }) => state.participants.get(bob)?.coinBalance)).toBe(-5n);
    expect(rewardOf(world, carol)).toBeGreaterThan(0n);
  });

  it('counts no epoch for an INVALID participant, and pays him nothing', () => {
    const world = scene();
    change(world, bob, { status: ParticipantStatus.INVALID, coinBalance: 100n, epochsCompleted: 2 });
    settle(world);
    expect(claimOf(world, bob)).toBeUndefined();
    expect(world.act(({ state }) => state.participants.get(bob)?.epochsCompleted)).toBe(2);
  });

  it('slashes a tenth of the collateral of whoever missed more than 5 % of his requests', () => {
    const world = scene();
    const counts = (missedRequests: bigint, inferenceCount: bigint) => ({
      currentEpochStats: CurrentEpochStats.create({ missedRequests, inferenceCount }),
    });
    change(world, bob, counts(1n, 19n));
    change(world, carol, counts(1n, 18n));
    settle(world);
    expect(world.requests.slashes).toEqual([{ participant: carol, fraction: 10n ** 17n }]);
  });

  it('burns a claim that a newer one replaces, and claims on epochs before the previous one', () => {
    const world = scene();
    const claim = (address: string, epochIndex: bigint) => ({
      participant: address,
      workCoins: 1n,
      rewardCoins: 9n,
      epochIndex,
      seedSignature: '',
    });
    world.act(({ state }) => {
      state.settleAmounts.set(bob, claim(bob, 4n));
      state.settleAmounts.set(erin, claim(erin, 3n));
      state.settleAmounts.set(addressOf('previous'), claim(addressOf('previous'), 4n));
      const root = state.epochGroupData.require([1n, '']);
      state.epochGroupData.set([5n, ''], { ...root, epochIndex: 5n, subGroupModels: [] });
    });
    settle(world, 5n, 4n);
    const burnt = world.requests.books.filter(({ to }) => to === '').map(({ memo, coin }) => [memo, coin.amount]);
    expect(burnt).toEqual([
      [`expired claim:${bob}`, 10n],
      [`expired:${erin}`, 10n],
    ]);
    expect(claimOf(world, bob)?.epochIndex).toBe(5n);
    expect([erin, addressOf('previous')].map((address) => claimOf(world, address)?.epochIndex)).toEqual([
      undefined,
      4n,
    ]);
    expect(world.act(({ state }) => state.tokenomics.get()?.totalBurned)).toBe(20n);
  });

  it('looks at every participant', () => {
    const world = scene();
    const many = Array.from({ length: 120 }, (_, i) => addressOf(`extra ${i}`));
    for (const address of many) change(world, address, { coinBalance: 1n });
    settle(world);
    expect(many.filter((address) => claimOf(world, address)?.workCoins === 1n)).toHaveLength(120);
  });

  it('does nothing for epoch 0, and fails for an epoch without a group', () => {
    const world = scene();
    expect(settle(world, 0n)).toBeUndefined();
    expect(failure(() => settle(world, 9n))).toBe('inference/1112');
  });

  it('lowers the subsidy percentage when a cutoff is crossed', () => {
    const bitcoinRewardParams = { ...defaultParams().bitcoinRewardParams!, useBitcoinRewards: false };
    const world = scene(undefined, { bitcoinRewardParams });
    world.act(({ state }) => {
      const standardRewardAmount = 200_000n;
      state.genesisOnlyParams.set({ ...state.genesisOnlyParams.require(), standardRewardAmount });
      state.tokenomics.set({ ...state.tokenomics.require(), totalSubsidies: 9500n });
    });
    change(world, bob, { coinBalance: 1000n });
    settle(world);
    expect(minted(world)).toEqual([3892n]);
    const { currentSubsidyPercentage } = world.act(({ state }) => state.params.require().tokenomicsParams!);
    expect(Number(currentSubsidyPercentage!.value) * 10 ** currentSubsidyPercentage!.exponent).toBeCloseTo(0.72, 12);
  });
});

describe('the settlement as deployed', () => {
  it('halts the chain when somebody owes', () => {
    const world = scene(deployed);
    change(world, bob, { coinBalance: -5n });
    expect(failure(() => settle(world))).toBe('gonka-sim/25');
  });

  it('looks at the first hundred participants', () => {
    const world = scene(deployed);
    const many = Array.from({ length: 120 }, (_, i) => addressOf(`extra ${i}`));
    for (const address of many) change(world, address, { coinBalance: 1n });
    settle(world);
    expect(world.act(({ state }) => [...state.performanceSummaries.keys()])).toHaveLength(100);
  });
});
