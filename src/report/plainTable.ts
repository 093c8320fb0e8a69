import Table from 'cli-table3';
import { paint, type Style } from './format.js';

type Align = 'left' | 'right';

/** A table without lines, so that a screen holds more of it. */
export function plainTable(
  columns: Readonly<Record<string, Align>>,
  rows: readonly (readonly string[])[],
  style: Style,
) {
  const places = ['top', 'bottom', 'mid', 'left', 'right'].flatMap((edge) =>
    ['', '-mid', '-left', '-right'].map((corner) => edge + corner),
  );
  const table = new Table({
    head: Object.keys(columns).map((text) => paint(style, 'dim', text)),
    colAligns: Object.values(columns),
    chars: Object.fromEntries([...places, 'middle'].map((place) => [place, ''])),
    style: { head: [], border: [], 'padding-left': 2, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString().replace(/ +$/gm, '');
}
