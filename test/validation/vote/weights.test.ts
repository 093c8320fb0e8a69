import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validationErrors } from '../../../src/validation/errors.js';
import { aliasTable } from '../../../src/validation/vote/aliasTable.js';
import { publishedNumbers } from '../../../src/validation/vote/publishedNumbers.js';
import { parseWeights } from '../../../src/validation/vote/readWeights.js';
import { reconstructedWeights } from '../../../src/validation/vote/reconstructedWeights.js';
import { fixedCounts, trialsOfRate } from '../../../src/validation/vote/votesOfOne.js';
import { dataFolder, haveData } from '../../vectors/shared.js';

describe('parseWeights', () => {
  const run = [
    { type: 'run', profile: 'proposal' },
    { type: 'epoch', epoch: 0, participants: [{ address: 'a', weight: '5' }] },
    {
      type: 'epoch',
      epoch: 1,
      participants: [
        { address: 'a', weight: '7' },
        { address: 'b', weight: '12' },
      ],
    },
    { type: 'end', height: 99 },
  ]
    .map((line) => JSON.stringify(line))
    .join('\n');

  it.each([
    ['a list', '[1, "2", 3]', undefined, [1, 2, 3], 'file'],
    ['an object', '{"weights":[4,5]}', undefined, [4, 5], 'file'],
    ['one that says it is synthetic', '{"synthetic":true,"weights":[4]}', undefined, [4], 'file (synthetic)'],
    ['the last epoch of a run', run, undefined, [7, 12], 'file, epoch 1'],
    ['a chosen epoch of a run', run, 0, [5], 'file, epoch 0'],
  ])('reads %s', (_, text, epoch, weights, source) => {
    expect(parseWeights(text, 'file', epoch)).toEqual({ weights, source });
  });

  it.each([
    ['no JSON', 'x', undefined],
    ['another object', '{"a":1}', undefined],
    ['a weight that is none', '["x"]', undefined],
    ['an epoch that is not there', run, 7],
    ['participants without weights', '{"type":"epoch","epoch":1,"participants":[{}]}', undefined],
  ])('refuses %s', (_, text, epoch) => {
    expect(() => parseWeights(text, 'file', epoch)).toThrow(
      expect.objectContaining({ kind: validationErrors.weightsInvalid }),
    );
  });

  it.skipIf(!haveData)('the shipped ones are the stored reconstruction', () => {
    const text = readFileSync(join(dataFolder, 'weights-377-reconstruction.json'), 'utf8');
    expect(parseWeights(text, 'file')).toEqual({ weights: reconstructedWeights, source: 'file (synthetic)' });
  });
});

describe('aliasTable', () => {
  it('draws what it was given, but for 2^-32 each', () => {
    const raw = Float64Array.from({ length: 256 }, (_, i) => (i % 7 === 0 ? 0 : (i * 37) % 101));
    const total = raw.reduce((a, b) => a + b, 0);
    const { threshold, values } = aliasTable(raw.map((value) => value / total));
    const drawn = new Float64Array(256);
    for (let column = 0; column < 256; column++) {
      drawn[values[2 * column + 1]!]! += threshold[column]! / 2 ** 32;
      drawn[values[2 * column]!]! += (2 ** 24 - threshold[column]!) / 2 ** 32;
    }
    for (let i = 0; i < 256; i++) expect(Math.abs(drawn[i]! - raw[i]! / total)).toBeLessThan(2 ** -32 * 20);
  });
});

describe('one validator', () => {
  const test = { checks: 200, pMismatch: 0.02, fraudThreshold: 0.05 };

  it('accuses from 8 mismatches on', () => {
    const rows = fixedCounts(test, 20);
    expect(rows.filter(({ accused }) => accused).map(({ mismatches }) => mismatches)[0]).toBe(8);
    expect(rows.every((row, i) => i === 0 || row.pValue < rows[i - 1]!.pValue)).toBe(true);
  });

  it('accuses a node of 4 % in 55 % of trials', () => {
    const { accusations, exact, interval } = trialsOfRate(test, 0.04, 20_000, 1);
    expect(exact).toBeCloseTo(0.549896, 6);
    expect(accusations / 20_000).toBeCloseTo(exact, 2);
    expect(interval.low < exact && exact < interval.high).toBe(true);
  });
});

describe('publishedNumbers', () => {
  it('puts the report’s numbers beside exact ones and ours', async () => {
    const rows = await publishedNumbers({ rounds: 20_000 });
    const byName = Object.fromEntries(rows.map(({ what, ...row }) => [what, row]));
    expect(byName['p-value of 35 mismatches in 2000']).toMatchObject({ published: '0.809', exact: '0.808698' });
    expect(byName['accused from so many mismatches of 200']).toMatchObject({ published: '8', exact: '8' });
    expect(byName['honest node accused by one validator']).toMatchObject({ published: '.0493', exact: '0.049335' });
    expect(byName['node of 4 % accused by one validator']).toMatchObject({
      published: '515 of 1000',
      exact: '0.549896',
    });
    expect(byName['honest node convicted']).toMatchObject({ published: '0 of 100,000', ours: '0 of 20,000' });
    expect(byName['node of 4 % convicted']).toMatchObject({ published: '73.563 %', exact: '73.343 %' });
  });
});
