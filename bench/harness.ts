import { performance } from 'node:perf_hooks';

/** One way of doing the work. `prepare` is not timed; what it returns is given to `run`. */
export interface Contender<T> {
  readonly name: string;
  prepare?(): T | Promise<T>;
  run(ground: T): void | Promise<void>;
}

export interface BenchOptions {
  /** Rounds; in each one every contender runs once, in turn, so that a noisy moment hits all of them. */
  readonly rounds?: number;
  /** By how much a time is divided, for figures per block or per operation. */
  readonly per?: { readonly count: number; readonly unit: string };
  /** Figures to stand beside ours, in milliseconds: a goal, or what the chain's own node takes. */
  readonly beside?: Readonly<Record<string, number>>;
}

/** What a piece of work took, in milliseconds: by the clock, and of all processors together. */
interface Time {
  readonly wall: number;
  readonly cpu: number;
}

/** What the main thread was busy: neighbours on the machine lengthen the wall time, helper threads the processor's. */
const busy = ({ wall, cpu }: Time): number => Math.min(wall, cpu);

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/**
 * Times contenders side by side and prints the medians of each: busy time, wall time, and the ratio of busy time to that of
 * the first one, the baseline. Gates nothing: machines are noisy, ratios of one run are not.
 *
 * @returns the medians of busy time, in milliseconds
 */
export async function compare<T>(title: string, contenders: readonly Contender<T>[], options: BenchOptions = {}) {
  const { rounds = 7, per = { count: 1, unit: '' }, beside = {} } = options;
  const times = contenders.map((): Time[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      const ground = (await contender.prepare?.()) as T;
      const { wall, cpu } = await timed(() => contender.run(ground));
      if (round > 0) times[i]!.push({ wall: wall / per.count, cpu: cpu / per.count }); // the first round warms up
    }
  }
  const medians = times.map((each) => median(each.map(busy)));
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
  printBeside(medians.at(-1)!, beside, per.unit);
  return medians;
}

/** Prints a figure that follows from others, in milliseconds. */
export function derived(title: string, ours: number, beside: Readonly<Record<string, number>>): void {
  console.log(`\n${title}\n  ${'ours'.padEnd(44)} ${format(ours)}`);
  printBeside(ours, beside);
}

function printBeside(ours: number, beside: Readonly<Record<string, number>>, unit = ''): void {
  for (const [name, figure] of Object.entries(beside)) {
    console.log(
      `  ${name.padEnd(44)} ${format(figure)}${unit.padEnd(8)} ours takes ${(ours / figure).toFixed(2)} of it`,
    );
  }
}

async function timed(work: () => void | Promise<void>): Promise<Time> {
  const before = process.cpuUsage();
  const start = performance.now();
  await work();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: (user + system) / 1000 };
}

function format(milliseconds: number): string {
  const text =
    milliseconds >= 1000
      ? `${(milliseconds / 1000).toFixed(2)} s `
      : milliseconds >= 1
        ? `${milliseconds.toFixed(2)} ms`
        : `${(milliseconds * 1000).toFixed(1)} us`;
  return text.padStart(12);
}
