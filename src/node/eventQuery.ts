import type { EventMap } from './eventMap.js';
import {
  EventQueryScanner,
  momentOf,
  type OperandKind,
  type Operator,
  queryFault,
  type Token,
  type TokenKind,
} from './eventQueryScanner.js';

export { eventQueryErrors } from './eventQueryScanner.js';

export interface Operand {
  readonly kind: OperandKind;
  /** As written, without quotes. */
  readonly text: string;
}

/** `tag operator operand`; EXISTS alone has no operand. */
export interface EventCondition {
  /** `<event type>.<attribute key>`, or an event type for EXISTS. */
  readonly tag: string;
  readonly operator: Operator;
  readonly operand: Operand | undefined;
}

/** A query of events: all conditions must hold, each for any of its tag's values. */
export interface EventQuery {
  readonly conditions: readonly EventCondition[];
  /** Conditions of the form `key = 'text'`: the index starts from the rarest. */
  readonly equals: readonly { readonly key: string; readonly value: string }[];
  /** In one spelling: two queries are the same when their texts are. */
  readonly text: string;
  matches(events: EventMap): boolean;
}

const comparisons = ['<=', '>=', '<', '>', '=', 'CONTAINS', 'EXISTS'] as const;
const ordered = ['number', 'timestamp', 'datestamp'] as const;
const operandsOf: Readonly<Record<Exclude<Operator, 'EXISTS'>, readonly OperandKind[]>> = {
  '<=': ordered,
  '>=': ordered,
  '<': ordered,
  '>': ordered,
  '=': [...ordered, 'string'],
  CONTAINS: ['string'],
};

/** How CometBFT names the tokens that are not their own names. */
const nameOf = (kind: TokenKind): string => (/^([=<>]|[A-Z])/.test(kind) ? `${kind} operator` : kind);
/** It writes the token that it wants between two conditions as a bare number. */
const andToken = 6;

/**
 * Reads a query in CometBFT's language, as subscriptions and searches use it:
 * `tm.event = 'Tx' AND tx.height > 5 AND message.action CONTAINS 'Send' AND tx.fee EXISTS`.
 *
 * @throws event-query/1 with CometBFT's text, which says at which byte it stopped, in `context.fault`
 */
export function parseEventQuery(text: string): EventQuery {
  const scanner = new EventQueryScanner(text);
  const conditions = [parseCondition(scanner)];
  for (let token = nextOrInvalid(scanner); token !== undefined; token = nextOrInvalid(scanner)) {
    if (token.kind !== 'AND') throw queryFault(`offset ${token.at}: got ${nameOf(token.kind)}, want ${andToken}`);
    conditions.push(parseCondition(scanner));
  }
  return {
    conditions,
    text: conditions.map(conditionText).join(' AND '),
    equals: conditions.flatMap(({ tag, operator, operand }) =>
      operator === '=' && operand?.kind === 'string' ? [{ key: tag, value: operand.text }] : [],
    ),
    matches: (events) => holds(conditions, events),
  };
}

function parseCondition(scanner: EventQueryScanner): EventCondition {
  const tag = require(scanner, ['tag']).text;
  const operator = require(scanner, comparisons).kind as Operator;
  if (operator === 'EXISTS') return { tag, operator, operand: undefined };
  const { kind, text } = require(scanner, operandsOf[operator]);
  return { tag, operator, operand: { kind: kind as OperandKind, text } };
}

/** The next token, which must be one of these kinds. */
function require(scanner: EventQueryScanner, kinds: readonly TokenKind[]): Token {
  const token = nextAt(scanner);
  if (token === undefined) throw queryFault(`offset ${scanner.at}: EOF`);
  if (kinds.includes(token.kind)) return token;
  const names = kinds.map(nameOf);
  const wanted = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  throw queryFault(`offset ${token.at}: got ${nameOf(token.kind)}, wanted ${wanted}`);
}

/** A fault of the scanner is told with the place of its token. */
function nextAt(scanner: EventQueryScanner): Token | undefined {
  try {
    return scanner.next();
  } catch (error) {
    throw queryFault(`offset ${scanner.at}: ${faultOf(error)}`);
  }
}

/** After a condition CometBFT does not look at why a token could not be cut. */
function nextOrInvalid(scanner: EventQueryScanner): Token | undefined {
  try {
    return scanner.next();
  } catch {
    return { kind: 'invalid token', text: '', at: scanner.at };
  }
}

/** CometBFT's text for a query that cannot be read; any other error is thrown on. */
export function faultOf(error: unknown): string {
  const { context } = error as { readonly context?: { readonly fault?: unknown } };
  if (typeof context?.fault === 'string') return context.fault;
  throw error;
}

function conditionText({ tag, operator, operand }: EventCondition): string {
  if (operand === undefined) return `${tag} ${operator}`;
  const { kind, text } = operand;
  const written =
    kind === 'string'
      ? `'${text}'`
      : kind === 'timestamp'
        ? `TIME ${text}`
        : kind === 'datestamp'
          ? `DATE ${text}`
          : text;
  return `${tag} ${operator} ${written}`;
}

/** Whether all conditions hold. Nothing is matched where there are no values at all. */
function holds(conditions: readonly EventCondition[], events: EventMap): boolean {
  return events.size > 0 && conditions.every((condition) => conditionHolds(condition, events));
}

/** An event type alone stands for an attribute with an empty value, so that EXISTS can ask for it. */
function conditionHolds(condition: EventCondition, values: EventMap): boolean {
  if (values.get(condition.tag)?.some((value) => valueMatches(condition, value))) return true;
  if (!valueMatches(condition, '')) return false;
  for (const composite of values.keys()) {
    if (composite.lastIndexOf('.') === condition.tag.length && composite.startsWith(condition.tag)) return true;
  }
  return false;
}

/** Whether one value of the condition's tag fulfils it. */
export function valueMatches({ operator, operand }: EventCondition, value: string): boolean {
  if (operand === undefined) return true;
  if (operator === 'CONTAINS') return value.includes(operand.text);
  if (operand.kind === 'string') return value === operand.text;
  const order = operand.kind === 'number' ? compareNumber(value, operand.text) : compareMoment(value, operand);
  if (order === undefined) return false;
  if (operator === '=') return order === 0;
  return operator.startsWith('<')
    ? order < 0 || (operator === '<=' && order === 0)
    : order > 0 || (operator === '>=' && order === 0);
}

/** Of a value only the number that it begins with counts: `100ngonka` is 100. */
function compareNumber(value: string, wanted: string): number | undefined {
  const found = /^\d+(\.\d+)?/.exec(value)?.[0];
  if (found === undefined) return undefined;
  const [whole = '', fraction = ''] = found.split('.');
  const [wantedWhole = '', wantedFraction = ''] = wanted.split('.');
  const places = Math.max(fraction.length, wantedFraction.length);
  const difference =
    BigInt(whole + fraction.padEnd(places, '0')) - BigInt(wantedWhole + wantedFraction.padEnd(places, '0'));
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

function compareMoment(value: string, { kind, text }: Operand): number | undefined {
  const form = kind === 'timestamp' ? /^\d{4}-\d\d-\d\dT/ : /^\d{4}-\d\d-\d\d$/;
  if (!form.test(value)) return undefined;
  try {
    const difference = momentOf(kind as 'timestamp', value) - momentOf(kind as 'timestamp', text);
    return difference === 0n ? 0 : difference < 0n ? -1 : 1;
  } catch {
    return undefined;
  }
}
