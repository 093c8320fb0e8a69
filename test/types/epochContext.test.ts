import { describe, expect, it } from 'vitest';
import {
  EpochContext,
  type EpochLengths,
  type EpochStart,
  epochContextFromEffectiveEpoch,
  windDownOffset,
  windDownOffsetA25,
} from '../../src/types/epochContext.js';
import { simErrors } from '../../src/util/errors.js';

/** Lengths from a row: epoch length, shift, PoC, exchange, delay, validation, set delay. */
function lengths(row: string): EpochLengths {
  const [epochLength, epochShift, poc, exchange, delay, validation, setDelay] = row.split(' ').map(BigInt);
  return {
    epochLength: epochLength!,
    epochShift: epochShift!,
    pocStageDuration: poc!,
    pocExchangeDuration: exchange!,
    pocValidationDelay: delay!,
    pocValidationDuration: validation!,
    setNewValidatorsDelay: setDelay!,
    inferenceValidationCutoff: 0n,
  };
}

const epoch = (index: bigint, pocStartBlockHeight: bigint): EpochStart => ({ index, pocStartBlockHeight });

/** What holds at a height, in words. */
function describeHeight(context: EpochContext, height: bigint): string {
  const words = [`epoch ${context.epochIndex}`, context.phaseAt(height)];
  if (context.isStartOfPoC(height)) words.push('start');
  if (context.isPoCExchangeWindow(height)) words.push('batches');
  if (context.isEndOfPoC(height)) words.push('end');
  if (context.isStartOfPoCValidation(height)) words.push('startValidation');
  if (context.isPoCValidationExchangeWindow(height)) words.push('validations');
  if (context.isEndOfPoCValidation(height)) words.push('endValidation');
  if (context.isSetNewValidators(height)) words.push('setNew');
  if (context.isClaimMoney(height)) words.push('claim');
  return words.join(' ');
}

/** Checks a table of `heights | what holds there`, where heights are `n` or `n-m`. */
function timeline(effective: EpochStart, params: EpochLengths, table: string): void {
  for (const line of table.trim().split('\n')) {
    const [heights, expected] = line.split('|').map((cell) => cell.trim());
    const [from, to = from] = heights!.split('-').map(BigInt);
    for (let height = from!; height <= to!; height++) {
      const context = epochContextFromEffectiveEpoch(effective, params, height);
      expect(`${height}: ${describeHeight(context, height)}`).toBe(`${height}: ${expected}`);
    }
  }
}

describe('the epoch that a height belongs to', () => {
  const small = lengths('100 90 20 1 2 10 1');

  it('from epoch 0, height by height', () => {
    timeline(
      epoch(0n, 0n),
      small,
      `
      1-9   | epoch 0 Inference
      10    | epoch 1 PoCGenerate start
      11-25 | epoch 1 PoCGenerate batches
      26-29 | epoch 1 PoCGenerateWindDown batches
      30    | epoch 1 PoCGenerateWindDown batches end
      31    | epoch 1 PoCGenerateWindDown batches
      32    | epoch 1 PoCValidate startValidation
      33-39 | epoch 1 PoCValidate validations
      40-41 | epoch 1 PoCValidateWindDown validations
      42    | epoch 1 Inference validations endValidation
      43    | epoch 1 Inference setNew
      `,
    );
    timeline(epoch(1n, 10n), small, '44 | epoch 1 Inference claim');
  });

  it('from a later epoch', () => {
    timeline(
      epoch(5n, 2800n),
      lengths('2000 90 60 1 2 20 1'),
      `
      4785-4799 | epoch 5 Inference
      4800      | epoch 6 PoCGenerate start
      4847      | epoch 6 PoCGenerate batches
      4848      | epoch 6 PoCGenerateWindDown batches
      4860      | epoch 6 PoCGenerateWindDown batches end
      4861      | epoch 6 PoCGenerateWindDown batches
      4862      | epoch 6 PoCValidate startValidation
      4878      | epoch 6 PoCValidateWindDown validations
      4882      | epoch 6 Inference validations endValidation
      4883      | epoch 6 Inference setNew
      `,
    );
    timeline(epoch(6n, 4800n), lengths('2000 90 60 1 2 20 1'), '4884 | epoch 6 Inference claim');
  });

  it("is nobody's beyond the switch that never came", () => {
    expect(() => epochContextFromEffectiveEpoch(epoch(0n, 0n), small, 44n)).toThrow(
      expect.objectContaining({ kind: simErrors.chainHalted }),
    );
  });

  it('takes the lengths of the following epoch from its own record', () => {
    const longer = { ...small, pocStageDuration: 50n };
    expect(epochContextFromEffectiveEpoch(epoch(1n, 10n), small, 112n, longer).endOfPoC).toBe(160n);
  });
});

describe('windows', () => {
  it('open one block after their stage starts', () => {
    const context = new EpochContext(epoch(1n, 10n), lengths('100 90 20 1 2 10 1'));
    const open = (height: bigint) => [
      context.isPoCExchangeWindow(height),
      context.isPoCValidationExchangeWindow(height),
    ];
    expect([10n, 11n, 32n, 33n].map(open)).toEqual([
      [false, false],
      [true, false],
      [false, false],
      [false, true],
    ]);
  });

  it('close with their last block', () => {
    const context = new EpochContext(epoch(1n, 50n), lengths('50 0 4 1 1 4 1'));
    expect(context.pocValidationExchangeWindow).toEqual({ start: 56n, end: 59n });
    expect([55n, 56n, 57n, 59n, 60n].map((height) => context.isPoCValidationExchangeWindow(height))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('stages', () => {
  it('are counted from the start of PoC', () => {
    const { stages } = new EpochContext(epoch(1n, 10n), lengths('2000 1990 20 1 2 10 10'));
    expect(stages).toEqual({
      epochIndex: 1n,
      pocStart: 10n,
      pocGenerationWindDown: 26n,
      pocGenerationEnd: 30n,
      pocValidationStart: 32n,
      pocValidationWindDown: 40n,
      pocValidationEnd: 42n,
      setNewValidators: 52n,
      claimMoney: 53n,
      inferenceValidationCutoff: 2010n,
      nextPocStart: 2010n,
      pocExchangeWindow: { start: 11n, end: 31n },
      pocValidationExchangeWindow: { start: 33n, end: 42n },
    });
  });

  it('of epoch 0 are all at height 0', () => {
    const genesis = new EpochContext(epoch(0n, 17n), lengths('100 90 20 1 2 10 1'));
    expect(genesis.stages).toMatchObject({ pocStart: 0n, setNewValidators: 0n, claimMoney: 0n, nextPocStart: 10n });
    expect(genesis.isStartOfPoC(0n)).toBe(true);
    expect(genesis.isClaimMoney(0n)).toBe(false);
    expect(genesis.isNextPoCStart(10n)).toBe(true);
  });

  it('beyond 64 bits are an overflow', () => {
    const endless = { ...lengths('100 90 20 1 2 10 1'), setNewValidatorsDelay: 2n ** 63n - 1n };
    expect(() => new EpochContext(epoch(1n, 10n), endless)).toThrow(
      expect.objectContaining({ kind: simErrors.overflow }),
    );
  });
});

describe('the wind-down point', () => {
  it('is 80 %, rounded down', () => {
    expect([0n, 1n, 4n, 7n, 20n].map(windDownOffset)).toEqual([0n, 0n, 3n, 5n, 16n]);
  });

  it("is the deployed chain's for every length that an epoch can have", () => {
    for (let duration = 0n; duration <= 5000n; duration++) {
      expect(windDownOffsetA25(duration)).toBe(windDownOffset(duration));
    }
    expect([-4n, 4503599627370497n].map(windDownOffsetA25)).toEqual([-3n, 3602879701896398n]);
  });
});
