import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mkdirAll } from '../util/mkdirAll.js';
import { type ThresholdReport, thresholdJson } from '../validation/thresholds/computeThresholds.js';
import { writeCharts } from './charts/writeCharts.js';
import { proposalPage, proposalReadme } from './thresholdProposal.js';

/**
 * Writes the folder of a model proposal (seed 0, "Directory Structure"): README.md with parameters and results, every
 * distance, all figures for machines, and the plots.
 *
 * @returns the files
 */
export async function writeProposal(folder: string, report: ThresholdReport, model: string): Promise<string[]> {
  mkdirAll(join(folder, 'data'));
  const texts = {
    'README.md': proposalReadme(report, model),
    'thresholds.json': `${JSON.stringify(thresholdJson(report, model), null, 2)}\n`,
    'data/distances.jsonl': report.samples.map((sample) => `${JSON.stringify(sample)}\n`).join(''),
  };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  const plots = await writeCharts(join(folder, 'plots'), proposalPage(report, model));
  return [...Object.keys(texts).map((name) => join(folder, name)), ...plots];
}
