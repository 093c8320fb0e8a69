import type { ThresholdReport } from '../validation/thresholds/computeThresholds.js';
import type { HoldOut, MetricName } from '../validation/thresholds/holdOut.js';
import type { Metrics } from '../validation/thresholds/metrics.js';
import type { Page, PageTable } from './charts/page.js';
import { thresholdCharts } from './charts/thresholdCharts.js';

const six = (value: number): string => value.toFixed(6);
const percent = (share: number | null): string =>
  share === null || Number.isNaN(share) ? '–' : `${(100 * share).toFixed(2)} %`;
const four = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(4));

/** Bounds and what they do to the data they were found on, side by side where both modes were asked for. */
export function boundsTable({ upstream, constrained }: ThresholdReport): PageTable {
  const modes = [
    ...(upstream === undefined ? [] : [{ name: 'No honest answer above', found: upstream }]),
    ...(constrained === undefined
      ? []
      : [{ name: `At most ${100 * constrained.honestFalsePositives} % of honest answers`, found: constrained }]),
  ];
  const row = (name: string, of: (metrics: Metrics) => string) => [
    name,
    ...modes.map(({ found }) => of(found.metrics)),
  ];
  return {
    head: ['In-sample', ...modes.map(({ name }) => name)],
    rows: [
      ['Lower bound', ...modes.map(({ found }) => six(found.lower))],
      ['Upper bound', ...modes.map(({ found }) => six(found.upper))],
      ['ValidationThreshold (1 - lower)', ...modes.map(({ found }) => six(1 - found.lower))],
      row('F1', ({ f1 }) => four(f1 ?? 0)),
      row('Fraud detected (at or above lower)', ({ fraudDetectionRate }) => percent(fraudDetectionRate)),
      row('Fraud detected (above upper)', ({ fraudAboveUpperRate }) => percent(fraudAboveUpperRate)),
      row('Honest accused', ({ honestFalsePositiveRate }) => percent(honestFalsePositiveRate)),
      row('Questionable, honest', ({ honestQuestionableRate }) => percent(honestQuestionableRate)),
      row('Questionable, fraud', ({ fraudQuestionableRate }) => percent(fraudQuestionableRate)),
    ],
  };
}

/** Per hardware group count, mean, deviation and ends. */
export const groupsTable = ({ groups }: ThresholdReport): PageTable => ({
  head: ['Hardware group', 'n', 'mean', 'std', 'median', 'max'],
  rows: groups.rows.map(({ group, n, mean, std, median, max }) => [
    group,
    n,
    six(mean),
    six(std),
    six(median),
    six(max),
  ]),
});

/** What the bounds of a part of the data do to the rest, beside what they do to all of it. */
export function holdOutTable({ inSample, summary }: HoldOut): PageTable {
  const row = (name: string, metric: MetricName, of: (value: number) => string) => {
    const { mean, std } = summary[metric];
    return [name, of(inSample.metrics[metric] ?? Number.NaN), of(mean), of(std)];
  };
  return {
    head: ['', 'in-sample', 'held out, mean', 'std'],
    rows: [
      row('F1', 'f1', four),
      row('Fraud detected', 'fraudDetectionRate', percent),
      row('Honest accused', 'honestFalsePositiveRate', percent),
    ],
  };
}

const holdOutWords = ({ parameters, folds }: HoldOut): string =>
  `${folds.length} random splits, ${percent(parameters.trainFraction)} of each class for the search, seed ${parameters.seed}.`;

const method = (report: ThresholdReport): string =>
  `Distance \`${report.distance}\` between the token probabilities of inference and validation; ` +
  'the bound with the largest F1 among those that the honest answers allow.';

/** The page of a proposal: figures and all pictures. */
export function proposalPage(report: ThresholdReport, model: string): Page {
  const [honest, fraud, length, groups, curve] = thresholdCharts(report);
  return {
    title: `Validation threshold of ${model}`,
    text: [method(report).replaceAll('`', ''), ...report.warnings.map((warning) => `Warning: ${warning}.`)],
    sections: [
      { heading: 'Bounds', table: boundsTable(report) },
      ...(report.holdOut === undefined
        ? []
        : [{ heading: 'Hold-out', text: [holdOutWords(report.holdOut)], table: holdOutTable(report.holdOut) }]),
      { heading: 'Classification', chart: honest! },
      { chart: fraud! },
      { heading: 'Length', chart: length! },
      { heading: 'Hardware', chart: groups!, table: groupsTable(report) },
      { heading: 'Choice of the bound', chart: curve! },
    ],
  };
}

/** README.md of a model proposal (seed 0, "Directory Structure"): parameters and results, to be voted on. */
export function proposalReadme(report: ThresholdReport, model: string): string {
  const { bounds, files, groups, holdOut, warnings } = report;
  const picture = (name: string, words: string) => `![${words}](plots/${name}.svg)`;
  const parts = [
    `# Validation threshold of ${model}`,
    method(report),
    '## Parameters',
    bullets([
      `\`ValidationThreshold\`: **${six(1 - bounds.lower)}** (1 - lower bound)`,
      `lower bound: **${six(bounds.lower)}**`,
      `upper bound: **${six(bounds.upper)}**`,
    ]),
    '## Results',
    markdownTable(boundsTable(report)),
    ...(holdOut === undefined ? [] : ['### Hold-out', holdOutWords(holdOut), markdownTable(holdOutTable(holdOut))]),
    '### Hardware groups',
    markdownTable(groupsTable(report)),
    `Difference of means (fraud - honest): ${six(groups.deltaMean)}. Standard deviations: ${groups.stdRange.map(six).join(' to ')}.`,
    ...(warnings.length === 0 ? [] : ['### Warnings', bullets(warnings)]),
    '## Data',
    markdownTable({
      head: ['File', 'class', 'used', 'dropped'],
      rows: files.map((file) => [file.file, file.class, file.kept, file.dropped]),
    }),
    'One line per answer: [data/distances.jsonl](data/distances.jsonl). All figures: [thresholds.json](thresholds.json).',
    '## Plots',
    picture('honest-classification', 'Honest answers and their verdicts'),
    picture('fraud-classification', 'Fraud answers and their verdicts'),
    picture('length-against-distance', 'Length of the answer against distance'),
    picture('hardware-groups', 'Distances by hardware group'),
    picture('f1-curve', 'F1, detection and false positives over the lower bound'),
    'All of them on one page, without network: [plots/index.html](plots/index.html).',
  ];
  return `${parts.join('\n\n')}\n`;
}

const bullets = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

const markdownTable = ({ head, rows }: PageTable): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
