import type { EChartsOption, SeriesOption } from 'echarts';
import { attackLimits } from '../../validation/jointProbability/attackPlan.js';
import type { AttackReport, AttackRow } from '../../validation/jointProbability/simulateAttacks.js';
import type { Chart } from './chart.js';
import type { Page, PageTable } from './page.js';
import { colours, seriesColours } from './palette.js';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The power table: each prover at each length. */
export function powerTable({ rows }: AttackReport): PageTable {
  return {
    head: [
      'tokens',
      'prover',
      'noise (nats)',
      'mean Z',
      'std Z',
      'AUC',
      'AUC mean log',
      'refused',
      'warned',
      'replay luck',
    ],
    rows: rows.map((row) => [
      row.length,
      row.prover,
      row.noise,
      row.meanZ.toFixed(2),
      row.stdZ.toFixed(2),
      row.auc.toFixed(3),
      row.aucMeanLogProbability.toFixed(3),
      percent(row.refused),
      percent(row.warned),
      percent(row.agreement),
    ]),
  };
}

const world = ({ plan }: AttackReport): string =>
  `simulated: random logits, ${plan.runs} runs, k ${plan.k}, T ${plan.temperature}, seed ${plan.seed}`;

/** Z of honest, cheap and greedy answers of one length, with both thresholds. */
export function zChart(report: AttackReport, length: number): Chart {
  const rows = report.rows.filter((row) => row.length === length);
  const noise = Math.max(...report.plan.noises);
  const shown = rows.filter((row) => row.prover === 'honest' || row.noise === noise);
  const { threshold } = report.thresholds.find((one) => one.length === length)!;
  const colour = { honest: colours.honest, cheap: colours.fraud, greedy: colours.other };
  const nameOf = ({ prover }: AttackRow) => (prover === 'honest' ? 'honest' : `${prover}, noise ${noise} nats`);
  const limit = (at: number, text: string, align: 'left' | 'right') => ({
    xAxis: at,
    label: { formatter: `${text} ${at.toFixed(2)}`, rotate: 0, position: 'end' as const, align },
  });
  const option: EChartsOption = {
    legend: { data: shown.map(nameOf) },
    xAxis: { type: 'value', name: 'Z (standard deviations from what the proof expects)', nameGap: 32, scale: true },
    yAxis: { type: 'value', name: 'Share of answers (% per bin of 0.5)', nameGap: 48, min: 0 },
    series: [
      ...shown.map(
        (row): SeriesOption => ({
          name: nameOf(row),
          type: 'line',
          step: 'middle',
          showSymbol: false,
          lineStyle: { color: colour[row.prover], width: 2 },
          itemStyle: { color: colour[row.prover] },
          data: histogram(row.z, 0.5),
        }),
      ),
      {
        name: 'thresholds',
        type: 'line',
        data: [],
        markLine: {
          silent: true,
          symbol: 'none',
          data: [limit(threshold.lower, 'refused below', 'right'), limit(threshold.upper, 'warned above', 'left')],
        },
      },
    ],
  };
  return {
    name: `z-of-${length}-tokens`,
    title: `Joint probability of answers of ${length} tokens`,
    subtitle: world(report),
    option,
  };
}

function histogram(values: readonly number[], width: number): [number, number][] {
  const counts = new Map<number, number>();
  for (const value of values) {
    const bin = Math.round(value / width);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const bins = [...counts.keys()];
  const [first, last] = [Math.min(...bins) - 1, Math.max(...bins) + 1];
  return Array.from({ length: last - first + 1 }, (_, i): [number, number] => [
    (first + i) * width,
    (100 * (counts.get(first + i) ?? 0)) / values.length,
  ]);
}

const lengthAxis = ({ plan }: AttackReport) =>
  ({ type: 'category', name: 'Length of the answer (tokens)', nameGap: 32, data: plan.lengths.map(String) }) as const;

function lineOf(
  rows: readonly AttackRow[],
  name: string,
  colour: string,
  of: (row: AttackRow) => number,
): SeriesOption {
  return {
    name,
    type: 'line',
    symbol: 'circle',
    symbolSize: 7,
    lineStyle: { color: colour, width: 2 },
    itemStyle: { color: colour },
    data: rows.map(of),
  };
}

/** The share of each prover's answers that is refused, by length. */
export function powerChart(report: AttackReport): Chart {
  const { noises, level } = report.plan;
  const of = (prover: AttackRow['prover'], noise: number) =>
    report.rows.filter((row) => row.prover === prover && row.noise === noise);
  const cheapColours = seriesColours.slice(1);
  const refused = (row: AttackRow) => 100 * row.refused;
  const series = [
    lineOf(of('honest', 0), 'honest', colours.honest, refused),
    ...noises.map((noise, i) =>
      lineOf(of('cheap', noise), `cheap, noise ${noise} nats`, cheapColours[i % cheapColours.length]!, refused),
    ),
  ];
  return {
    name: 'power',
    title: 'Cheap models found by the joint probability',
    subtitle: `${percent(level)} of honest answers may be refused; ${world(report)}`,
    option: {
      legend: { data: series.map(({ name }) => String(name)) },
      xAxis: lengthAxis(report),
      yAxis: { type: 'value', name: 'Refused (%)', nameGap: 48, min: 0, max: 100 },
      series,
    },
  };
}

/** How well Z parts cheap from honest, beside the mean log probability. */
export function separationChart(report: AttackReport): Chart {
  const noise = Math.max(...report.plan.noises);
  const rows = report.rows.filter((row) => row.prover === 'cheap' && row.noise === noise);
  const series = [
    lineOf(rows, 'Z', colours.exact, ({ auc }) => auc),
    lineOf(rows, 'mean log probability', colours.muted, ({ aucMeanLogProbability }) => aucMeanLogProbability),
  ];
  return {
    name: 'separation',
    title: `Cheap (noise ${noise} nats) against honest: Z and the mean log probability`,
    subtitle: `0.5 tells nothing, 1 tells all; ${world(report)}`,
    option: {
      legend: { data: ['Z', 'mean log probability'] },
      xAxis: lengthAxis(report),
      yAxis: { type: 'value', name: 'Area under the ROC curve', nameGap: 48, min: 0.4, max: 1 },
      series,
    },
  };
}

/** The page of a simulation: pictures, limits, table. */
export function preproofPage(report: AttackReport): Page {
  const { lengths, noises } = report.plan;
  return {
    title: 'Joint probability against the pre-fill attack',
    text: [
      'A cheap model writes the answer, the full model proves it. Z says how likely the tokens are under the proof they come with.',
      ...attackLimits,
    ],
    sections: [
      { chart: powerChart(report) },
      ...(noises.length === 0 ? [] : [{ chart: separationChart(report) }]),
      ...lengths.map((length) => ({ chart: zChart(report, length) })),
      { heading: 'All figures', table: powerTable(report) },
    ],
  };
}
