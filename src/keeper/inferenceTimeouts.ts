import { InferenceStatus } from '../gen/inference/inference/inference.js';
import { toUint64 } from '../util/int.js';
import { getInference, setInference } from './inferences.js';
import type { Keeper } from './keeper.js';
import { refund } from './money.js';
import { getValidationParams } from './params.js';
import { getParticipant, setParticipant, statsOf, withStats } from './participants.js';

/** Lets an inference expire some blocks from now (reference, section 7.2, StartInference). */
export function addInferenceTimeout(keeper: Keeper, inferenceId: string): void {
  const expirationHeight = toUint64(keeper.height + getValidationParams(keeper).expirationBlocks, 'expiration height');
  keeper.state.inferenceTimeouts.set([expirationHeight, inferenceId], { expirationHeight, inferenceId });
}

/**
 * Ends the inferences that nobody has finished until this height: the requester gets his escrow back, and the executor who
 * was asked has missed a request (reference, section 3). Cost: O(timeouts of this height).
 */
export function expireInferences(keeper: Keeper): void {
  const { state, height } = keeper;
  for (const { expirationHeight, inferenceId } of [...state.inferenceTimeouts.values({ prefix: [height] })]) {
    expireInference(keeper, inferenceId);
    state.inferenceTimeouts.remove([expirationHeight, inferenceId]);
  }
}

function expireInference(keeper: Keeper, inferenceId: string): void {
  const inference = getInference(keeper, inferenceId);
  if (inference?.status !== InferenceStatus.STARTED) return;
  refund(keeper, inference.requestedBy, inference.escrowAmount, `expired_inference:${inferenceId}`);
  setInference(keeper, { ...inference, status: InferenceStatus.EXPIRED, actualCost: 0n });

  const executor = getParticipant(keeper, inference.assignedTo);
  if (executor === undefined) return;
  setParticipant(keeper, withStats(executor, { missedRequests: statsOf(executor).missedRequests + 1n }));
}
