import { describe, expect, it } from 'vitest';
import { divideReward } from '../../src/calculations/divideReward.js';
import { settlementProposal } from '../../src/calculations/settlementProposal.js';
import { failure } from '../util/failure.js';
import { fixedEpoch, lines, rewards, type TestParticipant, workEpoch } from './settlementInput.js';

const tenPercent = { numerator: 11_000n, denominator: 10_000n };
const alice: TestParticipant = { address: 'alice', weight: 100n, multiplier: tenPercent };
const bob: TestParticipant = { address: 'bob', weight: 100n };
const carol: TestParticipant = { address: 'carol', weight: 200n };

describe('coverage bonus, additional', () => {
  it('mints ten percent on top for the covered participant, and nothing else changes', () => {
    const settled = settlementProposal(fixedEpoch([alice, bob, carol], { reward: 4000n }));
    expect(rewards(settled)).toEqual([1100n, 1000n, 2000n]);
    expect(settled.minted).toBe(4100n);
  });

  it('has one floor: the bonus is not that of a floored reward', () => {
    // 100 / 3 = 33.33.., times 1.1 = 36.67
    const settled = settlementProposal(
      fixedEpoch(
        [
          { ...alice, weight: 1n },
          { ...bob, weight: 2n },
        ],
        { reward: 100n },
      ),
    );
    expect(rewards(settled)).toEqual([37n, 66n]);
    expect(settled.minted).toBe(103n);
  });

  it('counts against the supply cap', () => {
    const near = { reward: 4000n, paid: 600_000n - 4050n, supply: 600_000n };
    const settled = settlementProposal(fixedEpoch([alice, bob, carol], near));
    expect(settled.minted).toBe(4050n);
    expect(rewards(settled)).toEqual([1088n, 987n, 1975n]);
  });
});

describe('coverage bonus, redistribute', () => {
  it('keeps the total, at the expense of the others', () => {
    const settled = settlementProposal(fixedEpoch([alice, bob, carol], { reward: 4100n, redistribute: true }));
    expect(rewards(settled)).toEqual([1100n, 1000n, 2000n]);
    expect(settled.minted).toBe(4100n);
  });

  it('changes nothing when all are covered', () => {
    const covered = [alice, { ...bob, multiplier: tenPercent }];
    expect(rewards(settlementProposal(fixedEpoch(covered, { reward: 1001n, redistribute: true })))).toEqual([
      501n,
      500n,
    ]);
  });
});

describe('coverage bonus on the work subsidy', () => {
  const workers = [
    { ...alice, balance: 1000n },
    { ...bob, balance: 1000n },
  ];

  it('multiplies the minted reward, not the work', () => {
    expect(lines(settlementProposal(workEpoch(workers)))).toEqual(['alice 1000 + 11000', 'bob 1000 + 10000']);
  });

  it('or shares the same subsidy otherwise', () => {
    const settled = settlementProposal(workEpoch(workers, { redistribute: true }));
    expect(lines(settled)).toEqual(['alice 1000 + 10477', 'bob 1000 + 9523']);
    expect(settled.minted).toBe(20_000n);
  });
});

describe('settlementProposal', () => {
  it('gives the part of whoever owes coins to the others', () => {
    const settled = settlementProposal(fixedEpoch([{ ...alice, balance: -5n }, bob, carol], { reward: 300n }));
    expect(lines(settled)).toEqual(['alice 0 + 0 1114', 'bob 0 + 100', 'carol 0 + 200']);
    expect([settled.minted, settled.remainder]).toEqual([300n, 0n]);
  });

  it('mints nothing when nobody is left, or gets a whole unit', () => {
    expect(settlementProposal(fixedEpoch([], { reward: 100n })).minted).toBe(0n);
    expect(settlementProposal(fixedEpoch([{ ...alice, status: 'INVALID' }], { reward: 100n })).minted).toBe(0n);
    expect(settlementProposal(fixedEpoch([bob, { ...bob, address: 'b2' }], { reward: 1n })).minted).toBe(0n);
  });

  it('keeps all bits of large weights', () => {
    const big = [
      { ...bob, weight: 2n ** 62n + 1n },
      { ...carol, weight: 2n ** 62n - 1n },
    ];
    expect(rewards(settlementProposal(fixedEpoch(big, { reward: 2n ** 62n, supply: 2n ** 63n - 1n })))).toEqual([
      2n ** 61n + 1n,
      2n ** 61n - 1n,
    ]);
  });

  it('refuses to mint beyond 64 bits', () => {
    const huge = { ...alice, multiplier: { numerator: 8n, denominator: 1n } };
    const epoch = fixedEpoch([huge], { reward: 2n ** 62n, supply: 2n ** 63n - 1n });
    expect(settlementProposal(epoch).minted).toBe(2n ** 63n - 1n);
    expect(failure(() => settlementProposal(fixedEpoch([huge], { reward: 2n ** 63n })))).toBe('gonka-sim/1');
  });
});

describe('divideReward', () => {
  it('takes multipliers of any denominator, also 0', () => {
    const shares = [
      { weight: 1n, multiplier: { numerator: 1n, denominator: 3n } },
      { weight: 1n, multiplier: { numerator: 3n, denominator: 2n } },
      { weight: 1n, multiplier: { numerator: 0n, denominator: 7n } },
    ];
    expect(divideReward(300n, shares, { mode: 'additional', room: 10_000n })).toEqual({
      rewards: [33n, 150n, 0n],
      minted: 183n,
    });
  });

  it('has nothing to divide without a reward or room', () => {
    const shares = [{ weight: 1n, multiplier: { numerator: 1n, denominator: 1n } }];
    expect(divideReward(0n, shares, { mode: 'additional', room: 1n }).minted).toBe(0n);
    expect(divideReward(10n, shares, { mode: 'redistribute', room: 0n }).minted).toBe(0n);
    expect(divideReward(10n, shares, { mode: 'redistribute', room: 3n })).toEqual({ rewards: [3n], minted: 3n });
  });
});
