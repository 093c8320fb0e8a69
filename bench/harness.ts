import { arch, cpus } from 'node:os';

/** One line of a bench: what was measured, against what in the same run, and what we aim at. */
export interface BenchRow {
  readonly name: string;
  /** Milliseconds of each round. */
  readonly rounds: readonly number[];
  /** The same work done the plain way, in this very run. */
  readonly baseline?: { readonly name: string; readonly rounds: readonly number[] };
  /** Milliseconds to reach (reference/performance.md, conclusions (b) and section 11). */
  readonly goal?: number;
  /** Milliseconds of the deployed chain's own Go code on such a machine (section 11). */
  readonly go?: number;
}

export interface MeasureOptions {
  /** Rounds that count, at least five. */
  readonly rounds?: number;
  /** Repetitions within a round, for work too short to time alone; the result is that of one. */
  readonly times?: number;
  /** Done before each round, untimed. */
  readonly prepare?: () => void | Promise<void>;
}

const warmUps = 2;

/** Times some work, after two rounds that warm up. */
export async function measure(
  work: () => unknown,
  { rounds = 9, times = 1, prepare }: MeasureOptions = {},
): Promise<number[]> {
  const measured: number[] = [];
  for (let round = 0; round < Math.max(5, rounds) + warmUps; round++) {
    await prepare?.();
    const start = performance.now();
    for (let i = 0; i < times; i++) {
      const pending = work();
      if (pending instanceof Promise) await pending;
    }
    if (round >= warmUps) measured.push((performance.now() - start) / times);
  }
  return measured;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function shown(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return milliseconds >= 1 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds * 1000).toFixed(1)} us`;
}

const factor = (ratio: number): string => `${ratio.toFixed(ratio < 10 ? 1 : 0)}x`;

/** Prints a table: medians, spread, and how many times faster than each thing it is compared with. */
export function report(title: string, rows: readonly BenchRow[]): void {
  console.log(`\n${title} (node ${process.version}, ${arch()}, ${cpus().length} cpus)`);
  const header = ['work', 'median', 'min - max', 'against', 'goal', 'Go'];
  const lines = rows.map(({ name, rounds, baseline, goal, go }) => {
    const own = median(rounds);
    return [
      name,
      shown(own),
      `${shown(Math.min(...rounds))} - ${shown(Math.max(...rounds))}`,
      baseline ? `${factor(median(baseline.rounds) / own)} ${baseline.name}` : '',
      goal ? `${shown(goal)} ${own <= goal ? 'reached' : 'missed'}` : '',
      go ? `${shown(go)}, ${factor(go / own)}` : '',
    ];
  });
  const widths = header.map((_, i) => Math.max(...[header, ...lines].map((line) => line[i]!.length)));
  for (const line of [header, ...lines])
    console.log(
      line
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    );
}
