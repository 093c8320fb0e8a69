import { describe, expect, it } from 'vitest';
import { factorOf, groupFactors, medianOf, type Reading } from '../../bench/yardstick.js';

const reading = (...taken: [group: string, reference: number, here: number][]): Reading =>
  taken.map(([group, reference, here]) => ({ group, name: `${group} of ${reference} ms`, reference, here }));

describe('the yardstick', () => {
  it('is one where all takes the time of the reference machine', () => {
    expect(factorOf([reading(['a', 2, 2], ['b', 0.3, 0.3])])).toBe(1);
  });

  it('takes the geometric mean of the ratios in a group', () => {
    const factors = groupFactors(reading(['a', 1, 2], ['b', 1, 3], ['a', 10, 80]));
    expect([...factors.keys()]).toEqual(['a', 'b']);
    expect(factors.get('a')).toBeCloseTo(4, 12);
    expect(factors.get('b')).toBeCloseTo(3, 12);
  });

  it('gives every group the same say, however many operations it has', () => {
    expect(factorOf([reading(['a', 1, 2], ['a', 2, 4], ['a', 3, 6], ['b', 1, 8])])).toBeCloseTo(4, 12);
  });

  it('takes the median of each operation, not of whole readings', () => {
    const readings = [
      reading(['a', 1, 2], ['b', 1, 90]),
      reading(['a', 1, 50], ['b', 1, 2]),
      reading(['a', 1, 1], ['b', 1, 1]),
    ];
    expect(medianOf(readings).map(({ here }) => here)).toEqual([2, 2]);
    expect(factorOf(readings)).toBeCloseTo(2, 12);
  });
});
