import { busy, format, median, type Time, timed } from './timing.js';
import { factorOf, type Reading, startYardstick } from './yardstick.js';

/** One way of doing the work. `prepare` is not timed; what it returns is given to `run`. */
export interface Contender<T> {
  readonly name: string;
  prepare?(): T | Promise<T>;
  run(ground: T): void | Promise<void>;
}

/** Figures to stand beside ours, in milliseconds. */
export interface Beside {
  /** From the reference machine: a goal, or what the chain's own node takes. */
  readonly beside?: Readonly<Record<string, number>>;
  /** From this machine and this run. */
  readonly besideHere?: Readonly<Record<string, number>>;
}

export interface BenchOptions extends Beside {
  /** Rounds; in each one every contender runs once, in turn, so that a noisy moment hits all of them. */
  readonly rounds?: number;
  /** By how much a time is divided, for figures per block or per operation. */
  readonly per?: { readonly count: number; readonly unit: string };
}

/** A figure in milliseconds, and how many times the reference machine's time this one took meanwhile. */
export interface Figure {
  readonly ours: number;
  readonly factor: number;
}

/** For `compare`, and for those who do their rounds themselves. */
export const yardstick = startYardstick();

/**
 * Times contenders side by side and prints the medians of each: busy time, wall time, and the ratio of busy time to that of
 * the first one, the baseline. Gates nothing: machines are noisy, ratios of one run are not.
 *
 * The machine's yardstick is read once a round.
 *
 * @returns the medians of busy time, in milliseconds, and the factor of the yardstick
 */
export async function compare<T>(title: string, contenders: readonly Contender<T>[], options: BenchOptions = {}) {
  const { rounds = 7, per = { count: 1, unit: '' } } = options;
  const times = contenders.map((): Time[] => []);
  const readings: Reading[] = [];
  for (let round = 0; round <= rounds; round++) {
    readings.push(await yardstick.read());
    for (const [i, contender] of contenders.entries()) {
      const ground = (await contender.prepare?.()) as T;
      const { wall, cpu } = await timed(() => contender.run(ground));
      if (round > 0) times[i]!.push({ wall: wall / per.count, cpu: cpu / per.count }); // the first round warms up
    }
  }
  const medians = times.map((each) => median(each.map(busy)));
  const factor = factorOf(readings.slice(1));
  console.log(`\n${title}`);
  contenders.forEach(({ name }, i) => {
    const all = times[i]!.map(busy);
    const spread = `spread ${(Math.max(...all) / Math.min(...all)).toFixed(1)}`;
    const wall = `(wall ${format(median(times[i]!.map((time) => time.wall))).trim()})`;
    const ratio = i === 0 ? 'baseline' : `${(medians[0]! / medians[i]!).toFixed(2)}x the baseline's speed`;
    console.log(
      `  ${name.padEnd(44)} ${format(medians[i]!)}${per.unit.padEnd(8)} ${wall.padEnd(17)} ${spread}  ${ratio}`,
    );
  });
  printBeside({ ours: medians.at(-1)!, factor }, options, per.unit);
  return { medians, factor };
}

/** Prints a figure that follows from others. */
export function derived(title: string, figure: Figure, beside: Beside): void {
  console.log(`\n${title}\n  ${'ours'.padEnd(44)} ${format(figure.ours)}`);
  printBeside(figure, beside);
}

function printBeside({ ours, factor }: Figure, { beside = {}, besideHere = {} }: Beside, unit = ''): void {
  const print = (name: string, figure: number, andMore: string) => {
    const ratio = (ours / figure).toFixed(2);
    console.log(`  ${name.padEnd(44)} ${format(figure)}${unit.padEnd(8)} ours takes ${ratio} of it${andMore}`);
  };
  for (const [name, figure] of Object.entries(besideHere)) print(name, figure, '');
  for (const [name, figure] of Object.entries(beside)) {
    const there = (ours / factor / figure).toFixed(2);
    print(name, figure, `, ${there} by this machine's yardstick (${factor.toFixed(2)}x)`);
  }
}
