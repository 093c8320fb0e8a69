import { basket, type Operation } from './basket.js';
import { busy, timed } from './timing.js';
import type { Taken } from './yardstick.js';

// The yardstick's process: does the basket once whenever it is asked to.

/** So often before the first reading, until the engine has compiled what takes its time in JavaScript. */
let warmUps = 10;

/** Milliseconds of the reference machine for which an operation goes on: long enough for the clock, short enough for a round. */
const stretch = 0.1;

let used = 0;

async function take({ group, name, reference, run }: Operation): Promise<Taken> {
  const count = Math.ceil(stretch / reference);
  const time = await timed(() => {
    for (let i = 0; i < count; i++) used += run();
  });
  return { group, name, reference, here: busy(time) / count };
}

async function takeAll(): Promise<readonly Taken[]> {
  const reading: Taken[] = [];
  for (const operation of basket) reading.push(await take(operation));
  if (!(used > 0)) throw new Error('nothing was done');
  return reading;
}

process.on('message', async () => {
  for (; warmUps > 0; warmUps--) await takeAll();
  process.send!(await takeAll());
});
