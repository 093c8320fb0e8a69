import type { Inference } from '../gen/inference/inference/inference.js';
import { inferenceErrors, undefinedErrors } from '../types/errors.js';
import { CodedError, simErrors } from '../util/errors.js';
import { isFinished } from './inferences.js';

// What the deployed chain does where `proposal` refuses. Its panics in a message are failed transactions (decisions,
// section 0); where it would halt in a block, a coded error names the cause.

/** 1101 until the finish has come; later starts pass and count as a request again. */
export function refuseStartBeforeFinish(inference: Inference): void {
  if (!isFinished(inference)) throw new CodedError(inferenceErrors.inferenceIdExists, inference.inferenceId);
}

/** The panic of a vote on an inference without proposals. */
export function undisputed(): CodedError {
  const detail = 'recovered: runtime error: invalid memory address or nil pointer dereference';
  return new CodedError(undefinedErrors.panic, detail);
}

/** The panic of booking a negative amount as a coin. */
export function refuseNegativeCoin(amount: bigint, participant: string): void {
  if (amount >= 0n) return;
  const detail = `recovered: negative coin amount: ${amount}`;
  throw new CodedError(undefinedErrors.panic, detail, { context: { participant, amount } });
}

/** The halt of a settlement that books a negative balance as a coin. */
export function haltOnDebt(amount: bigint, participant: string): void {
  if (amount >= 0n) return;
  const detail = `settlement books the negative coin balance ${amount} of ${participant}`;
  throw new CodedError(simErrors.chainHalted, detail, { context: { participant, amount } });
}
