import { describe, expect, it } from 'vitest';
import { blockProvision, nextMinter } from '../../../src/sdk/mint/inflation.js';
import * as dec from '../../../src/util/legacyDec.js';

const units = (text: string): string => String(dec.parse(text));
const params = {
  mintDenom: 'ngonka',
  inflationRateChange: units('0.13'),
  inflationMax: units('0.2'),
  inflationMin: units('0.07'),
  goalBonded: units('0.67'),
  blocksPerYear: 6311520n,
};
const minter = (inflation: string) => ({ inflation: units(inflation), annualProvisions: '0' });
const supply = 240000000000000010n;

describe('inflation', () => {
  it('moves as on the recorded chain in its first block', () => {
    const next = nextMinter(minter('0.13'), params, dec.parse('0.000000000000004166'), supply);
    expect(dec.format(dec.fromUnits(BigInt(next.inflation)))).toBe('0.130000020597257079');
    expect(dec.format(dec.fromUnits(BigInt(next.annualProvisions)))).toMatch(/^312000049433/);
    expect(blockProvision(next, params)).toBe(BigInt(next.annualProvisions) / 6311520n / 10n ** 18n);
  });

  it.each([
    ['stays at the goal', '0.13', '0.67', '0.130000000000000000'],
    ['falls when more is bonded', '0.13', '1', '0.129999989855082334'],
    ['does not fall below the least', '0.07', '1', '0.070000000000000000'],
    ['does not rise above the most', '0.2', '0', '0.200000000000000000'],
  ])('%s', (_, from, bonded, to) => {
    const { inflation } = nextMinter(minter(from), params, dec.parse(bonded), supply);
    expect(dec.format(dec.fromUnits(BigInt(inflation)))).toBe(to);
  });
});
