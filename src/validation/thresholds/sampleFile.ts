import { compareAnswers, type DistanceName } from '../distance/distances.js';
import { topOf } from '../distance/position.js';
import { readRecords } from '../records/readRecords.js';
import type { ValidationRecord } from '../records/record.js';

export type SampleClass = 'honest' | 'fraud';

/** One compared record: what the threshold search, the plots and the proposal need of it. */
export interface Sample {
  readonly class: SampleClass;
  /** Hardware group, for example `honest_Qwen3-30B_1xH100vs2x3090`. */
  readonly group: string;
  /** Place in its file, counted over kept records from 0 on. */
  readonly index: number;
  readonly distance: number;
  readonly matchesRatio: number;
  /** Characters of the answer. */
  readonly length: number;
  readonly language: string;
  readonly temperature: number | undefined;
}

/** A file of records, compared. */
export interface SampleFile {
  readonly file: string;
  readonly class: SampleClass;
  readonly group: string;
  readonly samples: readonly Sample[];
  /** Records without a finite distance: other length or tokens, an empty answer or position, not validated yet. */
  readonly dropped: number;
}

export interface SampleOptions {
  readonly distance?: DistanceName;
  /** Compare only this many most likely tokens of each position. */
  readonly topK?: number | undefined;
}

/**
 * Reads a file of records and compares each (`process_data` upstream). Only numbers are kept, not the answers.
 *
 * @throws recordInvalid at the first line that is not a record
 */
export async function readSamples(
  file: string,
  sampleClass: SampleClass,
  group: string,
  options: SampleOptions = {},
): Promise<SampleFile> {
  const samples: Sample[] = [];
  let dropped = 0;
  for await (const { record } of readRecords(file)) {
    const compared = compareRecord(record, options);
    if (compared === undefined) {
      dropped++;
      continue;
    }
    samples.push({
      class: sampleClass,
      group,
      index: samples.length,
      ...compared,
      length: [...record.inference.text].length,
      language: record.language,
      temperature: record.requestParams?.temperature,
    });
  }
  return { file, class: sampleClass, group, samples, dropped };
}

/** The distance of a record, or undefined when it has none. */
function compareRecord({ inference, validation }: ValidationRecord, { distance, topK }: SampleOptions) {
  if (validation === undefined || (inference.positions[0]?.candidates.length ?? 0) === 0) return undefined;
  const trimmed = (positions: typeof inference.positions) =>
    topK === undefined ? positions : positions.map((position) => topOf(position, topK));
  const comparison = compareAnswers(trimmed(inference.positions), trimmed(validation.positions), distance);
  if (comparison.kind !== 'similarity' || !Number.isFinite(comparison.distance)) return undefined;
  return { distance: comparison.distance, matchesRatio: comparison.matchesRatio };
}
