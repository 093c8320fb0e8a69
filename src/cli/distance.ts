import type { Command, Option } from 'commander';
import type { Comparison, DistanceName } from '../validation/distance/distances.js';
import type { ValidationRecord } from '../validation/records/record.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, verb, wholeNumber } from './flags.js';
import { openOutput } from './output.js';

interface DistanceFlags extends CommonFlags {
  readonly distance: DistanceName;
  readonly topK?: number;
}

/** The distances that a verb offers. */
export const distanceFlag = (): Option =>
  flag('--distance <name>', 'distance2 is the one of the proposals, chain the one of the API node')
    .choices(['distance2', 'chain', 'early', 'js'])
    .default('distance2');

/** `distance F`: how far inference and validation are apart, record by record. */
export function distanceVerb(done: (exitCode: number) => void): Command {
  return verb(
    'distance',
    'compare inference and validation of each record of a file',
    'gonka-sim distance X-fp8-1xH100___X-fp8-1xH100.jsonl --json -',
  )
    .argument('<file>', 'records, one JSON object a line')
    .addOption(distanceFlag())
    .addOption(flag('--top-k <n>', 'compare only the n most likely tokens of a position', wholeNumber(1)))
    .action(async (file: string, flags: DistanceFlags) => done(await distances(file, flags)));
}

async function distances(file: string, flags: DistanceFlags): Promise<number> {
  const { readRecords } = await import('../validation/records/readRecords.js');
  const { describeSample } = await import('../validation/statistics.js');
  const { plainTable } = await import('../report/plainTable.js');
  const compare = await comparer(flags);
  const output = openOutput(flags);
  try {
    const compared: number[] = [];
    const others = new Map<string, number>();
    for await (const { line, record } of readRecords(file)) {
      const row = compare(record);
      output.machine(JSON.stringify({ schema: 'gonka-sim/distance/1', line, language: record.language, ...row }));
      if (row.kind === 'similarity') compared.push(row.distance);
      else others.set(row.kind, (others.get(row.kind) ?? 0) + 1);
      output.progress(`record ${line}`);
    }
    if (compared.length > 0) {
      const { n, mean, std, min, median, max } = describeSample(compared);
      const columns = {
        records: 'right',
        mean: 'right',
        std: 'right',
        min: 'right',
        median: 'right',
        max: 'right',
      } as const;
      const figures = [mean, std, min, median, max].map((value) => value.toFixed(6));
      output.say(plainTable(columns, [[String(n), ...figures]], { colour: output.colour }));
    }
    for (const [kind, count] of others) output.say(`without a distance: ${count} ${words[kind as Odd['kind']]}`);
    if (compared.length + others.size === 0) output.say(`${file} holds no record`);
    return exit.success;
  } finally {
    output.close();
  }
}

/** What else a record may be: the seed's numbers for it are -1 and -1. */
type Odd = Exclude<Comparison, { kind: 'similarity' }> | { readonly kind: 'notValidated' | 'emptyAnswer' };

const words: Readonly<Record<Odd['kind'], string>> = {
  differentLength: 'of other length',
  differentTokens: 'with other tokens',
  notValidated: 'not validated yet',
  emptyAnswer: 'without tokens',
};

/** `distance` is null where there is nothing to compare. */
type Row =
  | Extract<Comparison, { kind: 'similarity' }>
  | (Odd & { readonly distance: -1 | null; readonly matchesRatio: -1 | null });

async function comparer({ distance, topK }: DistanceFlags): Promise<(record: ValidationRecord) => Row> {
  const { compareAnswers } = await import('../validation/distance/distances.js');
  const { topOf } = await import('../validation/distance/position.js');
  return ({ inference, validation }) => {
    if (validation === undefined) return { kind: 'notValidated', distance: null, matchesRatio: null };
    const [one, other] = [inference, validation].map(({ positions }) =>
      topK === undefined ? positions : positions.map((position) => topOf(position, topK)),
    );
    if ((one![0]?.candidates.length ?? 0) === 0 && one!.length === other!.length) {
      return { kind: 'emptyAnswer', distance: null, matchesRatio: null };
    }
    const comparison = compareAnswers(one!, other!, distance);
    if (comparison.kind === 'similarity') return comparison;
    return { ...comparison, distance: -1, matchesRatio: -1 };
  };
}
