import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';

/** How a token is drawn from logits. A filter that is not given does not filter. */
export interface Sampling {
  /** 0 takes the most likely token. */
  readonly temperature: number;
  /** In (0, 1]: the least set of most likely tokens that holds this probability. */
  readonly topP?: number | undefined;
  /** How many of the most likely tokens may be drawn. */
  readonly topK?: number | undefined;
  /** In [0, 1]: tokens less likely than this share of the most likely one are left out. */
  readonly minP?: number | undefined;
}

/** @throws samplingInvalid naming the parameter */
export function checkSampling({ temperature, topP = 1, topK = 1, minP = 0 }: Sampling): void {
  const wrong = !(temperature >= 0 && temperature < Number.POSITIVE_INFINITY)
    ? `temperature ${temperature}`
    : !(topP > 0 && topP <= 1)
      ? `top_p ${topP}`
      : !(Number.isSafeInteger(topK) && topK >= 1)
        ? `top_k ${topK}`
        : !(minP >= 0 && minP <= 1)
          ? `min_p ${minP}`
          : undefined;
  if (wrong !== undefined) throw new CodedError(validationErrors.samplingInvalid, wrong);
}
