import { invalidArgument } from '../../types/queryStatus.js';
import type { CodedError } from '../../util/errors.js';
import { maxInt32, maxInt64, maxUint32, maxUint64, minInt32, minInt64 } from '../../util/int.js';

// Numbers in paths and queries, read as Go's strconv reads them, with its complaints.

const outOfRange = 'value out of range';

const fault = (reader: string, text: string, why = 'invalid syntax'): CodedError =>
  invalidArgument(`strconv.${reader}: parsing ${JSON.stringify(text)}: ${why}`);

/** Kinds of whole numbers, how far they reach and who reads them. */
const kinds = {
  int32: ['ParseInt', minInt32, maxInt32],
  int64: ['ParseInt', minInt64, maxInt64],
  uint32: ['ParseUint', 0n, maxUint32],
  uint64: ['ParseUint', 0n, maxUint64],
} as const satisfies Readonly<Record<string, readonly [string, bigint, bigint]>>;

const whole = /^[+-]?(0|[1-9](_?\d)*|0[xX](_?[\da-fA-F])+|0[oO]?(_?[0-7])+|0[bB](_?[01])+)$/;

/** A whole number in base 10, or in the base that a prefix such as `0x` names; digits may be grouped by underscores. */
export function readWhole(kind: keyof typeof kinds, text: string): bigint {
  const [reader, min, max] = kinds[kind];
  if (!whole.test(text) || (reader === 'ParseUint' && /^[+-]/.test(text))) throw fault(reader, text);
  const digits = text.replace(/^[+-]/, '').replaceAll('_', '');
  const size = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = text.startsWith('-') ? -size : size;
  if (value < min || value > max) throw fault(reader, text, outOfRange);
  return value;
}

const truths = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const lies = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

export function readBool(text: string): boolean {
  if (!truths.has(text) && !lies.has(text)) throw fault('ParseBool', text);
  return truths.has(text);
}

export function readFloat(text: string): number {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) throw fault('ParseFloat', text);
  const value = Number(text);
  if (!Number.isFinite(value)) throw fault('ParseFloat', text, outOfRange);
  return value;
}
