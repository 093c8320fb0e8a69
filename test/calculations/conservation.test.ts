import { describe, expect, it } from 'vitest';
import { coverageBonus } from '../../src/calculations/coverageBonus.js';
import { settlementProposal } from '../../src/calculations/settlementProposal.js';
import { EpochGroupData, ValidationWeight } from '../../src/gen/inference/inference/epoch_group_data.js';
import { Params } from '../../src/gen/inference/inference/params.js';
import type { SettlementInput, SettlementResult } from '../../src/types/strategies.js';
import { decimal } from '../../src/util/decimal.js';
import { fc } from '../util/fc.js';
import { fixedEpoch, type TestParticipant, workEpoch } from './settlementInput.js';

const int = (min: bigint, max: bigint) => fc.bigInt({ min, max });
const status = fc.constantFrom('ACTIVE', 'RAMPING', 'INACTIVE', 'INVALID', 'UNSPECIFIED' as const);
const multiplier = fc.option(fc.record({ numerator: int(0n, 30_000n), denominator: int(1n, 10_000n) }), {
  nil: undefined,
});

/** Up to twelve participants with weights and balances of every size, some INVALID, some in debt. */
const participants: fc.Arbitrary<TestParticipant[]> = fc
  .array(
    fc.record({
      weight: fc.oneof(int(-10n, 10n), int(0n, 10n ** 6n), int(0n, 2n ** 63n - 1n)),
      balance: fc.oneof(int(-5n, 5n), int(0n, 10n ** 12n)),
      status,
      multiplier,
    }),
    { maxLength: 12 },
  )
  .map(
    (rows) =>
      rows.map(({ multiplier: factor, ...row }, i) => ({
        ...row,
        address: `p${i}`,
        ...(factor === undefined ? {} : { multiplier: factor }),
      })) as TestParticipant[],
  );

const epoch = fc.record({
  epoch: int(1n, 3000n),
  supply: fc.oneof(int(100n, 10n ** 6n), fc.constant(600_000_000_000_000_000n)),
  paid: fc.oneof(fc.constant(0n), int(0n, 10n ** 6n)),
  redistribute: fc.boolean(),
});
const fixed = fc.tuple(participants, epoch, fc.option(int(0n, 10n ** 6n), { nil: undefined }));
const work = fc.tuple(participants, epoch, int(0n, 9999n));

const inputs: fc.Arbitrary<SettlementInput> = fc.oneof(
  fixed.map(([who, when, reward]) => fixedEpoch(who, reward === undefined ? when : { ...when, reward })),
  work.map(([who, when, percentage]) => workEpoch(who, { ...when, percentage: decimal(percentage, -4) })),
);

const paidOut = ({ results }: SettlementResult) =>
  results.reduce((sum, { rewardCoins, error }) => (error === undefined ? sum + rewardCoins : sum), 0n);

const runs = { numRuns: 400 };

describe('settlementProposal, whatever happens', () => {
  const always = (check: (input: SettlementInput, result: SettlementResult) => void) =>
    fc.assert(
      fc.property(inputs, (input) => check(input, settlementProposal(input))),
      runs,
    );

  it('mints exactly what it pays', () => {
    always((_, result) => {
      expect(result.minted).toBe(paidOut(result));
      expect(result.remainder).toBe(0n);
    });
  });

  it('stays within the supply', () => {
    always(({ totalSubsidies, genesisOnlyParams }, { minted }) => {
      const room = genesisOnlyParams.standardRewardAmount - totalSubsidies;
      expect(minted <= (room > 0n ? room : 0n)).toBe(true);
    });
  });

  it('answers for every participant in order, and pays nobody who is INVALID or owes', () => {
    always(({ participants: who }, { results }) => {
      expect(results.map(({ participant }) => participant)).toEqual(who.map(({ address }) => address));
      for (const [i, { coinBalance, status: at }] of who.entries()) {
        expect(results[i]!.rewardCoins >= 0n).toBe(true);
        if (at === 3 || coinBalance < 0n) expect(results[i]!.rewardCoins).toBe(0n);
        expect(results[i]!.error !== undefined).toBe(coinBalance < 0n);
      }
    });
  });

  it('goes by claims: who claims more gets no less, but for the first, who keeps the remainder', () => {
    always((input, result) => {
      if (!input.params.bitcoinRewardParams?.useBitcoinRewards) return;
      const claims = input.participants.map(({ address }, i) => {
        const weight = input.validationWeights[i]!.weight;
        const { numerator, denominator } = input.multipliers.get(address) ?? { numerator: 1n, denominator: 1n };
        return { numerator: (weight > 0n ? weight : 0n) * numerator, denominator };
      });
      const first = result.results.findIndex(({ rewardCoins }) => rewardCoins > 0n);
      const paid = result.results.map(({ rewardCoins, error }, i) => ({ rewardCoins, error, claim: claims[i]!, i }));
      const comparable = paid.filter(
        ({ error, i }) => error === undefined && i !== first && input.participants[i]!.status !== 3,
      );
      for (const a of comparable) {
        for (const b of comparable) {
          const more = a.claim.numerator * b.claim.denominator >= b.claim.numerator * a.claim.denominator;
          if (more) expect(a.rewardCoins >= b.rewardCoins).toBe(true);
        }
      }
    });
  });
});

describe('the coverage bonus', () => {
  const covered = fc.array(fc.boolean(), { minLength: 1, maxLength: 8 });
  const weights = (count: number) => fc.array(int(1n, 10n ** 6n), { minLength: count, maxLength: count });

  /** A network of two models; all serve the first, the covered ones also the second. */
  const multipliersOf = (flags: readonly boolean[]) => {
    const participants = flags.map((_, i) => `p${i}`);
    const members = (names: string[]) =>
      names.map((memberAddress) => ValidationWeight.fromPartial({ memberAddress, mlNodes: [{ nodeId: 'n' }] }));
    const all = EpochGroupData.fromPartial({ modelId: 'a', validationWeights: members(participants) });
    const some = EpochGroupData.fromPartial({
      modelId: 'b',
      validationWeights: members(participants.filter((_, i) => flags[i])),
    });
    const rootGroup = EpochGroupData.fromPartial({ subGroupModels: ['a', 'b'] });
    const params = Params.fromPartial({ multiModelParams: { coverageBonusBasisPoints: 1000 } });
    return coverageBonus({ participants, rootGroup, subGroups: [all, some], params });
  };

  const networks = covered.chain((flags) => fc.tuple(fc.constant(flags), weights(flags.length), int(0n, 10n ** 15n)));

  it('pays ten percent on top to exactly the covered participants', () => {
    fc.assert(
      fc.property(networks, ([flags, weighing, reward]) => {
        const plain = fixedEpoch(
          weighing.map((weight, i) => ({ address: `p${i}`, weight })),
          { reward },
        );
        const { results, minted } = settlementProposal({ ...plain, multipliers: multipliersOf(flags) });
        const total = weighing.reduce((sum, weight) => sum + weight, 0n);
        const floors = weighing.map((weight, i) => (reward * weight * (flags[i] ? 11n : 10n)) / (total * 10n));
        const first = floors.findIndex((floor) => floor > 0n);
        fc.pre(first >= 0);
        const left = minted - floors.reduce((sum, floor) => sum + floor, 0n);
        expect(left >= 0n && left < BigInt(flags.length)).toBe(true);
        expect(results.map(({ rewardCoins }) => rewardCoins)).toEqual(
          floors.map((floor, i) => (i === first ? floor + left : floor)),
        );
      }),
      runs,
    );
  });

  it('redistributed, mints the same and never takes from the covered', () => {
    fc.assert(
      fc.property(networks, ([flags, weighing, reward]) => {
        const plain = fixedEpoch(
          weighing.map((weight, i) => ({ address: `p${i}`, weight })),
          {
            reward: reward + 10n ** 6n,
            redistribute: true,
          },
        );
        const without = settlementProposal(plain);
        const settled = settlementProposal({ ...plain, multipliers: multipliersOf(flags) });
        expect(settled.minted).toBe(without.minted);
        const slack = BigInt(flags.length);
        for (const [i, isCovered] of flags.entries()) {
          const change = settled.results[i]!.rewardCoins - without.results[i]!.rewardCoins;
          expect(isCovered ? change >= -slack : change <= slack).toBe(true);
        }
      }),
      runs,
    );
  });
});
