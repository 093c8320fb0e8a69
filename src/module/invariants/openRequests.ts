import { type Inference, InferenceStatus } from '../../gen/inference/inference/inference.js';
import { getInference } from '../../keeper/inferences.js';
import type { Invariant } from './invariant.js';

/**
 * Every open request runs out at a height to come, or its escrow would be locked for good; and every such height is that of
 * a request (reference, section 3). Cost: O(inferences + timeouts).
 */
export const openRequests: Invariant = {
  name: 'open requests run out, and nothing else does',
  *check(keeper) {
    const awaited = new Set<string>();
    for (const { expirationHeight, inferenceId } of keeper.state.inferenceTimeouts.values()) {
      awaited.add(inferenceId);
      if (expirationHeight <= keeper.height) yield `timeout of ${inferenceId} at ${expirationHeight}, which is over`;
      else if (getInference(keeper, inferenceId) === undefined) {
        yield `timeout at ${expirationHeight} of ${inferenceId}, which is not there`;
      }
    }
    for (const inference of keeper.state.inferences.values()) {
      if (isOpen(inference) && !awaited.has(inference.inferenceId)) {
        yield `${inference.inferenceId} holds ${inference.escrowAmount} in escrow and never runs out`;
      }
    }
  },
};

const isOpen = ({ status, startBlockHeight }: Inference): boolean =>
  status === InferenceStatus.STARTED && startBlockHeight !== 0n;
