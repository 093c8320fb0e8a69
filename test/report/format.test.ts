import { describe, expect, it } from 'vitest';
import { alignedCoins, coins, grouped, shortened } from '../../src/report/format.js';
import { runHead, runTotals } from '../../src/report/runTotals.js';
import { sampleEpoch } from './sampleEpoch.js';

describe('numbers for people', () => {
  it.each([
    [0n, '0'],
    [999n, '999'],
    [1000n, '1 000'],
    [284864657146472n, '284 864 657 146 472'],
    [-12345n, '-12 345'],
  ])('%s in groups is %s', (value, text) => {
    expect(grouped(value)).toBe(text);
  });

  it.each([
    [0n, '0', '0.000000000'],
    [1n, '0.000000001', '0.000000001'],
    [1_500_000_000n, '1.5', '1.500000000'],
    [284_864_657_146_472n, '284 864.657146472', '284 864.657146472'],
  ])('%s base units are %s coins', (value, short, aligned) => {
    expect([coins(value), alignedCoins(value)]).toEqual([short, aligned]);
  });

  it('shortens only what is long', () => {
    expect(shortened('gonka1abcdefghijkl', 6, 4)).toBe('gonka1…ijkl');
    expect(shortened('short', 6, 4)).toBe('short');
  });
});

describe('a run', () => {
  it('begins with what makes it repeatable', () => {
    const start = { type: 'run', profile: 'proposal', seed: '7', chainId: 'gonka-sim-1', genesisHash: 'CD'.repeat(32) };
    expect(runHead(start as never, { colour: false })).toBe(
      'gonka-sim-1  profile proposal, seed 7, genesis CDCDCDCDCDCDCDCD…',
    );
  });

  it('ends with its totals', () => {
    const end = {
      type: 'end',
      height: 187,
      appHash: 'EF',
      blocks: 187,
      txs: { ok: 1200, failed: 3 },
      failures: [],
    } as const;
    const text = runTotals(end, [sampleEpoch, sampleEpoch], { seconds: 2, blocks: 187 }, { colour: false });
    expect(text).toContain('2 epochs and 187 blocks in 2.0 s, 94 a second');
    expect(text).toContain('1 203 transactions since genesis, 3 failed');
    expect(text).toContain('minted 569 729.314292944');
    expect(text).toContain('height 187, app hash EF');
  });
});
