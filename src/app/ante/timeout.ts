import { fromSeconds, type SecondsAndNanos } from '../../sdk/time.js';
import { sortableTime } from '../../store/timeKey.js';
import { sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import type { SdkAnteCheck } from './anteCheck.js';

/** Refuses a transaction whose last height or last moment has passed: sdk 30 and 42. Zero means none. */
export const refuseTimedOut: SdkAnteCheck = ({ block }, _keepers, { body }) => {
  const { timeoutHeight } = body;
  if (timeoutHeight > 0n && block.height > timeoutHeight) {
    const text = `block height: ${block.height}, timeout height: ${timeoutHeight}`;
    throw new CodedError(sdkErrors.txTimeoutHeight, text);
  }
  const timeout = timeoutOf(body);
  if (timeout !== undefined && timeout < block.time) {
    const text = `block time: ${goTime(block.time)}, timeout timestamp: ${goTime(timeout)}`;
    throw new CodedError(sdkErrors.txTimeout, text);
  }
};

/** The last moment of a transaction in nanoseconds; undefined for none, as which the first second of 1970 counts too. */
export function timeoutOf({ timeoutTimestamp }: { readonly timeoutTimestamp?: SecondsAndNanos | undefined }) {
  return timeoutTimestamp && timeoutTimestamp.seconds !== 0n ? fromSeconds(timeoutTimestamp) : undefined;
}

/** A time as Go prints it: `2026-11-21 07:40:22.807339338 +0000 UTC`. */
const goTime = (time: bigint): string =>
  `${sortableTime(time)
    .replace('T', ' ')
    .replace(/\.?0+$/, '')} +0000 UTC`;
