import { decodeKey } from '../../store/keyCodec.js';
import { sortableTime, time as timeKey } from '../../store/timeKey.js';

/** What protobuf keeps a time or a duration as. */
export interface SecondsAndNanos {
  readonly seconds: bigint;
  readonly nanos: number;
}

const second = 1_000_000_000n;

/** Fractions in groups of three digits, as Go's JSON of protobuf writes them: none, milli, micro or nano. */
const fraction = (nanos: bigint | number): string => {
  const digits = `.${String(nanos).padStart(9, '0')}`;
  return digits.replace(/(000){1,3}$/, '').replace(/^\.$/, '');
};

/** RFC 3339 in UTC: `2026-11-21T07:30:23.217153057Z`. */
export function timestampText({ seconds, nanos }: SecondsAndNanos): string {
  return `${sortableTime(seconds * second).slice(0, 19)}${fraction(nanos)}Z`;
}

/** Seconds with their fraction: `1814400s`, `0.500s`. */
export function durationText({ seconds, nanos }: SecondsAndNanos): string {
  const sign = seconds < 0n || nanos < 0 ? '-' : '';
  const size = seconds < 0n ? -seconds : seconds;
  return `${sign}${size}${fraction(Math.abs(nanos))}s`;
}

const rfc3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Reads RFC 3339; undefined when it is none. */
export function readTimestamp(text: string): SecondsAndNanos | undefined {
  const match = rfc3339.exec(text);
  if (match === null) return undefined;
  const [, clock, digits = '', sign, hours = '0', minutes = '0'] = match;
  const local = decodeKey(timeKey, `${clock}.000000000`) / second;
  if (!sortableTime(local * second).startsWith(clock!)) return undefined;
  const offset = (BigInt(hours) * 60n + BigInt(minutes)) * 60n;
  return { seconds: sign === '-' ? local + offset : local - offset, nanos: Number(digits.padEnd(9, '0')) };
}

/** Reads seconds such as `1.5s`; undefined when it is none. */
export function readDuration(text: string): SecondsAndNanos | undefined {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole, digits = ''] = match;
  const [seconds, nanos] = [BigInt(whole!), Number(digits.padEnd(9, '0'))];
  return sign === '-' ? { seconds: -seconds, nanos: nanos === 0 ? 0 : -nanos } : { seconds, nanos };
}
