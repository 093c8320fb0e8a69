import { parseTime } from '../sdk/time.js';
import { goTimeFault } from '../types/goTime.js';
import { CodedError, defineErrors } from '../util/errors.js';

/** What is wrong with the text of an event query; `context.fault` is CometBFT's own text for it. */
export const eventQueryErrors = defineErrors('event-query', { malformed: [1, 'malformed event query'] });

export function queryFault(fault: string): CodedError {
  return new CodedError(eventQueryErrors.malformed, fault, { context: { fault } });
}

export type Operator = '=' | '<' | '<=' | '>' | '>=' | 'CONTAINS' | 'EXISTS';
export type OperandKind = 'string' | 'number' | 'timestamp' | 'datestamp';
export type TokenKind = 'invalid token' | 'tag' | 'AND' | OperandKind | Operator;

export interface Token {
  readonly kind: TokenKind;
  /** Without quotes and without the words TIME and DATE. */
  readonly text: string;
  /** Where it begins, in UTF-8 bytes. */
  readonly at: number;
}

const endOfText = 'EOF';
const space = /[\s\u0085]/u;
const tagStart = /[\p{L}_]/u;
const tagPart = /[\p{L}\p{Nd}._-]/u;
const digit = /[0-9]/;
const timePart = /[-T:+Z0-9]/;
const datePart = /[-0-9]/;

/** Cuts the text of an event query into tokens as CometBFT does, with its texts for what it cannot cut. */
export class EventQueryScanner {
  readonly #runes: readonly string[];
  /** Byte offset of each rune, and of the end. */
  readonly #offsets: readonly number[];
  #next = 0;
  /** Where the last token began, in UTF-8 bytes. */
  at = 0;

  constructor(text: string) {
    this.#runes = [...text];
    const offsets = [0];
    for (const rune of this.#runes) offsets.push(offsets.at(-1)! + Buffer.byteLength(rune));
    this.#offsets = offsets;
  }

  /** The next token; undefined at the end. @throws event-query/1 with the bare fault */
  next(): Token | undefined {
    this.#takeWhile(space);
    this.at = this.#offsets[this.#next]!;
    const first = this.#take();
    if (first === undefined) return undefined;
    if (digit.test(first)) return this.#number(first);
    if (tagStart.test(first)) return this.#word(first);
    if (first === "'") return this.#string();
    if (first === '=') return this.#token('=', first);
    if (first === '<' || first === '>') return this.#comparison(first);
    throw queryFault(`invalid input ${first} at offset ${this.#offsets[this.#next]}`);
  }

  #token(kind: TokenKind, text: string): Token {
    return { kind, text, at: this.at };
  }

  #number(first: string): Token {
    const whole = first + this.#takeWhile(digit);
    if (this.#runes[this.#next] !== '.') return this.#token('number', whole);
    this.#take();
    return this.#token('number', `${whole}.${this.#takeWhile(digit)}`);
  }

  #word(first: string): Token {
    const text = first + this.#takeWhile(tagPart);
    if (text === 'AND' || text === 'EXISTS' || text === 'CONTAINS') return this.#token(text, text);
    if ((text !== 'TIME' && text !== 'DATE') || this.#runes[this.#next] !== ' ') return this.#token('tag', text);
    this.#take();
    return text === 'TIME' ? this.#moment('timestamp', timePart) : this.#moment('datestamp', datePart);
  }

  #moment(kind: 'timestamp' | 'datestamp', part: RegExp): Token {
    const text = this.#takeWhile(part);
    const fault = goTimeFault(text, kind === 'timestamp' ? 'time' : 'date');
    if (fault !== undefined) throw queryFault(`invalid ${kind === 'timestamp' ? 'TIME' : 'DATE'} value: ${fault}`);
    const year = Number(text.slice(0, 4));
    if (year < 1900 || year > 2999) throw queryFault(`${kind} year ${year} out of range`);
    return this.#token(kind, text);
  }

  #string(): Token {
    let text = '';
    for (let rune = this.#take(); rune !== "'"; rune = this.#take()) {
      if (rune === undefined) throw queryFault(endOfText);
      text += rune;
    }
    return this.#token('string', text);
  }

  #comparison(first: '<' | '>'): Token {
    if (this.#runes[this.#next] !== '=') return this.#token(first, first);
    this.#take();
    return this.#token(`${first}=`, `${first}=`);
  }

  #take(): string | undefined {
    const rune = this.#runes[this.#next];
    if (rune !== undefined) this.#next += 1;
    return rune;
  }

  #takeWhile(wanted: RegExp): string {
    let text = '';
    for (let rune = this.#runes[this.#next]; rune !== undefined && wanted.test(rune); rune = this.#runes[this.#next]) {
      text += rune;
      this.#next += 1;
    }
    return text;
  }
}

/** Nanoseconds since the Unix epoch of the operand of a TIME or DATE. */
export const momentOf = (kind: 'timestamp' | 'datestamp', text: string): bigint =>
  parseTime(kind === 'timestamp' ? text : `${text}T00:00:00Z`);
