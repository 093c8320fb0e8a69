import type { PoCValidation } from '../gen/inference/inference/pocbatch.js';
import type { Voter } from '../types/strategies.js';
import { asUint64, maxOf } from '../util/int.js';
import { sumOf } from './sumOf.js';

/** Who may vote on nonces, and the weight that all of them have together. */
export interface Electorate {
  readonly weights: ReadonlyMap<string, bigint>;
  readonly total: bigint;
}

/** What the electorate says of one participant's nonces. */
export interface Verdict {
  readonly accepted: boolean;
  /** Weight of those who found the nonces valid, and of those who found fraud; the others were silent. */
  readonly valid: bigint;
  readonly invalid: bigint;
  /** In words, why. */
  readonly reason: string;
}

/** All members of the group vote. */
export function electorate(voters: readonly Voter[]): Electorate {
  const weights = new Map(voters.map(({ address, weight }) => [address, weight]));
  return { weights, total: sumOf([...weights.values()].map((weight) => maxOf(weight, 0n))) };
}

const pageLimit = 100;

/** The deployed chain reads one page of the group: the first 100 members by address bytes. Its total wraps at 2^64. */
export function electorateA25(voters: readonly Voter[]): Electorate {
  const { weights, total } = electorate(voters.slice(0, pageLimit));
  return { weights, total: asUint64(total) };
}

/**
 * Counts the votes on one participant's nonces (reference, section 4, step 4): accepted when more than half of the whole
 * weight found them valid. Who stays silent counts against, and strangers do not count. Cost: O(validations).
 *
 * @param validations of this participant; a vote that is given twice counts twice
 */
export function countVotes(validations: readonly PoCValidation[], { weights, total }: Electorate): Verdict {
  let [votes, valid, invalid] = [0, 0n, 0n];
  for (const { validatorParticipantAddress, fraudDetected } of validations) {
    const weight = weights.get(validatorParticipantAddress);
    if (weight === undefined) continue;
    votes += 1;
    if (fraudDetected) invalid += weight;
    else valid += weight;
  }
  const half = total / 2n;
  if (votes === 0) return { accepted: false, valid, invalid, reason: 'no validation by a current validator' };
  if (valid > half) return { accepted: true, valid, invalid, reason: `valid by ${valid} of ${total}` };
  const reason =
    invalid > half ? `fraud by ${invalid} of ${total}` : `no majority: ${valid} valid, ${invalid} fraud of ${total}`;
  return { accepted: false, valid, invalid, reason };
}
