import { describe, expect, it } from 'vitest';
import { type BlockMode, machineTimers, Producer, type ProducerOptions } from '../../src/node/producer.js';
import { simErrors } from '../../src/util/errors.js';
import { expectError } from '../store/errors.js';
import { VirtualTime } from './devChain.js';

/** A producer of blocks that are only counted. */
function producing(mode: BlockMode, options: Partial<ProducerOptions> = {}) {
  const world = new VirtualTime();
  const made: number[] = [];
  const failures: unknown[] = [];
  const producer = new Producer({
    mode,
    blockTime: 1000,
    schedule: world.schedule,
    make: () => {
      made.push(made.length + 1);
      return false;
    },
    drain: async () => {},
    onFailure: (error) => failures.push(error),
    ...options,
  });
  producer.start(false);
  return { world, made, failures, producer };
}

describe('a producer of blocks', () => {
  it.each<[BlockMode, number, number, number]>([
    ['instant', 0, 1, 1],
    ['interval', 3, 0, 4],
    ['mixed', 3, 1, 5],
    ['manual', 0, 0, 0],
  ])(
    '%s: %i in three seconds, %i more at once when transactions come, %i after another second',
    async (mode, by, more, all) => {
      const { world, made, producer } = producing(mode);
      await world.pass(3000);
      expect(made).toHaveLength(by);
      producer.txArrived();
      producer.txArrived();
      await world.pass(0);
      expect(made).toHaveLength(by + more);
      await world.pass(1000);
      expect(made).toHaveLength(all);
      await producer.stop();
      expect(world.waiting).toBe(0);
    },
  );

  it('goes on while transactions are left over', async () => {
    let left = 3;
    const { world, producer } = producing('instant', { make: () => --left > 0 });
    producer.txArrived();
    await world.pass(0);
    expect(left).toBe(0);
  });

  it('changes its mode and its pace', async () => {
    const { world, made, producer } = producing('manual');
    producer.setMode('interval', 250);
    expect([producer.mode, producer.blockTime]).toEqual(['interval', 250]);
    await world.pass(1000);
    expect(made).toHaveLength(4);
    producer.setMode('manual');
    await world.pass(1000);
    expect(made).toHaveLength(4);
  });

  it('waits for the disk, and makes up for one block', async () => {
    let written = () => {};
    const drain = () =>
      new Promise<void>((resolve) => {
        written = resolve;
      });
    const { world, made } = producing('interval', { drain });
    await world.pass(5000);
    expect(made).toHaveLength(1);
    written();
    await new Promise((resolve) => setImmediate(resolve));
    expect(made).toHaveLength(2);
  });

  it.each([
    [
      'its block',
      {
        make: () => {
          throw new Error('broken');
        },
      },
    ],
    ['the disk', { drain: () => Promise.reject(new Error('broken')) }],
  ])('stops when %s fails, and says why', async (_, options) => {
    const { world, failures } = producing('interval', options);
    await world.pass(5000);
    expect(failures.map(String)).toEqual(['Error: broken']);
    expect(world.waiting).toBe(0);
  });

  it('refuses a pace that no timer keeps', () => {
    for (const blockTime of [0, -1, 1.5, Number.NaN, 2 ** 31]) {
      const text = `block time ${blockTime}: whole milliseconds from 1 on are wanted`;
      expectError(() => producing('interval', { blockTime }), simErrors.usage, text);
    }
  });
});

describe('the machine’s timers', () => {
  it.each([0, 1])('run after %i ms, unless they are called off', async (milliseconds) => {
    const ran: string[] = [];
    const callOff = machineTimers(milliseconds, () => ran.push('called off'));
    await new Promise<void>((resolve) => {
      machineTimers(milliseconds, () => ran.push('first'));
      machineTimers(milliseconds, resolve);
      callOff();
    });
    expect(ran).toEqual(['first']);
  });
});
