import { CodedError } from '../util/errors.js';
import type { StrategyFunctions } from './strategyShapes.js';

// Not zod, which copies what it reads: these results are as large as the network, and checked in every epoch.

/** What is wrong with the type of a value, told after the value's name: `.weight is 5 (number), not a bigint`. */
type Shape = (value: unknown) => string | undefined;

/** A value as a message shows it. */
export function shown(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
    case 'bigint':
      return `${value}n`;
    case 'function':
      return 'a function';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? 'a list' : withArticle(value.constructor?.name ?? 'Object');
    default:
      return value === undefined ? 'undefined' : `${String(value)} (${typeof value})`;
  }
}

const withArticle = (name: string): string => `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`;

const is =
  (wanted: string, holds: (value: unknown) => boolean): Shape =>
  (value) =>
    holds(value) ? undefined : ` is ${shown(value)}, not ${wanted}`;

const bigint = is('a bigint', (value) => typeof value === 'bigint');
const text = is('a text', (value) => typeof value === 'string');
const boolean = is('true or false', (value) => typeof value === 'boolean');
const object = is('an object', (value) => typeof value === 'object' && value !== null);
const array = is('a list', Array.isArray);
const map = is('a Map', (value) => value instanceof Map);
const codedError = is('a CodedError', (value) => value instanceof CodedError);

const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined ? undefined : shape(value);

function list(item: Shape): Shape {
  return (value) => {
    const fault = array(value);
    if (fault !== undefined) return fault;
    const items = value as readonly unknown[];
    for (let i = 0; i < items.length; i++) {
      const wrong = item(items[i]);
      if (wrong !== undefined) return `[${i}]${wrong}`;
    }
    return undefined;
  };
}

function record(fields: Readonly<Record<string, Shape>>): Shape {
  const shapes = Object.entries(fields);
  const names = shapes.map(([name]) => name).join(', ');
  return (value) => {
    if (object(value) !== undefined || Array.isArray(value)) return ` is ${shown(value)}, not an object with ${names}`;
    for (const [name, shape] of shapes) {
      const wrong = shape((value as Readonly<Record<string, unknown>>)[name]);
      if (wrong !== undefined) return `.${name}${wrong}`;
    }
    return undefined;
  };
}

const node = record({ nodeId: text, throughput: bigint, pocWeight: bigint, timeslotAllocation: list(boolean) });

const activeParticipant = record({
  index: text,
  weight: bigint,
  validatorKey: text,
  inferenceUrl: text,
  models: list(text),
  mlNodes: list(record({ mlNodes: list(node) })),
});

const slotDraw = record({
  drawn: list(record({ participant: text, nodeId: text })),
  skipped: optional(list(record({ participant: text, nodeId: text, reason: text }))),
});

/** Batches themselves are compared with those given. */
const batchSplit = record({ counted: list(object), ignored: list(record({ batch: object, reason: text })) });

const weights = record({
  participants: list(activeParticipant),
  shares: list(record({ participant: text, mined: bigint, preserved: bigint })),
  rejected: list(record({ participant: text, reason: text })),
});

const settlement = record({
  results: list(record({ participant: text, workCoins: bigint, rewardCoins: bigint, error: optional(codedError) })),
  minted: bigint,
  remainder: bigint,
  crossedCutoff: boolean,
});

const throughput = record({ nodes: list(bigint), expected: list(bigint), real: list(bigint) });

const ratio = record({ numerator: bigint, denominator: bigint });

const multipliers: Shape = (value) => {
  const fault = map(value);
  if (fault !== undefined) return fault;
  for (const [key, multiplier] of value as ReadonlyMap<unknown, unknown>) {
    const wrong = text(key);
    if (wrong !== undefined) return `: a key${wrong}`;
    const wrongRatio = ratio(multiplier);
    if (wrongRatio !== undefined) return ` of ${key}${wrongRatio}`;
  }
  return undefined;
};

/** Plain JavaScript lets everything through, so the types of strategyShapes.ts are asked for here. Cost: O(result) each. */
export const strategyResults: { readonly [K in keyof StrategyFunctions]: Shape } = {
  modelAssignment: list(activeParticipant),
  slotAllocation: slotDraw,
  batchFilter: batchSplit,
  weights,
  settlement,
  coverageBonus: multipliers,
  throughput,
};
