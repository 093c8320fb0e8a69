import type { RunRecord } from '../network/runRecord.js';

const schema = 'gonka-sim/run/1';

/** One record as a line of JSON: 64-bit amounts as decimal strings, small counts and heights as numbers. */
export function jsonLine(record: RunRecord): string {
  return JSON.stringify({ schema, ...record }, (_key, value) => (typeof value === 'bigint' ? value.toString() : value));
}
