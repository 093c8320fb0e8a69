import { describe, expect, it } from 'vitest';
import { BlockClock } from '../../src/node/blockClock.js';
import { simErrors } from '../../src/util/errors.js';
import { expectError } from '../store/errors.js';

const second = 1_000_000_000n;
const at = (now: bigint) => () => now * second;

describe('the time of the next block', () => {
  it('is what the clock says', () => {
    expect(new BlockClock({ source: at(100n) }).after(90n * second)).toBe(100n * second);
  });

  it('is a millisecond after the last block when the clock says no more than that', () => {
    expect(new BlockClock({ source: at(100n) }).after(100n * second)).toBe(100n * second + 1_000_000n);
  });

  it('is a fixed step after the last block, whatever the clock says', () => {
    expect(new BlockClock({ source: at(100n), step: 5n * second }).after(7n * second)).toBe(12n * second);
  });

  it.each([
    ['the clock', undefined, 160n, 160n],
    ['a step', 5n * second, 155n, 100n],
  ])('is put forward once with %s, and goes on from there', (_, step, first, then) => {
    const clock = new BlockClock({ source: at(100n), step });
    clock.increase(60n * second);
    expect(clock.after(90n * second)).toBe(first * second);
    clock.passed();
    expect(clock.after(95n * second)).toBe(then * second);
  });

  it('can be chosen; later ones follow', () => {
    let now = 100n;
    const clock = new BlockClock({ source: () => now * second });
    clock.set(500n * second, 90n * second);
    now = 101n;
    expect(clock.after(90n * second)).toBe(500n * second);
    clock.passed();
    expect(clock.after(500n * second)).toBe(501n * second);
  });

  it('is remembered', () => {
    const clock = new BlockClock({ source: at(100n) });
    clock.increase(second);
    const { state } = clock;
    clock.increase(second);
    clock.restore(state);
    expect(clock.after(0n)).toBe(101n * second);
    expect(new BlockClock({ source: at(100n), state }).after(0n)).toBe(101n * second);
  });

  it('never goes back', () => {
    const clock = new BlockClock({ source: at(100n) });
    expectError(() => clock.increase(-1n), simErrors.usage, 'time cannot go back by 1 ns');
    expectError(() => clock.set(5n, 5n), simErrors.usage, "the last block's time is 5 ns: a later one is wanted");
  });
});
