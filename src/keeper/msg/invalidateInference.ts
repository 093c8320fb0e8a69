import { InferenceStatus } from '../../gen/inference/inference/inference.js';
import type { MsgInvalidateInference, MsgInvalidateInferenceResponse } from '../../gen/inference/inference/tx.js';
import { subInt64 } from '../../util/int.js';
import { requireDecider } from '../disputes.js';
import { settleValidation } from '../executorStatus.js';
import { requireInference, setInference } from '../inferences.js';
import type { Keeper } from '../keeper.js';
import { bookOwed, refund } from '../money.js';
import { getParams } from '../params.js';
import { requireParticipant } from '../participants.js';
import { moduleName } from '../schema.js';

/**
 * Declares an inference invalid after the vote (reference, section 7.2): the executor loses its cost, and the requester gets
 * it back. A second time does nothing.
 *
 * @throws 1102 when it is not there, 1103 unless executor and requester are participants, 1137 when nobody disputes it, 1100
 *   unless its group's policy account decides
 */
export function invalidateInference(keeper: Keeper, msg: MsgInvalidateInference): MsgInvalidateInferenceResponse {
  const { inferenceId } = msg;
  const inference = requireInference(keeper, inferenceId, `inference with id ${inferenceId} not found`);
  requireDecider(keeper, inference, msg.creator);
  const executor = requireParticipant(keeper, inference.executedBy);
  if (inference.status === InferenceStatus.INVALIDATED) return {};
  // Whoever is paid back must be a participant still.
  requireParticipant(keeper, inference.requestedBy);
  const { actualCost } = inference;
  const coinBalance = subInt64(executor.coinBalance, actualCost, 'coin_balance');

  bookOwed(keeper, executor.address, moduleName, actualCost, `inference_invalidated:${inferenceId}`);
  refund(keeper, inference.requestedBy, actualCost, `invalidated_inference:${inferenceId}`);
  settleValidation(keeper, { ...executor, coinBalance }, { outcome: 'invalid', params: getParams(keeper) });
  setInference(keeper, { ...inference, status: InferenceStatus.INVALIDATED });
  return {};
}
