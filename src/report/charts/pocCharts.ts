import type { Calibration } from '../../validation/poc/calibrate.js';
import type { RunPair } from '../../validation/poc/pairs.js';
import { ascending, countBelow } from '../../validation/statistics.js';
import type { Chart } from './chart.js';
import { colours, heatScale, labelOn } from './palette.js';

const distanceAxis = { type: 'value', name: 'L2 distance of two vectors', nameGap: 34, min: 0 } as const;

/** Mean distance of every pair of runs, as a table of colours. */
export function distanceHeatMap(pairs: readonly RunPair[]): Chart {
  const names = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const most = Math.max(...pairs.map(({ mean }) => mean));
  const cells = pairs.flatMap(({ a, b, mean, max }) => {
    const [x, y] = [names.indexOf(a), names.indexOf(b)];
    const label = { color: labelOn(mean / most), formatter: `${mean.toFixed(4)}\n{rest|max ${max.toFixed(3)}}` };
    return [
      { value: [x, y, mean], label },
      { value: [y, x, mean], label },
    ];
  });
  const runs = { type: 'category', data: names, axisLabel: { interval: 0 }, splitLine: { show: false } } as const;
  const side = Math.max(names.length, 3);
  return {
    name: 'poc-heat-map',
    title: 'How far apart machines are',
    subtitle: `Mean L2 distance of their vectors, ${pairs[0]?.nonces.length ?? 0} nonces a pair`,
    width: 960,
    height: 250 + 62 * side,
    option: {
      grid: { left: 190, right: 40, top: 86, bottom: 150 },
      xAxis: { ...runs, axisLabel: { interval: 0, rotate: 30 } },
      yAxis: { ...runs, inverse: true },
      visualMap: {
        min: 0,
        max: most,
        calculable: false,
        orient: 'horizontal',
        left: 'center',
        bottom: 12,
        precision: 3,
        inRange: { color: [...heatScale] },
        text: [`${most.toFixed(3)} mean L2 distance`, '0'],
      },
      series: [
        {
          type: 'heatmap',
          name: 'mean distance',
          data: cells,
          label: { show: true, fontSize: 12, lineHeight: 16, rich: { rest: { fontSize: 10, color: 'inherit' } } },
          itemStyle: { borderColor: colours.surface, borderWidth: 2 },
        },
      ],
    },
  };
}

interface Classes {
  readonly honest: readonly number[];
  readonly cheater: readonly number[];
}

const classesOf = (pairs: readonly RunPair[]): Classes => {
  const distances = (cheater: boolean) =>
    pairs.filter((pair) => pair.cheater === cheater).flatMap((pair) => pair.distances);
  return { honest: ascending(distances(false)), cheater: ascending(distances(true)) };
};

const bins = 80;

/** Distances of honest pairs and of those with a cheater, side by side, and where the threshold cuts. */
export function separationChart(pairs: readonly RunPair[], { distThreshold, percentile }: Calibration): Chart {
  const { honest, cheater } = classesOf(pairs);
  const end = Math.max(honest.at(-1) ?? 0, cheater.at(-1) ?? 0);
  const width = end / bins;
  const shares = (sorted: readonly number[]) =>
    Array.from({ length: bins }, (_, i) => {
      const inside =
        countBelow(sorted, i === bins - 1 ? Number.POSITIVE_INFINITY : (i + 1) * width) - countBelow(sorted, i * width);
      return [(i + 0.5) * width, (100 * inside) / sorted.length] as const;
    });
  const series = (name: string, sorted: readonly number[], color: string) => ({
    name: `${name} (${sorted.length})`,
    type: 'line' as const,
    step: 'middle' as const,
    data: shares(sorted).map((point) => [...point]),
    color,
    areaStyle: { opacity: 0.25 },
  });
  const cut = {
    silent: true,
    symbol: 'none',
    data: [
      {
        xAxis: distThreshold,
        label: { formatter: `threshold ${distThreshold.toFixed(6)} (${percentile}th percentile)` },
      },
    ],
  };
  return {
    name: 'poc-separation',
    title: 'Honest machines and cheaters',
    subtitle: 'Distances of the vectors of two machines, nonce by nonce',
    option: {
      legend: {},
      xAxis: { ...distanceAxis, max: Number(end.toPrecision(2)) },
      yAxis: { type: 'value', name: `% of distances, per ${width.toPrecision(2)}`, nameGap: 44 },
      series: [
        { ...series('honest pairs', honest, colours.honest), markLine: cut },
        ...(cheater.length === 0 ? [] : [series('pairs with a cheater', cheater, colours.fraud)]),
      ],
    },
  };
}

/** A threshold that someone uses, to be marked in a picture. */
export interface NamedThreshold {
  readonly name: string;
  readonly value: number;
}

/** Which share of vectors any threshold would count as mismatches: honest ones, which it should not, and a cheater's. */
export function thresholdChart(pairs: readonly RunPair[], marks: readonly NamedThreshold[]): Chart {
  const { honest, cheater } = classesOf(pairs);
  const end = Math.max(honest.at(-1) ?? 0, cheater.at(-1) ?? 0, ...marks.map(({ value }) => value));
  const above = (sorted: readonly number[]) =>
    Array.from({ length: 401 }, (_, i) => {
      const threshold = (i / 400) * end;
      return [threshold, (100 * (sorted.length - countBelow(sorted, threshold))) / sorted.length];
    });
  const lines = marks.map(({ name, value }, i) => ({
    xAxis: value,
    label: {
      formatter: `${name} ${Number(value.toFixed(6))}`,
      position: 'end' as const,
      distance: [0, 8 + 16 * (i % 3)],
    },
  }));
  const line = (name: string, sorted: readonly number[], color: string) => ({
    name,
    type: 'line' as const,
    data: above(sorted),
    color,
  });
  return {
    name: 'poc-thresholds',
    title: 'What a threshold counts',
    subtitle:
      'Share of vectors whose distance is above it: what the test expects of the honest, and what it finds of a cheater',
    option: {
      grid: { left: 84, right: 40, top: 140, bottom: 92 },
      legend: {},
      xAxis: { ...distanceAxis, name: 'Threshold (L2 distance)', max: Number(end.toPrecision(2)) },
      yAxis: { type: 'value', name: '% of vectors above', min: 0, max: 100, nameGap: 44 },
      series: [
        {
          ...line('honest pairs', honest, colours.honest),
          markLine: { silent: true, symbol: 'none', data: lines },
        },
        ...(cheater.length === 0 ? [] : [line('pairs with a cheater', cheater, colours.fraud)]),
      ],
    },
  };
}
