import { describe, expect, it } from 'vitest';
import { fixedEpochReward, fixedEpochRewardA25 } from '../../src/calculations/fixedEpochReward.js';
import { decimal } from '../../src/util/decimal.js';
import { failure } from '../util/failure.js';

const production = { initialEpochReward: 285_000_000_000_000n, decayRate: decimal(-475n, -6), genesisEpoch: 1n };

/** Epochs after genesis, and the reward that the deployed chain gives on a processor with fused multiply-add. */
const golden: readonly (readonly [bigint, bigint])[] = [
  [0n, 285_000_000_000_000n],
  [1n, 284_864_657_146_472n],
  [2n, 284_729_378_565_534n],
  [10n, 283_649_460_071_625n],
  [49n, 278_443_225_458_783n],
  [50n, 278_310_996_333_593n],
  [99n, 271_908_110_525_520n],
  [100n, 271_778_984_842_798n],
  [200n, 259_171_286_323_445n],
  [500n, 224_750_113_929_606n],
  [1000n, 177_237_241_092_530n],
  [1459n, 142_517_411_793_461n],
  [1460n, 142_449_732_098_060n],
  [2920n, 71_199_740_964_242n],
  [10_000n, 2_465_733_132_889n],
];

/** Where the last bits of a double decide: epochs after genesis, the exact reward, the deployed one. */
const lastBits: readonly (readonly [bigint, bigint, bigint])[] = [
  [74n, 275_156_267_097_679n, 275_156_267_097_678n],
  [86n, 273_592_337_808_033n, 273_592_337_808_034n],
  [353n, 241_004_156_509_340n, 241_004_156_509_339n],
  [717n, 202_737_934_153_666n, 202_737_934_153_665n],
  [721n, 202_353_097_789_091n, 202_353_097_789_091n],
];

describe.each([
  ['proposal', fixedEpochReward],
  ['gonka-2025-08', fixedEpochRewardA25],
] as const)('fixedEpochReward of %s', (_, rewardOf) => {
  it.each(golden)('%i epochs after genesis', (epochs, reward) => {
    expect(rewardOf(epochs + 1n, production)).toBe(reward);
  });

  it('does not decay without a rate', () => {
    expect(rewardOf(1000n, { ...production, decayRate: undefined })).toBe(production.initialEpochReward);
    expect(rewardOf(1000n, { ...production, decayRate: decimal(0n) })).toBe(production.initialEpochReward);
  });

  it('ends at nothing', () => {
    expect(rewardOf(10n ** 12n, production)).toBe(0n);
    expect(rewardOf(2n, { ...production, initialEpochReward: 1n })).toBe(0n);
  });
});

describe('fixedEpochReward of proposal', () => {
  it.each(lastBits)('%i epochs after genesis is exact, as 80 digits give it', (epochs, exact) => {
    expect(fixedEpochReward(epochs + 1n, production)).toBe(exact);
  });

  it('has the full reward before genesis', () => {
    expect(fixedEpochReward(0n, { ...production, genesisEpoch: 50n })).toBe(production.initialEpochReward);
  });

  it('refuses a reward beyond 64 bits', () => {
    expect(failure(() => fixedEpochReward(3n, { ...production, initialEpochReward: 2n ** 63n }))).toBe('no failure');
    expect(failure(() => fixedEpochReward(1n, { ...production, initialEpochReward: 2n ** 63n }))).toBe('gonka-sim/1');
    expect(failure(() => fixedEpochReward(10n ** 9n, { ...production, decayRate: decimal(1n) }))).toBe('gonka-sim/1');
  });
});

describe('fixedEpochReward of gonka-2025-08', () => {
  it.each(lastBits)('%i epochs after genesis has the last bits of the processor', (epochs, _, deployed) => {
    expect(fixedEpochRewardA25(epochs + 1n, production)).toBe(deployed);
  });

  it('grows before genesis, for the number of epochs wraps', () => {
    expect(fixedEpochRewardA25(0n, production)).toBe(285_135_407_156_653n);
    expect(fixedEpochRewardA25(49n, { ...production, genesisEpoch: 50n })).toBe(285_135_407_156_653n);
  });

  it('gives nothing for what leaves 64 bits, except in the genesis epoch', () => {
    const huge = { ...production, initialEpochReward: 2n ** 63n };
    expect(fixedEpochRewardA25(1n, huge)).toBe(2n ** 63n);
    expect(fixedEpochRewardA25(2n, huge)).toBe(0n);
    expect(fixedEpochRewardA25(5001n, { ...production, decayRate: decimal(1n) })).toBe(0n);
  });
});
