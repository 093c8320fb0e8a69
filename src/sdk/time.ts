import { decodeKey } from '../store/keyCodec.js';
import { sortableTime, time as timeKey } from '../store/timeKey.js';
import { CodedError, simErrors } from '../util/errors.js';
import { floorDiv } from '../util/int.js';

// Times are nanoseconds since the Unix epoch, durations nanoseconds; the SDK writes them in three ways: RFC 3339 text in
// genesis files, a fixed-width text in store keys, seconds and nanos in protobuf.

export interface SecondsAndNanos {
  readonly seconds: bigint;
  readonly nanos: number;
}

const second = 1_000_000_000n;

export const toSeconds = (time: bigint): SecondsAndNanos => {
  const seconds = floorDiv(time, second);
  return { seconds, nanos: Number(time - seconds * second) };
};

export const fromSeconds = ({ seconds, nanos }: SecondsAndNanos): bigint => seconds * second + BigInt(nanos);

/** Seconds and nanos of a length of time, both of its sign, as `google.protobuf.Duration` wants them. */
export const toDuration = (length: bigint): SecondsAndNanos => ({
  seconds: length / second,
  nanos: Number(length % second),
});

/** RFC 3339 in UTC, fractions without trailing zeros, as Go and protobuf JSON print it: `2026-11-21T07:30:23.5Z`. */
export const formatTime = (time: bigint): string => `${sortableTime(time).replace(/\.?0+$/, '')}Z`;

/** A time without fractions of a second: how staking prints the end of an unbonding in events. */
export const formatTimeOfSecond = (time: bigint): string => `${sortableTime(time).slice(0, 19)}Z`;

const rfc3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Reads RFC 3339 text; anything else is a malformedNumber error. */
export function parseTime(text: string): bigint {
  const match = rfc3339.exec(text);
  if (!match) throw new CodedError(simErrors.malformedNumber, `not a time: ${JSON.stringify(text)}`);
  const [, clock, fraction = '', sign, hours = '0', minutes = '0'] = match;
  const local = decodeKey(timeKey, `${clock}.${fraction.padEnd(9, '0')}`);
  if (!sortableTime(local).startsWith(clock!)) {
    throw new CodedError(simErrors.malformedNumber, `no such time: ${JSON.stringify(text)}`);
  }
  const offset = (BigInt(hours) * 60n + BigInt(minutes)) * 60n * second;
  return sign === '-' ? local + offset : local - offset;
}

const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  ms: 1_000_000n,
  s: second,
  m: 60n * second,
  h: 3600n * second,
};

/** Reads a duration as Go prints or takes it (`15s`, `48h0m0s`, `1.5s`); anything else is a malformedNumber error. */
export function parseDuration(text: string): bigint {
  const match = /^(-?)((?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+|0)$/.exec(text);
  if (!match) throw new CodedError(simErrors.malformedNumber, `not a duration: ${JSON.stringify(text)}`);
  let length = 0n;
  for (const [, whole, fraction = '', unit] of match[2]!.matchAll(/(\d+)(?:\.(\d+))?(ns|us|µs|ms|s|m|h)/g)) {
    const scale = units[unit!]!;
    length += BigInt(whole!) * scale + (BigInt(fraction || '0') * scale) / 10n ** BigInt(fraction.length);
  }
  return match[1] ? -length : length;
}

/** A duration as protobuf JSON prints it: seconds with as many decimals as are needed (`15s`, `0.5s`). */
export function formatDuration(length: bigint): string {
  const size = length < 0n ? -length : length;
  const fraction = String(size % second)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${length < 0n ? '-' : ''}${size / second}${fraction && `.${fraction}`}s`;
}
