import type { Commit } from 'cosmjs-types/tendermint/types/types';
import { BlockIDFlag } from 'cosmjs-types/tendermint/types/validator';
import { bytesToLatin1 } from '../../util/bytes.js';
import { CodedError, simErrors } from '../../util/errors.js';
import { compareInts } from '../../util/int.js';
import { fromTimestamp } from './time.js';
import type { ValidatorSet } from './validatorSet.js';

/** A time and the power behind it. Times are nanoseconds since the Unix epoch. */
export interface WeightedTime {
  readonly time: bigint;
  readonly power: bigint;
}

/** The time at which half of the power (rounded down) is reached, from the earliest on. Cost: O(n log n). */
export function weightedMedian(times: readonly WeightedTime[]): bigint {
  let half = times.reduce((sum, { power }) => sum + power, 0n) / 2n;
  for (const { time, power } of [...times].sort((a, b) => compareInts(a.time, b.time))) {
    if (half <= power) return time;
    half -= power;
  }
  throw new CodedError(simErrors.invariantBroken, 'a commit without votes has no time');
}

/** The time of the block after a commit: the median of its signatures' times, weighted by power; absent ones do not count. */
export function medianTime(commit: Commit, { validators }: ValidatorSet): bigint {
  const powers = new Map(validators.map(({ address, power }) => [bytesToLatin1(address), power]));
  const times = commit.signatures
    .filter(({ blockIdFlag }) => blockIdFlag !== BlockIDFlag.BLOCK_ID_FLAG_ABSENT)
    .map(({ timestamp, validatorAddress }) => ({
      time: fromTimestamp(timestamp),
      power: powers.get(bytesToLatin1(validatorAddress)) ?? 0n,
    }));
  return weightedMedian(times);
}
