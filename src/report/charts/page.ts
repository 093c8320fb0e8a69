import { type Chart, drawSvg, escapeXml } from './chart.js';
import { pageColours } from './palette.js';

/** A table of a page: cells as they are to be read; numbers are set to the right. */
export interface PageTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** One part of a page, in this order: heading, words, picture, table. */
export interface PageSection {
  readonly heading?: string;
  /** Paragraphs of plain text. */
  readonly text?: readonly string[];
  readonly chart?: Chart;
  readonly table?: PageTable;
}

export interface Page {
  readonly title: string;
  /** What was measured on what, with which parameters. */
  readonly text?: readonly string[];
  readonly sections: readonly PageSection[];
}

const style = `${pageColours()}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1040px;padding:2rem 1.25rem 4rem;background:var(--surface);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
h1{font-size:1.7rem;line-height:1.25;margin:0 0 .75rem}
h2{font-size:1.2rem;margin:2.5rem 0 .5rem}
p{margin:.5rem 0;max-width:46rem}
figure{margin:1.5rem 0;border:1px solid var(--grid);border-radius:8px;overflow:hidden}
figure svg{display:block;width:100%;height:auto}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.92rem;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .8rem;border-bottom:1px solid var(--grid);text-align:left;vertical-align:top}
th{color:var(--muted);font-weight:600}
.number{text-align:right;white-space:nowrap}`;

/** One HTML page with all pictures inside: it needs no network, no script, and follows the reader's light or dark. */
export async function drawPage({ title, text = [], sections }: Page): Promise<string> {
  const parts: string[] = [];
  for (const section of sections) parts.push(await drawSection(section));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeXml(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeXml(title)}</h1>
${paragraphs(text)}
${parts.join('\n')}
</body>
</html>
`;
}

async function drawSection({ heading, text = [], chart, table }: PageSection): Promise<string> {
  return [
    '<section>',
    heading === undefined ? '' : `<h2>${escapeXml(heading)}</h2>`,
    paragraphs(text),
    chart === undefined ? '' : `<figure id="${chart.name}">${await drawSvg(chart)}</figure>`,
    table === undefined ? '' : drawTable(table),
    '</section>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const paragraphs = (text: readonly string[]): string => text.map((words) => `<p>${escapeXml(words)}</p>`).join('\n');

const numeric = (cell: string | number): boolean =>
  typeof cell === 'number' || /^[-+−<>≈]? ?\d[\d ., eE%×±/–−+-]*$/.test(cell);

function drawTable({ head, rows }: PageTable): string {
  const cell = (tag: 'th' | 'td', value: string | number, right: boolean): string =>
    `<${tag}${right ? ' class="number"' : ''}>${escapeXml(String(value))}</${tag}>`;
  const rightColumn = head.map((_, column) => rows.length > 0 && rows.every((row) => numeric(row[column] ?? '')));
  const headRow = head.map((value, column) => cell('th', value, rightColumn[column]!)).join('');
  const bodyRows = rows.map((row) => `<tr>${row.map((value) => cell('td', value, numeric(value))).join('')}</tr>`);
  return `<div class="wide"><table><thead><tr>${headRow}</tr></thead><tbody>${bodyRows.join('\n')}</tbody></table></div>`;
}
