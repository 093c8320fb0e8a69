import type { EChartsOption } from 'echarts';
import { darkRules } from './palette.js';
import { theme } from './theme.js';

/** A picture before it is drawn. Colours come from `palette.ts`; axes carry a name with its unit. */
export interface Chart {
  /** Name of its file, without ending; in a page, also the anchor. Letters, digits and dashes. */
  readonly name: string;
  readonly title: string;
  /** One line under the title: where the data are from, how many. */
  readonly subtitle?: string;
  /** The rest as echarts has it (https://echarts.apache.org/en/option.html): axes, series, legend. */
  readonly option: EChartsOption;
  /** In pixels of the drawing; a page scales it to its width. */
  readonly width?: number;
  readonly height?: number;
}

/** Where the drawing area lies: room above for the title, below for the name of the axis and the legend. */
const grid = { left: 84, right: 40, top: 86, bottom: 92 };

/**
 * Draws a chart as SVG: no browser, no network, the same text each time. It reads on a light and on a dark ground
 * (`prefers-color-scheme`), also as a file of its own. echarts is loaded with the first picture.
 */
export async function drawSvg({ name, title, subtitle, option, width = 960, height = 540 }: Chart): Promise<string> {
  const echarts = await import('echarts');
  const canvas = echarts.init(null, theme, { renderer: 'svg', ssr: true, width, height });
  try {
    canvas.setOption({
      animation: false,
      grid,
      ...option,
      title: [{ text: title, ...(subtitle !== undefined && { subtext: subtitle }) }, ...titlesOf(option)],
    });
    return standalone(canvas.renderToSVGString(), name, subtitle === undefined ? title : `${title}. ${subtitle}`);
  } finally {
    canvas.dispose();
  }
}

const titlesOf = ({ title }: EChartsOption) => (title === undefined ? [] : Array.isArray(title) ? title : [title]);

/** Leaves out what serves only a live page, makes ids the chart's own, and adds the description and the dark colours. */
function standalone(drawn: string, name: string, description: string): string {
  const body = drawn
    .replace(/<style\b[\s\S]*?<\/style>\s*/g, '')
    .replace(/ ecmeta_\w+="[^"]*"/g, '')
    .replace(/ class="zr\d+-[^"]*"/g, '')
    .replace(/<path [^>]*fill-opacity="0"[^>]*stroke-width="0"[^>]*><\/path>\s*/g, '')
    .replace(/ pointer-events="[^"]*"/g, '')
    .replaceAll('fill="#000"', 'fill="none"')
    .replace(/\bzr\d+-/g, `${name}-`);
  const head = `role="img" aria-label="${escapeXml(description)}"`;
  return body.replace(/^<svg /, `<svg ${head} `).replace(/<\/svg>\s*$/, `<style>${darkRules()}</style>\n</svg>\n`);
}

/** A text as it may stand in XML and HTML, also inside quotes. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
