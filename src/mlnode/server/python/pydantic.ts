/** One fault of a request body, in pydantic's words. */
export interface Issue {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input: unknown;
  readonly ctx?: Readonly<Record<string, unknown>>;
}

/** Python integers have no bounds: what a double cannot hold is a bigint. */
export type PyInt = number | bigint;

/** A place in a body, from the inside out: made for every item of a list, and written out only where there is a fault. */
export interface Loc {
  readonly within?: Loc;
  readonly key: string | number;
}

export const bodyLoc: Loc = { key: 'body' };

const placeOf = ({ within, key }: Loc): (string | number)[] =>
  within === undefined ? [key] : [...placeOf(within), key];

/** Faults that are told; a body of millions has no more to say than its first ones. */
const mostIssues = 10_000;

/** Reads one value; faults go to `issues`, and what is returned then does not matter. */
export type Check<T> = (input: unknown, loc: Loc, issues: Issue[]) => T;

function refuse(issues: Issue[], loc: Loc, input: unknown, type: string, msg: string): never {
  if (issues.length < mostIssues) issues.push({ type, loc: placeOf(loc), msg, input });
  return undefined as never;
}

/** A text; nothing else becomes one. */
export const text: Check<string> = (input, loc, issues) =>
  typeof input === 'string' ? input : refuse(issues, loc, input, 'string_type', 'Input should be a valid string');

const integerText = /^\s*[+-]?\d+(?:_\d+)*(?:\.0*)?\s*$/;
const fitting = (value: bigint): PyInt => (Number.isSafeInteger(Number(value)) ? Number(value) : value);

/** A whole number; numeric texts, whole floats and booleans become one (pydantic's lax mode). */
export const integer: Check<PyInt> = (input, loc, issues) => {
  const message = 'Input should be a valid integer';
  if (typeof input === 'bigint') return input;
  if (typeof input === 'boolean') return Number(input);
  if (typeof input === 'number') {
    if (Number.isSafeInteger(input)) return input + 0;
    if (!Number.isFinite(input)) return refuse(issues, loc, input, 'finite_number', 'Input should be a finite number');
    if (Number.isInteger(input)) return BigInt(input);
    return refuse(issues, loc, input, 'int_from_float', `${message}, got a number with a fractional part`);
  }
  if (typeof input !== 'string') return refuse(issues, loc, input, 'int_type', message);
  if (integerText.test(input))
    return fitting(
      BigInt(
        input
          .trim()
          .replaceAll('_', '')
          .replace(/^\+|\.0*$/g, ''),
      ),
    );
  return refuse(issues, loc, input, 'int_parsing', `${message}, unable to parse string as an integer`);
};

const floatText = /^\s*[+-]?(?:(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf(?:inity)?|nan)\s*$/i;

/** A float; numeric texts, integers and booleans become one. */
export const float: Check<number> = (input, loc, issues) => {
  const message = 'Input should be a valid number';
  if (typeof input === 'number' || typeof input === 'bigint' || typeof input === 'boolean') return Number(input);
  if (typeof input !== 'string') return refuse(issues, loc, input, 'float_type', message);
  if (!floatText.test(input)) {
    return refuse(issues, loc, input, 'float_parsing', `${message}, unable to parse string as a number`);
  }
  const word = input.trim().replaceAll('_', '').toLowerCase();
  if (word.endsWith('nan')) return Number.NaN;
  if (word.includes('inf')) return word.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(word);
};

const yes = new Set(['1', 'on', 't', 'true', 'y', 'yes']);
const no = new Set(['0', 'off', 'f', 'false', 'n', 'no']);

/** A boolean; its usual words, 0 and 1 become one. */
export const boolean: Check<boolean> = (input, loc, issues) => {
  const message = 'Input should be a valid boolean';
  if (typeof input === 'boolean') return input;
  if (input === 0 || input === 1) return input === 1;
  if (typeof input === 'string' || typeof input === 'number' || typeof input === 'bigint') {
    const word = String(input).toLowerCase();
    if (typeof input === 'string' && yes.has(word)) return true;
    if (typeof input === 'string' && no.has(word)) return false;
    return refuse(issues, loc, input, 'bool_parsing', `${message}, unable to interpret input`);
  }
  return refuse(issues, loc, input, 'bool_type', message);
};

/** A list of one kind of thing. */
export const list =
  <T>(check: Check<T>): Check<T[]> =>
  (input, loc, issues) =>
    Array.isArray(input)
      ? input.map((item, i) => check(item, { within: loc, key: i }, issues))
      : refuse(issues, loc, input, 'list_type', 'Input should be a valid list');

/** A JSON object of whatever keys. */
export const dictionary: Check<Readonly<Record<string, unknown>>> = (input, loc, issues) =>
  isObject(input) ? input : refuse(issues, loc, input, 'dict_type', 'Input should be a valid dictionary');

/** Null is a value too. */
export const nullable =
  <T>(check: Check<T>): Check<T | null> =>
  (input, loc, issues) =>
    input === null ? null : check(input, loc, issues);

/** A field that may be left out. */
export interface Optional<T> {
  readonly check: Check<T>;
  readonly otherwise: T;
}

export const optional = <T>(check: Check<T>, otherwise: T): Optional<T> => ({ check, otherwise });

type Field = Check<unknown> | Optional<unknown>;
type ValueOf<F> = F extends Optional<infer T> ? T : F extends Check<infer T> ? T : never;
export type ModelOf<F> = { readonly [K in keyof F]: ValueOf<F[K]> };

const isObject = (input: unknown): input is Record<string, unknown> =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/** An object of known fields. Unknown keys are passed over, or refused when `extra` is `forbid`. */
export function model<F extends Readonly<Record<string, Field>>>(
  fields: F,
  extra: 'ignore' | 'forbid' = 'ignore',
): Check<ModelOf<F>> {
  const rows = Object.entries(fields);
  return (input, loc, issues) => {
    if (!isObject(input)) {
      const message = 'Input should be a valid dictionary or object to extract fields from';
      return refuse(issues, loc, input, 'model_attributes_type', message);
    }
    const read = rows.map(([name, field]): [string, unknown] => {
      const there = Object.hasOwn(input, name);
      const place = { within: loc, key: name };
      if (typeof field !== 'function') {
        return [name, there ? field.check(input[name], place, issues) : field.otherwise];
      }
      if (there) return [name, field(input[name], place, issues)];
      return [name, refuse(issues, place, input, 'missing', 'Field required')];
    });
    if (extra === 'forbid') {
      for (const key of Object.keys(input).filter((name) => !Object.hasOwn(fields, name))) {
        refuse(issues, { within: loc, key }, input[key], 'extra_forbidden', 'Extra inputs are not permitted');
      }
    }
    return Object.fromEntries(read) as ModelOf<F>;
  };
}
