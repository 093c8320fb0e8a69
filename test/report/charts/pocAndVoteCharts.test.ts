import { describe, expect, it } from 'vitest';
import { type Chart, drawSvg } from '../../../src/report/charts/chart.js';
import { colours, heatScale, labelOn } from '../../../src/report/charts/palette.js';
import { distanceHeatMap, separationChart, thresholdChart } from '../../../src/report/charts/pocCharts.js';
import { countChart, powerChart, shareChart } from '../../../src/report/charts/voteCharts.js';
import { calibrate } from '../../../src/validation/poc/calibrate.js';
import { allPairs } from '../../../src/validation/poc/pairs.js';
import type { PocRun } from '../../../src/validation/poc/pocSet.js';
import { reportSettings } from '../../../src/validation/vote/settings.js';
import { simulateVotes } from '../../../src/validation/vote/simulateVotes.js';

const machine = (name: string, off: number, cheater = false): PocRun => ({
  name,
  label: '',
  cheater,
  vectors: new Map(Array.from({ length: 50 }, (_, nonce) => [nonce, Float32Array.of(off * (1 + nonce / 50))])),
});
const pairs = allPairs([machine('h100', 0), machine('b200', 0.05), machine('int4', 0.4, true)]);
const calibration = calibrate(pairs, 98, 0.05);
const weights = Array.from({ length: 30 }, (_, i) => i + 1);
const target = async (name: string, rate: number) => {
  const settings = { ...reportSettings, weights, rate };
  return { name, settings, result: await simulateVotes(settings, { rounds: 500, seed: 1 }) };
};
const targets = [await target('honest', 0.02), await target('dishonest', 0.04)];

const charts: readonly (readonly [Chart, readonly string[]])[] = [
  [distanceHeatMap(pairs), ['h100', 'b200', 'int4', 'mean L2 distance', 'max 0.']],
  [
    separationChart(pairs, calibration),
    ['honest pairs (50)', 'pairs with a cheater (100)', 'threshold 0.0', 'L2 distance'],
  ],
  [thresholdChart(pairs, [{ name: 'chain default', value: 0.4 }]), ['chain default 0.4', 'Threshold (L2 distance)']],
  [
    shareChart(targets, 'thirty'),
    ['thirty', 'honest: ', 'dishonest: ', '% convicted', 'quorum 50 %', 'Share of voting weight'],
  ],
  [countChart(targets[0]!.settings), ['accused below 0.05', 'not accused', 'Mismatches', '1e-3']],
  [powerChart(targets[0]!.settings, targets), ['True mismatch rate', '54.99 % at 4 %', '4.934 % at 2 %']],
];

/** Cells of a heat map keep their colour on both grounds, and so do the labels on them. */
const ofTheHeatMap = (colour: string): boolean => /^rgb\(|^url\(/.test(colour) || heatScale.includes(colour);

describe.each(charts.map(([chart, words]) => [chart.name, chart, words] as const))('%s', (_, chart, words) => {
  it('has its labels, units and legend', async () => {
    const svg = await drawSvg(chart);
    for (const word of [chart.title, ...words]) expect(svg).toContain(word);
    expect(svg).not.toContain('NaN');
  });

  it('reads on a dark ground', async () => {
    const drawing = (await drawSvg(chart)).replace(/<style>[\s\S]*<\/style>/, '');
    const used = new Set([...drawing.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, colour]) => colour!));
    const known = new Set<string>([...Object.values(colours), 'none', labelOn(0), labelOn(1)]);
    expect([...used].filter((colour) => !known.has(colour) && !ofTheHeatMap(colour))).toEqual([]);
  });
});
