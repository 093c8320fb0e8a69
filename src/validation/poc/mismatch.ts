import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';

/**
 * L2 distance of two vectors, rounded to single precision as the service has it. A vector of one number stands for as many
 * equal ones as the other has (as numpy broadcasts); other lengths that differ have no distance.
 *
 * @throws validation/21 (vectorInvalid) when the lengths do not fit
 */
export function l2Distance(computed: ArrayLike<number>, received: ArrayLike<number>): number {
  const [n, m] = [computed.length, received.length];
  if (n !== m && n !== 1 && m !== 1) {
    const shapes = `(${n},) (${m},) `;
    throw new CodedError(
      validationErrors.vectorInvalid,
      `operands could not be broadcast together with shapes ${shapes}`,
    );
  }
  let sum = 0;
  for (let i = 0; i < Math.max(n, m); i++) {
    const difference = Math.fround(computed[n === 1 ? 0 : i]! - received[m === 1 ? 0 : i]!);
    sum += difference * difference;
  }
  return Math.fround(Math.sqrt(sum));
}

/** Whether a distance counts against the sender: strictly above the threshold, or no number (seed 2; reference, section 4.6). */
export const isMismatch = (distance: number, distThreshold: number): boolean => !(distance <= distThreshold);
