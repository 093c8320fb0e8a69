import { performance } from 'node:perf_hooks';

/** What a piece of work took, in milliseconds: by the clock, and of all processors together. */
export interface Time {
  readonly wall: number;
  readonly cpu: number;
}

/** What the main thread was busy: neighbours on the machine lengthen the wall time, helper threads the processor's. */
export const busy = ({ wall, cpu }: Time): number => Math.min(wall, cpu);

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Does a piece of work once. */
export async function timed(work: () => unknown): Promise<Time> {
  const before = process.cpuUsage();
  const start = performance.now();
  await work();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: (user + system) / 1000 };
}

const units = [
  { name: 's ', size: 1000, digits: 2 },
  { name: 'ms', size: 1, digits: 2 },
  { name: 'us', size: 1e-3, digits: 2 },
  { name: 'ns', size: 1e-6, digits: 1 },
] as const;

/** Milliseconds as a text of twelve characters. */
export function format(milliseconds: number): string {
  const { name, size, digits } = units.find((unit) => milliseconds >= unit.size) ?? units[3];
  return `${(milliseconds / size).toFixed(digits)} ${name}`.padStart(12);
}
