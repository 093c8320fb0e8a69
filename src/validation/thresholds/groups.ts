import { type Description, describeSample } from '../statistics.js';
import type { Sample, SampleClass } from './sampleFile.js';

/** Distances of one hardware group. */
export interface GroupRow extends Description {
  readonly group: string;
  readonly class: SampleClass;
}

/** Per group mean, deviation and count, and how far the classes are apart. */
export interface GroupTable {
  readonly rows: readonly GroupRow[];
  /** Mean of all fraud distances less mean of all honest ones. */
  readonly deltaMean: number;
  /** Smallest and largest standard deviation of a group. */
  readonly stdRange: readonly [number, number];
}

/** Describes each hardware group, honest ones first, in the order in which they were read. */
export function groupTable(samples: readonly Sample[]): GroupTable {
  const byGroup = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = `${sample.class}\n${sample.group}`;
    const list = byGroup.get(key);
    if (list === undefined) byGroup.set(key, [sample]);
    else list.push(sample);
  }
  const rows = [...byGroup.values()]
    .map((list): GroupRow => {
      const { group, class: sampleClass } = list[0]!;
      return { group, class: sampleClass, ...describeSample(list.map(({ distance }) => distance)) };
    })
    .sort((a, b) => Number(a.class === 'fraud') - Number(b.class === 'fraud'));
  const meanOf = (wanted: SampleClass) =>
    describeSample(samples.filter((one) => one.class === wanted).map(({ distance }) => distance)).mean;
  const stds = rows.map(({ std }) => std);
  return { rows, deltaMean: meanOf('fraud') - meanOf('honest'), stdRange: [Math.min(...stds), Math.max(...stds)] };
}
