import { styleText } from 'node:util';

/** How a report looks: colours only where a person reads it on a terminal. */
export interface Style {
  readonly colour: boolean;
}

type Paint = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan';

export function paint(style: Style, format: Paint, text: string): string {
  return style.colour ? styleText(format, text, { validateStream: false }) : text;
}

/** 1234567 as `1 234 567`, so that weights and token counts are read at a glance. */
export function grouped(value: bigint | number): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ' ');
}

/** Base units as coins with nine decimals, trailing zeros left out: 284864657146472 -> `284 864.657146472`. */
export function coins(baseUnits: bigint): string {
  const [whole, rest] = [baseUnits / 1_000_000_000n, baseUnits % 1_000_000_000n];
  const decimals = rest.toString().padStart(9, '0').replace(/0+$/, '');
  return decimals ? `${grouped(whole)}.${decimals}` : grouped(whole);
}

/** The same with all nine decimals, so that the points of a column stand under each other. */
export function alignedCoins(baseUnits: bigint): string {
  return `${grouped(baseUnits / 1_000_000_000n)}.${String(baseUnits % 1_000_000_000n).padStart(9, '0')}`;
}

/** An address or hash short enough for a table: its first and last characters. */
export function shortened(text: string, head: number, tail: number): string {
  return text.length <= head + tail + 1 ? text : `${text.slice(0, head)}…${text.slice(-tail)}`;
}
