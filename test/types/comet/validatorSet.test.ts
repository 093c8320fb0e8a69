import { describe, expect, it } from 'vitest';
import { absentSignature, emptyCommit } from '../../../src/types/comet/commit.js';
import { consensusAddress } from '../../../src/types/comet/keys.js';
import { medianTime, weightedMedian } from '../../../src/types/comet/medianTime.js';
import { toTimestamp } from '../../../src/types/comet/time.js';
import {
  emptyValidatorSet,
  encodeValidatorSet,
  makeValidatorSet,
  nextValidatorSet,
  stepProposer,
  totalPower,
  updateValidatorSet,
  type ValidatorSet,
  validatorSetHash,
} from '../../../src/types/comet/validatorSet.js';
import { bytesToHex, compareBytes } from '../../../src/util/bytes.js';
import { maxInt64, maxOf, minOf } from '../../../src/util/int.js';
import { failure } from '../../util/failure.js';
import { fc } from '../../util/fc.js';

/** A key of one repeated byte; only its address matters here. */
const key = (n: number) => new Uint8Array(32).fill(n);
const member = (n: number, power: bigint | number) => ({ pubKey: key(n), power: BigInt(power) });
const nameOf = (address: Uint8Array | undefined): number =>
  Array.from({ length: 20 }, (_, n) => n).find(
    (n) => address && compareBytes(consensusAddress(key(n)), address) === 0,
  ) ?? -1;
const shown = (set: ValidatorSet) =>
  set.validators.map(({ address, power, priority }) => [nameOf(address), power, priority]);
const chainHalted = 'gonka-sim/25';

describe('validator set', () => {
  it('puts the strongest first and has stepped once', () => {
    const set = makeValidatorSet([member(1, 10), member(2, 20), member(3, 30)]);
    expect(shown(set)).toEqual([
      [3, 30n, -30n],
      [2, 20n, 20n],
      [1, 10n, 10n],
    ]);
    expect([nameOf(set.proposer?.address), totalPower(set)]).toEqual([3, 60n]);
  });

  it('rotates in proportion to power', () => {
    let set = makeValidatorSet([member(1, 1), member(2, 2), member(3, 3)]);
    const proposers: number[] = [];
    for (let height = 0; height < 12; height++) {
      proposers.push(nameOf(set.proposer?.address));
      set = nextValidatorSet(set, []);
    }
    const turns = [1, 2, 3].map((n) => proposers.filter((proposer) => proposer === n).length);
    expect(turns).toEqual([2, 4, 6]);
  });

  it('lets a newcomer wait, a changed member keep its place, a removed one go', () => {
    const set = makeValidatorSet([member(1, 10), member(2, 20), member(3, 30)]);
    const grown = updateValidatorSet(set, [member(4, 25), member(1, 0)]);
    // Newcomer: -(85 + floor(85/8)) = -95; the average of -30, 20 and -95 is -35.
    expect(shown(grown)).toEqual([
      [3, 30n, 5n],
      [4, 25n, -60n],
      [2, 20n, 55n],
    ]);
  });

  it('narrows priorities that lie far apart', () => {
    const set = makeValidatorSet([member(1, 1_000_000), member(2, 1)]);
    const weaker = updateValidatorSet(set, [member(1, 1)]);
    const priorities = weaker.validators.map(({ priority }) => priority);
    expect(priorities.reduce(maxOf) - priorities.reduce(minOf)).toBeLessThanOrEqual(4n);
  });

  it.each([
    ['two changes of one key', [member(1, 5), member(1, 6)]],
    ['a negative power', [member(1, -1)]],
    ['removal of a stranger', [member(9, 0)]],
    ['an empty set', [member(1, 0), member(2, 0)]],
    ['too much power', [member(3, maxInt64 / 8n)]],
  ])('refuses %s', (_, updates) => {
    const set = makeValidatorSet([member(1, 10), member(2, 20)]);
    expect(failure(() => nextValidatorSet(set, updates))).toBe(chainHalted);
  });

  it('keeps its invariants under any changes', () => {
    const changes = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.bigInt({ min: 1n, max: 1_000_000n })), {
      selector: ([n]) => n,
      minLength: 1,
    });
    fc.assert(
      fc.property(changes, fc.array(changes), (first, later) => {
        let set = makeValidatorSet(first.map(([n, power]) => member(n, power)));
        for (const step of later) {
          set = nextValidatorSet(
            set,
            step.map(([n, power]) => member(n, power)),
          );
          const sum = set.validators.reduce((total, { priority }) => total + priority, 0n);
          const count = BigInt(set.validators.length);
          expect(sum >= 0n && sum < count).toBe(true);
          expect(set.validators).toContain(set.proposer);
        }
      }),
    );
  });

  it('may be empty', () => {
    expect(makeValidatorSet([])).toBe(emptyValidatorSet);
    expect(stepProposer(emptyValidatorSet)).toBe(emptyValidatorSet);
    expect(bytesToHex(validatorSetHash(emptyValidatorSet)).slice(0, 8)).toBe('e3b0c442');
    expect(encodeValidatorSet(emptyValidatorSet)).toHaveLength(0);
  });
});

describe('median time', () => {
  it.each([
    ['10@9 10@3', 3n],
    ['10@9 10@3 10@5', 5n],
    ['1@9 100@3 1@5', 3n],
    ['1@3 1@5 100@9', 9n],
  ])('of %s is %s', (text, expected) => {
    const times = text.split(' ').map((vote) => {
      const [power, time] = vote.split('@').map(BigInt) as [bigint, bigint];
      return { time, power };
    });
    expect(weightedMedian(times)).toBe(expected);
  });

  it('counts the commit signatures of members, and no absent one', () => {
    const set = makeValidatorSet([member(1, 10), member(2, 20)]);
    const signature = (n: number, time: bigint) => ({
      ...absentSignature,
      blockIdFlag: 2,
      validatorAddress: consensusAddress(key(n)),
      timestamp: toTimestamp(time),
    });
    const commit = { ...emptyCommit, signatures: [signature(2, 70n), signature(1, 30n), absentSignature] };
    expect(medianTime(commit, set)).toBe(70n);
    expect(failure(() => medianTime(emptyCommit, set))).toBe('gonka-sim/24');
  });
});
