import { Decimal } from 'decimal.js';
import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';
import { fastWeights } from './fastWeights.js';
import { checkSampling, type Sampling } from './sampling.js';
import { filledUp, weightScale } from './weightScale.js';

/** The version of the sampling contract that `samplingWeights` and `Tape` are. */
export const contractVersion = '1.0.0';

/** Ten digits, half to even: the same result on every machine, unlike the exp of doubles. */
const Digits = Decimal.clone({ precision: 10, rounding: Decimal.ROUND_HALF_EVEN });

/**
 * Whole weights by which the tokens of a position are drawn, 65536 in all (sampling contract 1.0.0; reference, section
 * 3.2), in the order of the logits: sums are taken in it, and of equal tokens the earlier one is preferred.
 *
 * Divide by T, take away the maximum, exp, normalise; top-k; top-p with the token that crosses it; min-p; normalise;
 * round to whole weights; what is missing goes to the greatest. Doubles where they leave no doubt, decimals otherwise.
 *
 * @param logits finite; a constant added to all of them changes the last digits at most
 * @throws samplingInvalid for parameters outside their ranges, and without logits
 */
export function samplingWeights(logits: readonly number[], sampling: Sampling): number[] {
  checkSampling(sampling);
  if (logits.length === 0) throw new CodedError(validationErrors.samplingInvalid, 'no logits');
  if (sampling.temperature === 0) return onlyTheGreatest(logits);
  return fastWeights(logits, sampling) ?? decimalWeights(logits, sampling);
}

/** The definition of `samplingWeights` for a temperature above 0, in decimals throughout: some 50 us a token. */
export function decimalWeights(logits: readonly number[], sampling: Sampling): number[] {
  const probabilities = softmax(logits, sampling.temperature);
  const kept = survivors(probabilities, sampling);
  const total = totalOf(kept.map((index) => probabilities[index]!));
  const weights = logits.map(() => 0);
  for (const index of kept) weights[index] = probabilities[index]!.div(total).times(weightScale).round().toNumber();
  return filledUp(weights);
}

function onlyTheGreatest(logits: readonly number[]): number[] {
  const greatest = logits.indexOf(Math.max(...logits));
  return logits.map((_, index) => (index === greatest ? weightScale : 0));
}

function softmax(logits: readonly number[], temperature: number): Decimal[] {
  const scaled = logits.map((logit) => new Digits(logit).div(temperature));
  const greatest = Decimal.max(...scaled);
  const powers = scaled.map((logit) => logit.minus(greatest).exp());
  const total = totalOf(powers);
  return powers.map((power) => power.div(total));
}

const totalOf = (values: readonly Decimal[]): Decimal => values.reduce((sum, value) => sum.plus(value), new Digits(0));

/** The tokens that the filters leave, in the order of the logits; never none. */
function survivors(probabilities: readonly Decimal[], { topK, topP, minP }: Sampling): number[] {
  let kept = probabilities.map((_, index) => index).sort((a, b) => probabilities[b]!.cmp(probabilities[a]!) || a - b);
  if (topK !== undefined) kept = kept.slice(0, topK);
  if (topP !== undefined && topP < 1) kept = kept.slice(0, nucleus(kept, probabilities, topP));
  if (minP !== undefined && minP > 0) {
    const least = probabilities[kept[0]!]!.times(minP);
    kept = kept.filter((index) => probabilities[index]!.gte(least));
  }
  return kept.sort((a, b) => a - b);
}

/** How many of the sorted tokens it takes to hold `topP`. */
function nucleus(sorted: readonly number[], probabilities: readonly Decimal[], topP: number): number {
  let held = new Digits(0);
  for (const [count, index] of sorted.entries()) {
    held = held.plus(probabilities[index]!);
    if (held.gte(topP)) return count + 1;
  }
  return sorted.length;
}
