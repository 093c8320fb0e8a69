import { fork } from 'node:child_process';
import { join } from 'node:path';
import { median } from './timing.js';

// How much longer this machine takes than the one on which targets and the real node's times were measured. Both differ by the
// model and by the hour, so it is found out beside the work.

/** An operation's time there and here, in milliseconds. */
export interface Taken {
  readonly group: string;
  readonly name: string;
  readonly reference: number;
  readonly here: number;
}

/** The whole basket, done once. */
export type Reading = readonly Taken[];

export interface Yardstick {
  read(): Promise<Reading>;
}

/** A process of its own, because neither is to clear up the other's garbage; it ends with this one. */
export function startYardstick(): Yardstick {
  const child = fork(join(import.meta.dirname, 'basketProcess.js'), { execArgv: [] });
  child.unref();
  child.channel!.unref();
  return {
    read: () =>
      new Promise((settle, reject) => {
        const ended = (code: number | null) => reject(new Error(`the yardstick ended with ${code}`));
        child.channel!.ref();
        child.once('exit', ended);
        child.once('message', (reading) => {
          child.off('exit', ended);
          child.channel!.unref();
          settle(reading as Reading);
        });
        child.send('read');
      }),
  };
}

/** The median of each operation. */
export const medianOf = (readings: readonly Reading[]): Reading =>
  readings[0]!.map((taken, i) => ({ ...taken, here: median(readings.map((reading) => reading[i]!.here)) }));

const geometricMean = (ratios: readonly number[]): number =>
  Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);

/** How many times the reference machine's time this one takes, for each group. */
export function groupFactors(reading: Reading): ReadonlyMap<string, number> {
  const groups = [...new Set(reading.map(({ group }) => group))];
  const ratiosIn = (name: string) =>
    reading.filter(({ group }) => group === name).map(({ here, reference }) => here / reference);
  return new Map(groups.map((group) => [group, geometricMean(ratiosIn(group))]));
}

/** How many times the reference machine's time this one takes: every group has the same say, however many stand in it. */
export const factorOf = (readings: readonly Reading[]): number =>
  geometricMean([...groupFactors(medianOf(readings)).values()]);
