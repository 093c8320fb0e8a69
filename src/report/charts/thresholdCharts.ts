import type { EChartsOption, SeriesOption } from 'echarts';
import { ascending, quantileOfSorted } from '../../validation/statistics.js';
import type { CurvePoint } from '../../validation/thresholds/boundCurve.js';
import type { ThresholdReport } from '../../validation/thresholds/computeThresholds.js';
import { type Verdict, verdictOf } from '../../validation/thresholds/metrics.js';
import type { Sample, SampleClass } from '../../validation/thresholds/sampleFile.js';
import type { Chart } from './chart.js';
import { colours } from './palette.js';

const verdicts: readonly Verdict[] = ['accepted', 'questionable', 'fraud'];
const verdictColours = { accepted: colours.honest, questionable: colours.questionable, fraud: colours.fraud };

/** More points than this are thinned out evenly: a picture shows no more, and its file stays small. */
const mostPoints = 3000;

function thinned<T>(list: readonly T[]): readonly T[] {
  if (list.length <= mostPoints) return list;
  return Array.from({ length: mostPoints }, (_, i) => list[Math.floor((i * list.length) / mostPoints)]!);
}

const distanceAxis = { type: 'value', name: 'Distance', min: 0, nameGap: 52, axisLine: { onZero: false } } as const;

/** Both bounds as lines across a picture whose y axis shows distances. They are near each other, so one label names both. */
const boundLines = (
  { bounds: { lower, upper } }: ThresholdReport,
  position: 'insideEndTop' | 'insideStartTop' = 'insideEndTop',
): SeriesOption => ({
  name: 'bounds',
  type: 'scatter',
  data: [],
  markLine: {
    silent: true,
    symbol: 'none',
    precision: 8,
    data: [
      { yAxis: lower, label: { show: false } },
      {
        yAxis: upper,
        label: { formatter: `bounds ${lower.toFixed(6)} and ${upper.toFixed(6)}`, position },
      },
    ],
  },
});

/** How the answers of one class are judged: counts, and each distance in the order of its record. */
export function classificationChart(report: ThresholdReport, wanted: SampleClass): Chart {
  const samples = report.samples.filter((sample) => sample.class === wanted);
  const judged = samples.map((sample, index) => ({
    index,
    sample,
    verdict: verdictOf(sample.distance, report.bounds),
  }));
  const counts = verdicts.map((verdict) => judged.filter((one) => one.verdict === verdict).length);
  const shown = thinned(judged);
  const option: EChartsOption = {
    grid: [
      { left: 84, width: 270, top: 86, bottom: 92 },
      { left: 450, right: 40, top: 86, bottom: 92 },
    ],
    legend: { data: [...verdicts] },
    xAxis: [
      {
        type: 'category',
        data: [...verdicts],
        name: 'Verdict',
        nameGap: 32,
        gridIndex: 0,
        axisLabel: { interval: 0 },
      },
      { type: 'value', name: 'Record', nameGap: 32, gridIndex: 1, min: 0, max: Math.max(1, samples.length) },
    ],
    yAxis: [
      { type: 'value', name: 'Answers', nameGap: 52, gridIndex: 0 },
      { ...distanceAxis, gridIndex: 1 },
    ],
    series: [
      {
        name: 'counts',
        type: 'bar',
        barWidth: '60%',
        data: verdicts.map((verdict, i) => ({ value: counts[i]!, itemStyle: { color: verdictColours[verdict] } })),
        label: { show: true, position: 'top', formatter: ({ value }) => shareText(Number(value), samples.length) },
      },
      ...verdicts.map(
        (verdict): SeriesOption => ({
          name: verdict,
          type: 'scatter',
          xAxisIndex: 1,
          yAxisIndex: 1,
          symbolSize: 4,
          itemStyle: { color: verdictColours[verdict], opacity: 0.75 },
          data: shown.filter((one) => one.verdict === verdict).map(({ index, sample }) => [index, sample.distance]),
        }),
      ),
      { ...boundLines(report), xAxisIndex: 1, yAxisIndex: 1 } as SeriesOption,
    ],
  };
  return {
    name: `${wanted}-classification`,
    title: `${wanted === 'honest' ? 'Honest' : 'Fraud'} answers and their verdicts`,
    subtitle: `${samples.length} answers${shown.length < samples.length ? `, ${shown.length} of them drawn` : ''}; ${boundsText(report)}`,
    option,
  };
}

const shareText = (count: number, of: number): string =>
  `${count}${of === 0 ? '' : ` (${((100 * count) / of).toFixed(1)} %)`}`;

const boundsText = ({ bounds }: ThresholdReport): string =>
  `lower bound ${bounds.lower.toFixed(6)}, upper bound ${bounds.upper.toFixed(6)}`;

/** Length of the answers against their distance: short answers are shrunk by the distance itself. */
export function lengthChart(report: ThresholdReport): Chart {
  const shown = thinned(report.samples);
  const points = (wanted: SampleClass): SeriesOption => ({
    name: wanted,
    type: 'scatter',
    symbolSize: 4,
    itemStyle: { color: colours[wanted], opacity: 0.6 },
    data: shown.filter((one) => one.class === wanted).map(({ length, distance }) => [length, distance]),
  });
  return {
    name: 'length-against-distance',
    title: 'Length of the answer against distance',
    subtitle: `${report.samples.length} answers${shown.length < report.samples.length ? `, ${shown.length} of them drawn` : ''}`,
    option: {
      legend: { data: ['honest', 'fraud'] },
      xAxis: { type: 'value', name: 'Length (characters)', nameGap: 32 },
      yAxis: distanceAxis,
      series: [points('honest'), points('fraud'), boundLines(report)],
    },
  };
}

/** Distances of each hardware group: quartiles as a box, 1 % to 99 % as whiskers, single answers as points. */
export function groupChart(report: ThresholdReport): Chart {
  const { rows } = report.groups;
  const labels = rows.map(({ group, n }) => `${wrapped(group)}\n(n ${n})`);
  const byGroup = rows.map((row) => report.samples.filter((one) => one.class === row.class && one.group === row.group));
  const boxes: SeriesOption = {
    name: 'quartiles',
    type: 'boxplot',
    boxWidth: ['16%', '26%'],
    data: rows.map((row, i) => ({
      value: fiveNumbers(byGroup[i]!),
      itemStyle: { color: colours.surface, borderColor: colours[row.class], borderWidth: 2 },
    })),
  };
  const points = (wanted: SampleClass): SeriesOption => ({
    name: wanted,
    type: 'scatter',
    symbolSize: 3,
    xAxisIndex: 1,
    itemStyle: { color: colours[wanted], opacity: 0.5 },
    data: rows.flatMap((row, i) =>
      row.class === wanted ? thinned(byGroup[i]!).map(({ distance }, k) => [i + beside(k), distance]) : [],
    ),
  });
  return {
    name: 'hardware-groups',
    title: 'Distances by hardware group',
    subtitle: `box: quartiles; whiskers: 1 % to 99 %; difference of means ${report.groups.deltaMean.toFixed(6)}`,
    height: 560,
    option: {
      grid: { left: 84, right: 40, top: 86, bottom: 120 },
      legend: { data: ['honest', 'fraud'] },
      xAxis: [
        { type: 'category', data: labels, axisLabel: { interval: 0, lineHeight: 15 }, axisTick: { show: false } },
        { type: 'value', min: -0.5, max: rows.length - 0.5, show: false },
      ],
      yAxis: distanceAxis,
      series: [points('honest'), points('fraud'), boxes, boundLines(report, 'insideStartTop')],
    },
  };
}

/** Where the k-th point stands beside the middle of its group: a fixed low-discrepancy pattern, right of the box. */
const beside = (k: number): number => 0.22 + 0.16 * ((k * 0.618033988749895) % 1);

/** `honest_<model>_<gpu>vs<gpu>` on three lines. */
function wrapped(group: string): string {
  const [, sampleClass, model, hardware] = /^(honest|fraud)_(.+)_([^_]+)$/.exec(group) ?? [];
  return hardware === undefined ? group : `${sampleClass}\n${model}\n${hardware}`;
}

function fiveNumbers(samples: readonly Sample[]): number[] {
  const sorted = ascending(samples.map(({ distance }) => distance));
  return [0.01, 0.25, 0.5, 0.75, 0.99].map((q) => quantileOfSorted(sorted, q));
}

/** F1 and both rates over the grid of lower bounds, with the bounds that were found. */
export function f1Chart(report: ThresholdReport): Chart {
  const line = (name: string, colour: string, of: (point: CurvePoint) => number | null): SeriesOption => ({
    name,
    type: 'line',
    showSymbol: false,
    lineStyle: { color: colour, width: 2 },
    itemStyle: { color: colour },
    data: report.curve.map((point) => [point.lower, of(point)]),
  });
  const found = [
    ...(report.upstream === undefined ? [] : [{ name: 'no honest above', at: report.upstream.lower }]),
    ...(report.constrained === undefined
      ? []
      : [{ name: `at most ${100 * report.constrained.honestFalsePositives} % honest`, at: report.constrained.lower }]),
  ];
  return {
    name: 'f1-curve',
    title: 'F1, detection and false positives over the lower bound',
    subtitle: `in-sample; F1 ${(report.bounds.metrics.f1 ?? 0).toFixed(4)} at ${report.bounds.lower.toFixed(6)}`,
    option: {
      grid: { left: 84, right: 150, top: 122, bottom: 92 },
      legend: { data: ['F1', 'fraud detected', 'honest accused'] },
      xAxis: { type: 'value', name: 'Lower bound (distance)', nameGap: 32, min: 0 },
      yAxis: { type: 'value', name: 'Share', nameGap: 44, min: 0, max: 1 },
      series: [
        line('F1', colours.threshold, ({ f1 }) => f1),
        line('fraud detected', colours.fraud, ({ fraudDetectionRate }) => fraudDetectionRate),
        line('honest accused', colours.honest, ({ honestFalsePositiveRate }) => honestFalsePositiveRate),
        {
          name: 'found',
          type: 'line',
          data: [],
          markLine: {
            silent: true,
            symbol: 'none',
            precision: 8,
            data: found.map(({ name, at }, i) => ({
              xAxis: at,
              label: {
                formatter: `${name}: ${at.toFixed(6)}`,
                position: 'end',
                distance: [0, 4 + 16 * i],
                align: 'left',
              },
            })),
          },
        },
      ],
    },
  };
}

/** All pictures of a threshold, in the order of seed 0. */
export const thresholdCharts = (report: ThresholdReport): Chart[] => [
  classificationChart(report, 'honest'),
  classificationChart(report, 'fraud'),
  lengthChart(report),
  groupChart(report),
  f1Chart(report),
];
