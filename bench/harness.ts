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

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/**
 * Times contenders side by side and prints the median of each, with its ratio to the first one, the baseline.
 * Gates nothing: machines are noisy, ratios of one run are not.
 */
export async function compare<T>(title: string, contenders: readonly Contender<T>[], options: BenchOptions = {}) {
  const { rounds = 7, per = { count: 1, unit: '' }, beside = {} } = options;
  const times = contenders.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      const ground = (await contender.prepare?.()) as T;
      const start = performance.now();
      await contender.run(ground);
      const time = performance.now() - start;
      if (round > 0) times[i]!.push(time / per.count); // the first round warms up
    }
  }
  const medians = times.map(median);
  console.log(`\n${title}`);
  contenders.forEach(({ name }, i) => {
    const spread = Math.max(...times[i]!) / Math.min(...times[i]!);
    const ratio = i === 0 ? 'baseline' : `${(medians[0]! / medians[i]!).toFixed(2)}x the baseline's speed`;
    console.log(
      `  ${name.padEnd(44)} ${format(medians[i]!)}${per.unit.padEnd(10)} spread ${spread.toFixed(1)}  ${ratio}`,
    );
  });
  const ours = medians.at(-1)!;
  for (const [name, figure] of Object.entries(beside)) {
    console.log(
      `  ${name.padEnd(44)} ${format(figure)}${per.unit.padEnd(10)} ours takes ${(ours / figure).toFixed(2)} of it`,
    );
  }
  return medians;
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
