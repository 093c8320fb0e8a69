import type { Timestamp } from 'cosmjs-types/google/protobuf/timestamp';
import { floorDiv, toSafeNumber } from '../../util/int.js';

const nanosPerSecond = 1_000_000_000n;

/** Go's zero time, year 1: what an absent signature carries instead of a time. */
export const goZeroTime: Timestamp = { seconds: -62_135_596_800n, nanos: 0 };

/** Nanoseconds since the Unix epoch, negative before it, as protobuf writes them: nanos count up from the second below. */
export function toTimestamp(time: bigint): Timestamp {
  const seconds = floorDiv(time, nanosPerSecond);
  return { seconds, nanos: toSafeNumber(time - seconds * nanosPerSecond, 'nanos') };
}

/** Nanoseconds since the Unix epoch. */
export const fromTimestamp = ({ seconds, nanos }: Timestamp): bigint => seconds * nanosPerSecond + BigInt(nanos);
