/** A colour on a light ground, and its counterpart on a dark one. */
interface Shade {
  readonly light: string;
  readonly dark: string;
}

/** Every colour that a chart may name. Told apart also by who does not see red and green as most do. */
const shades = {
  surface: { light: '#ffffff', dark: '#14181d' },
  text: { light: '#1d2430', dark: '#e8ecf2' },
  muted: { light: '#5b6573', dark: '#a3adba' },
  line: { light: '#c3c9d2', dark: '#4a5462' },
  grid: { light: '#e7eaee', dark: '#2a313a' },
  honest: { light: '#1668c7', dark: '#62aef7' },
  fraud: { light: '#c8470f', dark: '#ff9152' },
  questionable: { light: '#a87d00', dark: '#e8bd3c' },
  threshold: { light: '#7f3fbf', dark: '#c79bf2' },
  exact: { light: '#0b7a66', dark: '#3fcbb0' },
  other: { light: '#a63a78', dark: '#ee8cc0' },
} as const satisfies Record<string, Shade>;

export type ColourName = keyof typeof shades;

/** Colours by name, as a chart's option wants them: those of the light ground, which the picture itself knows to exchange. */
export const colours = Object.fromEntries(Object.entries(shades).map(([name, { light }]) => [name, light])) as {
  readonly [K in ColourName]: (typeof shades)[K]['light'];
};

/** Colours of series that have no meaning of their own, in order. */
export const seriesColours: readonly string[] = [
  colours.honest,
  colours.fraud,
  colours.exact,
  colours.threshold,
  colours.questionable,
  colours.other,
  colours.muted,
];

/** A scale from little to much, light to dark, that reads on both grounds; labels on it: `labelOn`. */
export const heatScale: readonly string[] = ['#dbeafa', '#9cc5ee', '#5596d9', '#2f63ab', '#2b3576'];

/** The colour of a text on the heat scale at a share of it, from 0 to 1. */
export const labelOn = (share: number): string => (share < 0.45 ? '#10161e' : '#fdfdfe');

/** Style rules by which a picture drawn in light colours shows itself dark where the reader's system is dark. */
export function darkRules(): string {
  const rules = Object.values(shades).flatMap(({ light, dark }) => [
    `[fill="${light}"]{fill:${dark}}`,
    `[stroke="${light}"]{stroke:${dark}}`,
    `[stop-color="${light}"]{stop-color:${dark}}`,
  ]);
  return `@media (prefers-color-scheme:dark){${rules.join('')}}`;
}

/** The colours of a page around the pictures, as custom properties. */
export function pageColours(): string {
  const properties = (ground: keyof Shade): string =>
    Object.entries(shades)
      .map(([name, shade]) => `--${name}:${shade[ground]}`)
      .join(';');
  return `:root{color-scheme:light dark;${properties('light')}}@media (prefers-color-scheme:dark){:root{${properties('dark')}}}`;
}
