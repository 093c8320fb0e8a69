import { floorDiv } from '../util/int.js';
import { encodingError } from './collectionsErrors.js';
import type { KeyCodec, KeyCursor } from './keyCodec.js';

const nanosPerSecond = 1_000_000_000n;
const secondsPerDay = 86_400;

/** Text length of `2006-01-02T15:04:05.000000000`. */
const textLength = 29;
const layout = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})\.(\d{9})$/;

const pad = (value: number, length: number): string => value.toString().padStart(length, '0');

/** Year, month and day of a day number (0 = 1970-01-01) in the proleptic Gregorian calendar; years start in March inside. */
function civilDate(day: number): { year: number; month: number; day: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leapDays = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}

function dayNumber(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468;
}

function parts(nanos: bigint): { date: string; clock: string; fraction: string } {
  const whole = floorDiv(nanos, nanosPerSecond);
  const seconds = Number(whole);
  const days = Math.floor(seconds / secondsPerDay);
  const { year, month, day } = civilDate(days);
  const second = seconds - days * secondsPerDay;
  return {
    date: `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`,
    clock: `${pad(Math.floor(second / 3600), 2)}:${pad(Math.floor(second / 60) % 60, 2)}:${pad(second % 60, 2)}`,
    fraction: pad(Number(nanos - whole * nanosPerSecond), 9),
  };
}

// A block asks many queues for what is due by its time.
let lastTime: bigint | undefined;
let lastText = '';

/** The SDK's sortable text of a time, always 29 characters, UTC. */
export function sortableTime(nanos: bigint): string {
  if (nanos !== lastTime) {
    const { date, clock, fraction } = parts(nanos);
    lastText = `${date}T${clock}.${fraction}`;
    lastTime = nanos;
  }
  return lastText;
}

function parseSortableTime(text: string): bigint {
  const found = layout.exec(text);
  if (found === null) throw encodingError(`not a sortable time: ${JSON.stringify(text)}`);
  const [year, month, day, hour, minute, second, fraction] = found.slice(1).map(Number) as number[];
  const seconds = dayNumber(year!, month!, day!) * secondsPerDay + hour! * 3600 + minute! * 60 + second!;
  return BigInt(seconds) * nanosPerSecond + BigInt(fraction!);
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
