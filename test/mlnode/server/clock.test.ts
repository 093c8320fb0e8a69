import { describe, expect, it } from 'vitest';
import { fastClock, late, sleep, VirtualClock, within } from '../../../src/mlnode/server/clock.js';

describe('VirtualClock', () => {
  it('wakes in order of time, then of asking, each at its moment', async () => {
    const clock = new VirtualClock(1000);
    const woken: string[] = [];
    const wait = async (name: string, ms: number) => {
      await sleep(clock, ms);
      woken.push(`${name} ${clock.now()}`);
    };
    void wait('b', 20);
    void wait('a', 10).then(() => wait('c', 5));
    void wait('d', 20);
    await clock.advance(19);
    expect(woken).toEqual(['a 1010', 'c 1015']);
    await clock.advance(1);
    expect(woken.slice(2)).toEqual(['b 1020', 'd 1020']);
  });

  it('forgets what was cancelled', async () => {
    const clock = new VirtualClock();
    const end = new AbortController();
    const asleep = sleep(clock, 10, end.signal);
    end.abort();
    expect(await asleep).toBe(false);
    expect(await sleep(clock, 10, end.signal)).toBe(false);
  });

  it('limits what takes too long', async () => {
    const clock = new VirtualClock();
    const slow = within(clock, 5, sleep(clock, 10));
    const fast = within(clock, 50, sleep(clock, 10));
    await clock.advance(10);
    expect(await slow).toBe(late);
    expect(await fast).toBe(true);
  });
});

describe('fastClock', () => {
  it('lets time pass so many times as fast', async () => {
    const clock = fastClock(1000);
    const begun = clock.now();
    expect(await sleep(clock, 20_000)).toBe(true);
    expect(clock.now() - begun).toBeGreaterThanOrEqual(15_000);
  });
});
