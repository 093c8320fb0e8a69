/** Where and why Python's `json` stops reading; `position` counts characters, not UTF-16 units. */
export class JsonDecodeError extends Error {
  override readonly name = 'JsonDecodeError';

  constructor(
    readonly reason: string,
    readonly position: number,
  ) {
    super(`${reason}: char ${position}`);
  }
}

/** What Python's reader does not survive: nesting beyond its stack, integers beyond its digits. */
export class JsonUnreadable extends Error {
  override readonly name = 'JsonUnreadable';
}

const deepest = 900;
const mostDigits = 4300;
const number = /(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?/y;
const space = /[ \t\n\r]*/y;
const plainText = /[^"\\\p{Cc}]*/uy;
const constants: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
];
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * Reads JSON as the service's Python does: integers of any size (bigint where a double would not hold them), NaN and
 * infinities, and its own words and places for what is wrong. Written here because clients see those words, and because
 * `JSON.parse` loses what is beyond 2^53.
 *
 * @throws JsonDecodeError, JsonUnreadable
 */
export function parsePythonJson(text: string): unknown {
  if (!/\d{16}/.test(text) && !mayNestDeeply(text)) {
    try {
      return JSON.parse(text); // several times faster, and no integer here is too long for it
    } catch {
      // read it again, for Python's opinion
    }
  }
  return readSlowly(text);
}

/** Whether brackets, those in texts included, open more often than they close by more than the reader's limit. */
function mayNestDeeply(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) | 0x20; // [ and { differ in this bit, and so do ] and }
    if (code === 0x7b && ++depth > deepest) return true;
    if (code === 0x7d) depth--;
  }
  return false;
}

function readSlowly(text: string): unknown {
  let at = 0;

  const fail = (reason: string, unit: number): JsonDecodeError =>
    new JsonDecodeError(reason, [...text.slice(0, unit)].length);
  const skipSpace = (): void => {
    space.lastIndex = at;
    space.exec(text);
    at = space.lastIndex;
  };

  function value(depth: number): unknown {
    if (depth > deepest) throw new JsonUnreadable('nesting');
    const character = text[at];
    if (character === '"') return string();
    if (character === '{') return object(depth);
    if (character === '[') return array(depth);
    for (const [word, meaning] of constants) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return meaning;
      }
    }
    number.lastIndex = at;
    const found = number.exec(text);
    if (found === null) throw fail('Expecting value', at);
    at = number.lastIndex;
    return numberOf(found);
  }

  function object(depth: number): unknown {
    const entries: [string, unknown][] = [];
    at++;
    skipSpace();
    if (text[at] === '}') at++;
    else {
      for (;;) {
        if (text[at] !== '"') throw fail('Expecting property name enclosed in double quotes', at);
        const key = string();
        skipSpace();
        if (text[at] !== ':') throw fail("Expecting ':' delimiter", at);
        at++;
        skipSpace();
        entries.push([key, value(depth + 1)]);
        skipSpace();
        if (text[at] === '}') break;
        if (text[at] !== ',') throw fail("Expecting ',' delimiter", at);
        at++;
        skipSpace();
      }
      at++;
    }
    return Object.fromEntries(entries);
  }

  function array(depth: number): unknown[] {
    const items: unknown[] = [];
    at++;
    skipSpace();
    if (text[at] === ']') {
      at++;
      return items;
    }
    for (;;) {
      items.push(value(depth + 1));
      skipSpace();
      if (text[at] === ']') break;
      if (text[at] !== ',') throw fail("Expecting ',' delimiter", at);
      at++;
      skipSpace();
    }
    at++;
    return items;
  }

  function string(): string {
    const begin = at++;
    let whole = '';
    for (;;) {
      plainText.lastIndex = at;
      whole += plainText.exec(text)![0];
      at = plainText.lastIndex;
      const character = text[at];
      if (character === undefined) throw fail('Unterminated string starting at', begin);
      if (character === '"') {
        at++;
        return whole;
      }
      if (character < ' ') throw fail('Invalid control character at', at);
      whole += character === '\\' ? escaped(begin) : text[at++];
    }
  }

  function escaped(begin: number): string {
    const letter = text[at + 1];
    if (letter === undefined) throw fail('Unterminated string starting at', begin);
    if (letter !== 'u') {
      const meaning = escapes[letter];
      if (meaning === undefined) throw fail('Invalid \\escape', at);
      at += 2;
      return meaning;
    }
    const digits = text.slice(at + 2, at + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw fail('Invalid \\uXXXX escape', at + 1);
    at += 6;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  skipSpace();
  const whole = value(0);
  skipSpace();
  if (at !== text.length) throw fail('Extra data', at);
  return whole;
}

function numberOf([whole, integer, fraction, exponent]: RegExpExecArray): number | bigint {
  if (fraction !== undefined || exponent !== undefined) return Number(whole);
  if (integer!.length > mostDigits) throw new JsonUnreadable('digits');
  const value = Number(integer);
  return Number.isSafeInteger(value) ? value : BigInt(integer!);
}

/** Raised for what JSON has no word for, as Starlette's writer does. */
export class NotJsonCompliant extends Error {
  override readonly name = 'NotJsonCompliant';
}

/**
 * JSON text without spaces, as the service writes it.
 *
 * @throws NotJsonCompliant for NaN and infinities
 */
export function pythonJsonText(value: unknown): string {
  switch (typeof value) {
    case 'bigint':
      return value.toString();
    case 'number':
      if (!Number.isFinite(value)) throw new NotJsonCompliant('Out of range float values are not JSON compliant');
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map(pythonJsonText).join(',')}]`;
      return `{${Object.entries(value)
        .filter(([, field]) => field !== undefined)
        .map(([key, field]) => `${JSON.stringify(key)}:${pythonJsonText(field)}`)
        .join(',')}}`;
    default:
      return JSON.stringify(value) ?? 'null';
  }
}
