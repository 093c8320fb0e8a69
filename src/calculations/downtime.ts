import type { Decimal } from '../gen/inference/inference/decimal.js';
import { compareRatios, toRatio } from '../util/decimal.js';
import { orZero } from './orZero.js';

/**
 * Whether a participant missed so many requests of an epoch that his collateral is slashed (reference, section 8.1):
 * missed / (served + missed) above the threshold. Nobody asked him anything: no.
 *
 * @param threshold `downtime_missed_percentage_threshold`, a fraction (0.05 = 5 %)
 */
export function isDowntime(
  requests: { readonly missedRequests: bigint; readonly inferenceCount: bigint },
  threshold: Decimal | undefined,
): boolean {
  const total = requests.inferenceCount + requests.missedRequests;
  if (total === 0n) return false;
  return compareRatios({ numerator: requests.missedRequests, denominator: total }, toRatio(orZero(threshold))) > 0;
}
