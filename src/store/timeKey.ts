import { encodingError } from './collectionsErrors.js';
import type { KeyCodec, KeyCursor } from './keyCodec.js';

const nanosPerSecond = 1_000_000_000n;
const secondsPerDay = 86_400n;

/** Text length of `2006-01-02T15:04:05.000000000`. */
const textLength = 29;
const layout = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})\.(\d{9})$/;

const pad = (value: bigint, length: number): string => value.toString().padStart(length, '0');

function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

/** Year, month and day of a day number (0 = 1970-01-01) in the proleptic Gregorian calendar; years start in March inside. */
function civilDate(day: bigint): { year: bigint; month: bigint; day: bigint } {
  const shifted = day + 719_468n;
  const era = floorDiv(shifted, 146_097n);
  const dayOfEra = shifted - era * 146_097n;
  const yearOfEra = (dayOfEra - dayOfEra / 1_460n + dayOfEra / 36_524n - dayOfEra / 146_096n) / 365n;
  const dayOfYear = dayOfEra - (365n * yearOfEra + yearOfEra / 4n - yearOfEra / 100n);
  const shiftedMonth = (5n * dayOfYear + 2n) / 153n;
  const month = shiftedMonth < 10n ? shiftedMonth + 3n : shiftedMonth - 9n;
  const year = yearOfEra + era * 400n + (month <= 2n ? 1n : 0n);
  return { year, month, day: dayOfYear - (153n * shiftedMonth + 2n) / 5n + 1n };
}

function dayNumber(year: bigint, month: bigint, day: bigint): bigint {
  const shiftedYear = month <= 2n ? year - 1n : year;
  const era = floorDiv(shiftedYear, 400n);
  const yearOfEra = shiftedYear - era * 400n;
  const dayOfYear = (153n * (month > 2n ? month - 3n : month + 9n) + 2n) / 5n + day - 1n;
  return era * 146_097n + yearOfEra * 365n + yearOfEra / 4n - yearOfEra / 100n + dayOfYear - 719_468n;
}

function parts(nanos: bigint): { date: string; clock: string; fraction: string } {
  const seconds = floorDiv(nanos, nanosPerSecond);
  const { year, month, day } = civilDate(floorDiv(seconds, secondsPerDay));
  const second = seconds - floorDiv(seconds, secondsPerDay) * secondsPerDay;
  return {
    date: `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`,
    clock: `${pad(second / 3600n, 2)}:${pad((second / 60n) % 60n, 2)}:${pad(second % 60n, 2)}`,
    fraction: pad(nanos - seconds * nanosPerSecond, 9),
  };
}

/** The SDK's sortable text of a time, always 29 characters, UTC. */
export function sortableTime(nanos: bigint): string {
  const { date, clock, fraction } = parts(nanos);
  return `${date}T${clock}.${fraction}`;
}

function parseSortableTime(text: string): bigint {
  const found = layout.exec(text);
  if (found === null) throw encodingError(`not a sortable time: ${JSON.stringify(text)}`);
  const [year, month, day, hour, minute, second, fraction] = found.slice(1).map(BigInt) as bigint[];
  const seconds = dayNumber(year!, month!, day!) * secondsPerDay + hour! * 3600n + minute! * 60n + second!;
  return seconds * nanosPerSecond + fraction!;
}

const readTime = (cursor: KeyCursor): bigint => parseSortableTime(cursor.take(textLength));

/** Times in nanoseconds since the Unix epoch, written as the SDK's sortable text (`sdk.TimeKey`). */
export const time: KeyCodec<bigint> = {
  typeName: 'sdk/time.Time',
  encode: sortableTime,
  encodePart: sortableTime,
  read: readTime,
  readPart: readTime,
  describe(nanos) {
    const { date, clock, fraction } = parts(nanos);
    const digits = fraction.replace(/0+$/, '');
    return `${date} ${clock}${digits === '' ? '' : `.${digits}`} +0000 UTC`;
  },
};
