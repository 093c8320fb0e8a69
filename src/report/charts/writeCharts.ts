import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mkdirAll } from '../../util/mkdirAll.js';
import { drawSvg } from './chart.js';
import { drawPage, type Page } from './page.js';

/**
 * Writes a page as `index.html` and each of its pictures as an SVG of its own beside it.
 *
 * @returns the files, the page first
 */
export async function writeCharts(folder: string, page: Page): Promise<string[]> {
  mkdirAll(folder);
  const written: string[] = [];
  const write = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    written.push(file);
  };
  write('index.html', await drawPage(page));
  for (const { chart } of page.sections) if (chart !== undefined) write(`${chart.name}.svg`, await drawSvg(chart));
  return written;
}
