import { describe, expect, it } from 'vitest';
import { settlementA25 } from '../../src/calculations/settlementA25.js';
import { settlementLegacy } from '../../src/calculations/settlementLegacy.js';
import { settlementProposal } from '../../src/calculations/settlementProposal.js';
import { decimal } from '../../src/util/decimal.js';
import { failure } from '../util/failure.js';
import { lines, rewards, type TestEpoch, type TestParticipant, workEpoch } from './settlementInput.js';

const worker = (balance: bigint, status: TestParticipant['status'] = 'ACTIVE'): TestParticipant => ({
  address: `w${balance}`,
  balance,
  status,
});
const workers = (...balances: bigint[]): TestParticipant[] =>
  balances.map((balance, i) => ({ address: `w${i}`, balance }));

describe.each([
  ['gonka-2025-08', settlementLegacy],
  ['proposal', settlementProposal],
] as const)('work plus subsidy of %s', (_, settle) => {
  const subsidy = (work: bigint, epoch: TestEpoch & { percentage?: ReturnType<typeof decimal> }) => {
    const { minted, crossedCutoff } = settle(workEpoch([worker(work)], epoch));
    return [minted, crossedCutoff];
  };

  it('pays ten times the work at 90 %', () => {
    expect(subsidy(1000n, {})).toEqual([10_000n, false]);
    expect(subsidy(340_000n, { supply: 200_000_000n })).toEqual([3_400_000n, false]);
    expect(subsidy(0n, {})).toEqual([0n, false]);
  });

  it('each gets his part of it', () => {
    const three = settle(workEpoch(workers(255_000n, 340_000n, 255_000n)));
    expect(rewards(three)).toEqual([2_550_000n, 3_400_000n, 2_550_000n]);
    expect(three.minted).toBe(8_500_000n);
    expect(lines(settle(workEpoch(workers(1000n, 1000n), { epoch: 10n })))).toEqual([
      'w0 1000 + 10000',
      'w1 1000 + 10000',
    ]);
  });

  it.each([
    [9500n, decimal(9n, -1), 3892n, true],
    [19_500n, decimal(72n, -2), 2528n, true],
    [199_500n, decimal(9n, -1), 500n, true],
    [200_000n, decimal(9n, -1), 0n, false],
    [0n, decimal(9n, -1), 10_000n, false],
    [10_000n, decimal(9n, -1), 10_000n, false],
  ])('of a supply of 200000 with %i paid, at %o', (paid, percentage, minted, crossed) => {
    expect(subsidy(1000n, { paid, percentage, supply: 200_000n })).toEqual([minted, crossed]);
  });

  it('a big epoch passes two cutoffs at the price of one', () => {
    expect(subsidy(5000n, { supply: 200_000n })).toEqual([24_285n, true]);
  });

  it('an INVALID participant gets nothing, others do', () => {
    const settled = settle(workEpoch([worker(1000n, 'INVALID'), { ...worker(1000n), address: 'good' }]));
    expect(lines(settled)).toEqual(['w1000 0 + 0', 'good 1000 + 10000']);
  });

  it('a negative balance is an error of that participant alone', () => {
    expect(lines(settle(workEpoch(workers(-100n, 1000n))))).toEqual(['w0 0 + 0 1114', 'w1 1000 + 10000']);
  });

  it('a percentage of 100 and a supply without cutoffs divide by zero', () => {
    expect(failure(() => subsidy(1000n, { percentage: decimal(1n) }))).toBe('gonka-sim/2');
    expect(failure(() => subsidy(1000n, { supply: 9n }))).toBe('gonka-sim/2');
  });
});

describe('work plus subsidy as deployed', () => {
  it('keeps in the module what cutting leaves over', () => {
    const equal = settlementLegacy(workEpoch(workers(1n, 1n, 1n)));
    expect([rewards(equal), equal.minted, equal.remainder]).toEqual([[9n, 9n, 9n], 30n, 3n]);
  });

  /** Own work, all work, percentage that makes the pool of it, and the reward. */
  it.each([
    [1n, 3n, decimal(0n), 0n],
    [2n, 3n, decimal(0n), 2n],
    [1n, 3n, decimal(9_997n, -4), 3333n],
    [1n, 7n, decimal(99n, -2), 100n],
    [333n, 999n, decimal(9n, -1), 3329n],
  ])('%i of %i, a quotient with 16 places, is cut', (own, all, percentage, reward) => {
    expect(rewards(settlementLegacy(workEpoch(workers(own, all - own), { percentage })))[0]).toBe(reward);
  });

  it('overshoots the supply, for only one cutoff is looked at', () => {
    expect(settlementLegacy(workEpoch(workers(1000n), { paid: 3n, supply: 29n })).minted).toBe(3572n);
  });

  it('is what settlementA25 chooses without the fixed reward', () => {
    const input = workEpoch(workers(1n, 1n, 1n));
    expect(settlementA25(input)).toEqual(settlementLegacy(input));
  });
});

describe('work plus subsidy of proposal', () => {
  it('gives what the floors leave over to the first', () => {
    const equal = settlementProposal(workEpoch(workers(1n, 1n, 2n, 3n), { percentage: decimal(5n, -1) }));
    expect([rewards(equal), equal.minted, equal.remainder]).toEqual([[2n, 2n, 4n, 6n], 14n, 0n]);
    const thirds = settlementProposal(workEpoch(workers(1n, 1n, 1n), { percentage: decimal(25n, -2) }));
    expect([rewards(thirds), thirds.minted]).toEqual([[2n, 1n, 1n], 4n]);
  });

  it('never mints more than the supply', () => {
    expect(settlementProposal(workEpoch(workers(1000n), { paid: 3n, supply: 29n })).minted).toBe(26n);
  });
});
