/** A list that Python writes in round brackets. */
export class Tuple {
  constructor(readonly items: readonly unknown[]) {}
}

/** A value as Python's `repr` writes it: what lands in messages made of `str(...)`. */
export function repr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return textRepr(value);
  if (typeof value === 'number') return numberRepr(value);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Tuple) return tupleRepr(value.items);
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`;
  const entries = Object.entries(value).map(([key, field]) => `${textRepr(key)}: ${repr(field)}`);
  return `{${entries.join(', ')}}`;
}

const tupleRepr = (items: readonly unknown[]): string =>
  items.length === 1 ? `(${repr(items[0])},)` : `(${items.map(repr).join(', ')})`;

function numberRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return String(value);
}

function textRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text.replace(/[\\'"\p{Cc}]/gu, (character) => {
    if (character === '\\' || character === quote) return `\\${character}`;
    if (character === "'" || character === '"') return character;
    const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
    return short ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return quote + body + quote;
}
