import { describe, expect, it } from 'vitest';
import { settlementA25 } from '../../src/calculations/settlementA25.js';
import { settlementFixed } from '../../src/calculations/settlementFixed.js';
import { settlementProposal } from '../../src/calculations/settlementProposal.js';
import { fixedEpoch, lines, rewards, type TestParticipant } from './settlementInput.js';

const weighing = (...weights: bigint[]): TestParticipant[] =>
  weights.map((weight, i) => ({ address: `w${i}`, weight }));

describe.each([
  ['gonka-2025-08', settlementFixed],
  ['proposal', settlementProposal],
] as const)('fixed epoch reward of %s', (_, settle) => {
  it('goes by weight', () => {
    const epoch = fixedEpoch(weighing(1000n, 2000n, 1000n), { epoch: 100n });
    expect(rewards(settle(epoch))).toEqual([67_977_027_631_380n, 135_954_055_262_760n, 67_977_027_631_380n]);
    expect(settle(epoch)).toMatchObject({ minted: 271_908_110_525_520n, remainder: 0n, crossedCutoff: false });
    expect(rewards(settle(fixedEpoch(weighing(1000n, 2000n), { epoch: 100n })))).toEqual([
      90_636_036_841_840n,
      181_272_073_683_680n,
    ]);
  });

  it('an INVALID participant has no part', () => {
    const [first, second] = weighing(1000n, 2000n) as [TestParticipant, TestParticipant];
    const epoch = fixedEpoch(
      [
        { ...first, status: 'INVALID', balance: 5n },
        { ...second, balance: 7n },
      ],
      { epoch: 100n },
    );
    expect(lines(settle(epoch))).toEqual(['w0 0 + 0', 'w1 7 + 271908110525520']);
  });

  it.each(['RAMPING', 'INACTIVE', 'UNSPECIFIED'] as const)('a participant who is %s has one', (status) => {
    expect(rewards(settle(fixedEpoch([{ address: 'w', weight: 1n, status }], { reward: 100n })))).toEqual([100n]);
  });

  it('a weight of zero, or below, is no part', () => {
    expect(rewards(settle(fixedEpoch(weighing(0n, 1000n), { epoch: 50n })))).toEqual([0n, 278_443_225_458_783n]);
    expect(rewards(settle(fixedEpoch(weighing(-10n, 20n, 10n), { reward: 100n })))).toEqual([0n, 67n, 33n]);
  });

  it('is not decayed in the genesis epoch', () => {
    expect(rewards(settle(fixedEpoch(weighing(1n))))).toEqual([285_000_000_000_000n]);
  });

  it.each([
    [100n, [5n, 5n, 5n], [34n, 33n, 33n]],
    [97n, [7n, 11n, 13n], [23n, 34n, 40n]],
    [100n, [25n, 75n], [25n, 75n]],
    [100n, [0n, 5n, 2n], [0n, 72n, 28n]],
  ])('of %i by %o leaves the remainder to the first who gets something', (reward, weights, expected) => {
    expect(rewards(settle(fixedEpoch(weighing(...weights), { reward })))).toEqual(expected);
  });

  it('the supply cap cuts it', () => {
    const room = (left: bigint, ...weights: bigint[]) =>
      settle(fixedEpoch(weighing(...weights), { paid: 600_000n - left, supply: 600_000n }));
    expect(rewards(room(100_000n, 1000n, 2000n))).toEqual([33_334n, 66_666n]);
    expect(room(100_000n, 1000n, 2000n).minted).toBe(100_000n);
    expect(rewards(room(0n, 1n, 2n))).toEqual([0n, 0n]);
    expect(room(0n, 1n, 2n).minted).toBe(0n);
    expect(room(-5n, 1n, 2n).minted).toBe(0n);
  });

  it('80000 by 1000 and 3000 is 20000 and 60000', () => {
    expect(rewards(settle(fixedEpoch(weighing(1000n, 3000n), { reward: 80_000n })))).toEqual([20_000n, 60_000n]);
  });

  it('an address that is listed twice has its first weight, a stranger none', () => {
    const epoch = fixedEpoch(weighing(10n, 20n, 10n), { reward: 100n });
    const more = [
      { memberAddress: 'w1', weight: 990n },
      { memberAddress: 'stranger', weight: 70n },
    ];
    const settled = settle({ ...epoch, validationWeights: [...epoch.validationWeights, ...more] });
    expect(rewards(settled)).toEqual([25n, 50n, 25n]);
  });
});

describe('fixed epoch reward as deployed', () => {
  it('scales by a float64 near the cap', () => {
    const epoch = fixedEpoch(weighing(1000n, 3000n), { paid: 520_000n, supply: 600_000n });
    expect(rewards(settlementFixed(epoch))).toEqual([20_001n, 59_999n]);
  });

  it('a participant who owes keeps his part in the total, which nobody is paid', () => {
    const [first, ...others] = weighing(3n, 3n, 3n) as [TestParticipant, ...TestParticipant[]];
    const settled = settlementFixed(fixedEpoch([{ ...first, balance: -5n }, ...others], { reward: 100n }));
    expect(lines(settled)).toEqual(['w0 0 + 33 1114', 'w1 0 + 34', 'w2 0 + 33']);
    expect([settled.minted, settled.remainder]).toEqual([100n, 33n]);
  });

  it('near the cap his part goes to the first as remainder, and he keeps his unscaled number', () => {
    const [first, second, third] = weighing(10n, 10n, 10n) as [TestParticipant, TestParticipant, TestParticipant];
    const epoch = fixedEpoch([first, { ...second, balance: -3n }, third], {
      reward: 300n,
      paid: 599_999_999_999_999_900n,
    });
    expect(lines(settlementFixed(epoch))).toEqual(['w0 0 + 67', 'w1 0 + 100 1114', 'w2 0 + 33']);
  });

  it('mints even what nobody gets', () => {
    const nothing = settlementFixed(fixedEpoch(weighing(1n, 1n, 1n), { reward: 2n }));
    expect([rewards(nothing), nothing.minted, nothing.remainder]).toEqual([[0n, 0n, 0n], 2n, 2n]);
    expect(settlementFixed(fixedEpoch([], { reward: 100n })).minted).toBe(100n);
  });

  it('loses bits of weights above 2^53, and its total wraps', () => {
    const big = weighing(9_007_199_254_740_993n, 9_007_199_254_740_995n, 18_014_398_509_481_986n);
    expect(rewards(settlementFixed(fixedEpoch(big, { reward: 1_000_000_007n })))).toEqual([
      250_000_003n,
      250_000_001n,
      500_000_003n,
    ]);
    const wrapping = weighing(2n ** 63n - 1n, 2n ** 63n - 1n, 3n);
    expect(rewards(settlementFixed(fixedEpoch(wrapping, { reward: 1000n })))).toEqual([1n, 2n ** 64n - 1n, 1000n]);
  });

  it('an initial reward above 2^63 is a negative amount', () => {
    expect(settlementFixed(fixedEpoch(weighing(1n), { reward: 2n ** 63n + 5n })).minted).toBe(5n - 2n ** 63n);
  });

  it('is what settlementA25 chooses with the fixed reward', () => {
    const epoch = fixedEpoch(weighing(1n, 1n, 1n), { reward: 2n });
    expect(settlementA25(epoch)).toEqual(settlementFixed(epoch));
  });
});
