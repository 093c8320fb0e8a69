import type { GroupTable } from './groups.js';
import type { HoldOut } from './holdOut.js';
import type { SampleFile } from './sampleFile.js';

/** Samples that a configuration should have at least (seed 0, best practices). */
export const enoughSamples = { honest: 1000, fraud: 200 } as const;

/** Languages that prompts should cover, under the names of the prompt files. */
export const promptLanguages = ['en', 'sp', 'ch', 'hi', 'ar'] as const;

const highTemperature = 0.99;
const percent = (share: number) => `${(100 * share).toFixed(2)} %`;

/** What a voter should know about data that fall short of seed 0's best practices; empty when nothing does. */
export function practiceWarnings(files: readonly SampleFile[], groups: GroupTable, held?: HoldOut): string[] {
  const honest = files.filter((file) => file.class === 'honest');
  return [
    ...tooFew(groups),
    ...temperatures(honest),
    ...hardware(groups),
    ...languages(honest),
    ...droppedRecords(files),
    ...optimism(held),
  ];
}

const tooFew = ({ rows }: GroupTable): string[] =>
  rows
    .filter((row) => row.n < enoughSamples[row.class])
    .map((row) => `${row.group}: ${row.n} samples; at least ${enoughSamples[row.class]} ${row.class} ones are advised`);

function temperatures(honest: readonly SampleFile[]): string[] {
  const known = honest.flatMap(({ samples }) => samples.flatMap(({ temperature }) => temperature ?? []));
  if (known.length === 0 || known.some((value) => value >= highTemperature)) return [];
  return [`no honest run at temperature ${highTemperature} or above: honest distances may vary more in use`];
}

const hardware = ({ rows }: GroupTable): string[] =>
  rows.filter((row) => row.class === 'honest').length < 2
    ? ['one honest hardware group only: a threshold may not hold on other GPUs']
    : [];

function languages(honest: readonly SampleFile[]): string[] {
  const seen = new Set(honest.flatMap(({ samples }) => samples.map(({ language }) => language)));
  const missing = promptLanguages.filter((language) => !seen.has(language));
  return missing.length === 0 ? [] : [`no honest prompts in: ${missing.join(', ')}`];
}

const droppedRecords = (files: readonly SampleFile[]): string[] =>
  files
    .filter(({ dropped }) => dropped > 0)
    .map(({ file, dropped, samples }) => `${file}: dropped ${dropped} / ${dropped + samples.length} items`);

function optimism(held: HoldOut | undefined): string[] {
  if (held === undefined) return [];
  const failed = held.folds.filter(({ bounds }) => bounds === undefined).length;
  const accused = held.summary.honestFalsePositiveRate.mean;
  return [
    ...(failed > 0 ? [`${failed} of ${held.folds.length} hold-out folds found no bounds`] : []),
    ...(accused > 0 ? [`${percent(accused)} of held-out honest answers would be accused`] : []),
  ];
}
