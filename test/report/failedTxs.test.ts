import { describe, expect, it } from 'vitest';
import { FailedTxs } from '../../src/report/failedTxs.js';

const outcome = (code: number, log = '', codespace = 'inference') => ({ code, codespace, log });
const style = { colour: false };

describe('failed transactions', () => {
  it('are counted by kind, the most frequent first, each with its first log', () => {
    const failed = new FailedTxs();
    failed.add(7n, [outcome(0), outcome(1108, 'failed to execute message; message index: 0: too late')]);
    failed.add(9n, [outcome(5, 'poor\nstack', 'sdk'), outcome(5, 'other', 'sdk')]);
    expect(failed.lines(style)).toEqual([
      '  2 × sdk/5, first at height 9: poor',
      '  1 × inference/1108, first at height 7: too late',
    ]);
  });

  it('are told in six lines at most, none of them long', () => {
    const failed = new FailedTxs();
    failed.add(
      1n,
      Array.from({ length: 9 }, (_, code) => outcome(code + 1, 'x'.repeat(500))),
    );
    const lines = failed.lines(style);
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toBe('  and 4 other kinds of failure');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(130);
  });

  it('are not mentioned when there are none', () => {
    expect(new FailedTxs().lines(style)).toEqual([]);
  });
});
