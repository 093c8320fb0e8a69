import { InferenceStatus } from '../../gen/inference/inference/inference.js';
import type { MsgRevalidateInference, MsgRevalidateInferenceResponse } from '../../gen/inference/inference/tx.js';
import { requireDecider } from '../disputes.js';
import { settleValidation } from '../executorStatus.js';
import { requireInference, setInference } from '../inferences.js';
import type { Keeper } from '../keeper.js';
import { getParams } from '../params.js';
import { requireParticipant } from '../participants.js';

/**
 * Declares a disputed inference valid after the vote (reference, section 7.2). A second time does nothing; after an
 * invalidation it is valid again, but nothing is paid back (QUIRKS).
 *
 * @throws 1102 when it is not there, 1137 when nobody disputes it, 1100 unless its group's policy account decides
 */
export function revalidateInference(keeper: Keeper, msg: MsgRevalidateInference): MsgRevalidateInferenceResponse {
  const { inferenceId } = msg;
  const inference = requireInference(keeper, inferenceId, `inference with id ${inferenceId} not found`);
  requireDecider(keeper, inference, msg.creator);
  const executor = requireParticipant(keeper, inference.executedBy);
  if (inference.status === InferenceStatus.VALIDATED) return {};

  settleValidation(keeper, executor, { outcome: 'valid', params: getParams(keeper) });
  setInference(keeper, { ...inference, status: InferenceStatus.VALIDATED });
  return {};
}
