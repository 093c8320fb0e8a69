import { describe, expect, it } from 'vitest';
import { type Chart, drawSvg } from '../../../src/report/charts/chart.js';
import { drawPage } from '../../../src/report/charts/page.js';
import { colours } from '../../../src/report/charts/palette.js';

const chart: Chart = {
  name: 'sample',
  title: 'Distances <of> "two" runs',
  subtitle: '3 pairs',
  option: {
    legend: {},
    xAxis: { type: 'value', name: 'distance', nameGap: 30 },
    yAxis: { type: 'category', data: ['a', 'b'], name: 'run', nameGap: 40 },
    series: [
      { type: 'line', name: 'a', data: [0, 1], areaStyle: { opacity: 0.2 }, markLine: { data: [{ xAxis: 0.5 }] } },
      { type: 'scatter', name: 'b', data: [[0.3, 1]] },
      { type: 'bar', name: 'c', data: [1, 0.4], label: { show: true } },
    ],
  },
};

const coloursIn = (svg: string): Set<string> =>
  new Set([...svg.matchAll(/(?:fill|stroke|stop-color)="([^"]+)"/g)].map(([, colour]) => colour!));

describe('chart', () => {
  it('is drawn as SVG with title, names of axes and legend', async () => {
    const svg = await drawSvg(chart);
    for (const word of ['Distances', '3 pairs', 'distance', '>run<', '>a<', '>b<', '>c<']) expect(svg).toContain(word);
    expect(svg).toMatch(/^<svg role="img"[^>]* viewBox="0 0 960 540"/);
    expect(svg).toContain('aria-label="Distances &#60;of&#62; &#34;two&#34; runs. 3 pairs"');
  });

  it('is the same text each time', async () => {
    expect(await drawSvg(chart)).toBe(await drawSvg(chart));
  });

  it('uses no colour without a dark counterpart', async () => {
    const svg = (await drawSvg(chart))
      .replace(/<style>[\s\S]*<\/style>/, '')
      .replace(/<clipPath[\s\S]*?<\/clipPath>/g, '');
    const known = new Set<string>([...Object.values(colours), 'none']);
    expect([...coloursIn(svg)].filter((colour) => !known.has(colour))).toEqual([]);
  });

  it('loads nothing from anywhere', async () => {
    const page = await drawPage({
      title: 'a & b',
      sections: [{ heading: 'one', text: ['x < y'], chart, table: { head: ['name', 'n'], rows: [['a', 1]] } }],
    });
    expect(page.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:|<script|<link|url\((?!#)/);
    expect(page).toContain('<p>x &#60; y</p>');
    expect(page).toContain('<td class="number">1</td>');
  });
});
