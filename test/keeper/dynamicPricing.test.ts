import { describe, expect, it } from 'vitest';
import { Inference } from '../../src/gen/inference/inference/inference.js';
import { getTokenPrice, updateDynamicPricing } from '../../src/keeper/dynamicPricing.js';
import { setInference } from '../../src/keeper/inferences.js';
import { defaultParams } from '../../src/types/params.js';
import { scene } from './scene.js';
import { deployed, proposal, type World } from './world.js';

/** Prices follow demand from epoch 1 on; grace ends with epoch 0. The window is 60 seconds. */
const priced = (gracePeriodEndEpoch = 0n, profile = proposal): World => {
  const world = scene(profile);
  const dynamicPricingParams = { ...defaultParams().dynamicPricingParams!, gracePeriodEndEpoch };
  world.act(({ state }) => {
    state.params.set({ ...defaultParams(), dynamicPricingParams });
    state.tokenPrices.set('m1', 100n);
    state.modelCapacities.set('m1', 10n);
  });
  return world;
};
const price = (world: World, model = 'm1') => world.act((keeper) => getTokenPrice(keeper, model));
const use = (world: World, tokens: bigint, ageMs = 0n) =>
  world.act((keeper) =>
    setInference(
      keeper,
      Inference.create({
        inferenceId: `${tokens}/${ageMs}`,
        requestedBy: 'dev',
        model: 'm1',
        completionTokenCount: tokens,
        endBlockTimestamp: world.block.timeMs - ageMs,
      }),
    ),
  );

describe('token prices', () => {
  it.each([
    ['falls without use', 0n, 98n],
    ['stays at half of the capacity', 300n, 100n],
    ['rises under full use', 600n, 102n],
  ])('%s', (_, tokens, next) => {
    for (const profile of [proposal, deployed]) {
      const world = priced(0n, profile);
      if (tokens > 0n) use(world, tokens);
      world.act(updateDynamicPricing);
      expect(price(world)).toBe(next);
    }
  });

  it('count the use of the last window alone, its first instant included', () => {
    const world = priced();
    use(world, 300n, 60_000n);
    use(world, 600n, 60_001n);
    world.act(updateDynamicPricing);
    expect(price(world)).toBe(100n);
  });

  it('stay where the capacity of a model is not known', () => {
    const world = priced();
    world.act(updateDynamicPricing);
    expect(price(world, 'm2')).toBeUndefined();
  });

  it.each([
    ['nothing during the grace period', 2n, 0n],
    ['the base price in the epoch that ends it', 1n, 100n],
  ])('are %s', (_, graceEnd, fixed) => {
    const world = priced(graceEnd);
    world.act(updateDynamicPricing);
    expect([price(world), price(world, 'm2')]).toEqual([fixed, fixed]);
  });

  it('stay before the first epoch', () => {
    const world = priced();
    world.act(({ state }) => state.effectiveEpoch.remove());
    world.act(updateDynamicPricing);
    expect(price(world)).toBe(100n);
  });
});
