import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { drawSvg } from '../../src/report/charts/chart.js';
import { thresholdCharts } from '../../src/report/charts/thresholdCharts.js';
import { proposalReadme } from '../../src/report/thresholdProposal.js';
import { writeProposal } from '../../src/report/writeProposal.js';
import { computeThresholds, type SampleFile, syntheticDistances } from '../../src/validation/index.js';

const folder = mkdtempSync(join(tmpdir(), 'gonka-sim-proposal-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (wanted: 'honest' | 'fraud', hardware: string, mean: number, std: number, count: number): SampleFile => {
  const group = `${wanted}_Model_${hardware}`;
  const samples = syntheticDistances({ mean, std }, count, 6, mean * 1e6).map((distance, index) => ({
    class: wanted,
    group,
    index,
    distance,
    matchesRatio: 1,
    length: 100 + index,
    language: 'en',
    temperature: 0.7,
  }));
  return { file: `${group}.jsonl`, class: wanted, group, samples, dropped: wanted === 'fraud' ? 3 : 0 };
};
const files = [file('honest', '1xH100vs1xH100', 0.003, 0.001, 300), file('fraud', '1xH100vs1xH100', 0.02, 0.01, 100)];
const report = computeThresholds(files, { honestFalsePositives: 0.01 });

describe('the proposal of a threshold', () => {
  it('warns of everything that falls short of the best practices', () => {
    expect(report.warnings).toEqual([
      'honest_Model_1xH100vs1xH100: 300 samples; at least 1000 honest ones are advised',
      'fraud_Model_1xH100vs1xH100: 100 samples; at least 200 fraud ones are advised',
      'no honest run at temperature 0.99 or above: honest distances may vary more in use',
      'one honest hardware group only: a threshold may not hold on other GPUs',
      'no honest prompts in: sp, ch, hi, ar',
      'fraud_Model_1xH100vs1xH100.jsonl: dropped 3 / 103 items',
      expect.stringMatching(/^\d+\.\d\d % of held-out honest answers would be accused$/),
    ]);
  });

  it('gives both modes when a share was allowed, and proposes the constrained one', () => {
    expect(report.bounds).toBe(report.constrained);
    expect(report.upstream!.lower).toBeGreaterThan(report.bounds.lower);
    expect(computeThresholds(files).constrained).toBeUndefined();
  });

  it('stands without the upstream bounds when an honest outlier leaves none', () => {
    const outlier = { ...files[0]!, samples: [...files[0]!.samples, { ...files[0]!.samples[0]!, distance: 9 }] };
    expect(() => computeThresholds([outlier, files[1]!])).toThrow(/^No valid bounds found/);
    expect(
      computeThresholds([outlier, files[1]!], { honestFalsePositives: 0.01, step: 0.01 }).upstream,
    ).toBeUndefined();
  });

  it('is a README with parameters, results, data and plots', () => {
    const text = proposalReadme(report, 'Model');
    expect(text).toContain(`- \`ValidationThreshold\`: **${(1 - report.bounds.lower).toFixed(6)}**`);
    expect(text).toContain('| honest_Model_1xH100vs1xH100 | 300 |');
    for (const heading of ['Parameters', 'Results', 'Data', 'Plots']) expect(text).toContain(`## ${heading}\n`);
    expect(text).not.toMatch(/NaN|undefined|\n\n\n/);
  });

  it('is a folder with everything that its README points at', async () => {
    await writeProposal(folder, report, 'Model');
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => path!);
    expect(links.length).toBeGreaterThan(6);
    for (const link of links) expect(readFileSync(join(folder, link), 'utf8').length, link).toBeGreaterThan(100);
    expect(readdirSync(folder).sort()).toEqual(['README.md', 'data', 'plots', 'thresholds.json']);
    const figures = JSON.parse(readFileSync(join(folder, 'thresholds.json'), 'utf8'));
    expect(figures).toMatchObject({
      schema: 'gonka-sim/thresholds/1',
      model: 'Model',
      bounds: { lower: report.bounds.lower },
    });
    expect(readFileSync(join(folder, 'data/distances.jsonl'), 'utf8').split('\n')).toHaveLength(401);
  });
});

describe('its pictures', () => {
  it.each(thresholdCharts(report))('$name is well-formed and names its axes', async (chart) => {
    const svg = await drawSvg(chart);
    expect(svg).not.toMatch(/ [\w:-]+="[^"]*"[^\s/>]/);
    expect(svg).toContain(chart.title);
    expect(svg).toMatch(/Distance|distance/);
    expect(svg).not.toContain('NaN');
  });

  it('draw the bounds where they are', async () => {
    const [honest] = thresholdCharts(report);
    expect(await drawSvg(honest!)).toContain(
      `bounds ${report.bounds.lower.toFixed(6)} and ${report.bounds.upper.toFixed(6)}`,
    );
  });

  it('are the same each time', async () => {
    const draw = () => Promise.all(thresholdCharts(report).map(drawSvg));
    expect(await draw()).toEqual(await draw());
  });
});
