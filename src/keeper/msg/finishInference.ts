import { defaultTokenPrice, payoutOf } from '../../calculations/inferenceCost.js';
import { Inference, InferenceStatus } from '../../gen/inference/inference/inference.js';
import type { MsgFinishInference, MsgFinishInferenceResponse } from '../../gen/inference/inference/tx.js';
import { inferenceErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import { accountKey, operatingKeys } from '../accounts.js';
import { blockTimeMs, getTokenPrice } from '../dynamicPricing.js';
import { completeInference, creditExecutor } from '../inferenceCompletion.js';
import { getInference, isComplete, isStarted, setInference } from '../inferences.js';
import type { Keeper } from '../keeper.js';
import { refund } from '../money.js';
import { requireParticipant } from '../participants.js';
import { agentPayload, developerPayload } from '../requestSignatures.js';

/**
 * Closes an inference (reference, section 7.2): the executor earns its cost, at most the escrow, and the requester gets the
 * rest back. When the start has not come yet, nobody is paid until it does.
 *
 * @throws 1103 unless executor, requester and agent are participants, 1133 when it has expired, 1132 on a wrong signature,
 *   1137 when it was finished before
 */
export function finishInference(keeper: Keeper, msg: MsgFinishInference): MsgFinishInferenceResponse {
  const { conduct } = keeper.profile;
  requireParticipant(keeper, msg.executedBy);
  requireParticipant(keeper, msg.requestedBy);
  requireParticipant(keeper, msg.transferredBy);
  checkSignatures(keeper, msg);
  const known = getInference(keeper, msg.inferenceId);
  if (known?.status === InferenceStatus.EXPIRED) {
    throw new CodedError(inferenceErrors.inferenceExpired, 'inference has already expired');
  }
  if (known !== undefined) conduct.checkRepeatedFinish(known);

  const inference = finished(keeper, known ?? reported(keeper, msg), msg);
  const { promptTokenCount, completionTokenCount, perTokenPrice } = inference;
  const tokens = { promptTokens: promptTokenCount, completionTokens: completionTokenCount };
  const cost = conduct.costs.cost({ ...tokens, price: perTokenPrice });
  if (!isStarted(inference)) {
    setInference(keeper, { ...inference, actualCost: cost });
    return { inferenceIndex: '' };
  }

  const payout = payoutOf(cost, inference.escrowAmount);
  const paid = { ...inference, actualCost: conduct.recordedCost({ cost, payment: payout.payment }) };
  setInference(keeper, paid);
  if (payout.refund !== 0n) refund(keeper, paid.requestedBy, payout.refund, `inference_refund:${paid.inferenceId}`);
  creditExecutor(keeper, paid, payout.payment);
  if (isComplete(paid)) completeInference(keeper, paid);
  return { inferenceIndex: '' };
}

function checkSignatures(keeper: Keeper, msg: MsgFinishInference): void {
  const { originalPrompt, requestTimestamp, transferredBy: transferAgent, executedBy: executor } = msg;
  const request = { originalPrompt, requestTimestamp, transferAgent, executor };
  const { signatures } = keeper.profile.conduct;
  const developerKey = accountKey(keeper, msg.requestedBy);
  const agentKeys = operatingKeys(keeper, transferAgent) ?? [];
  const executorKeys = operatingKeys(keeper, executor) ?? [];
  signatures.require(developerPayload(request), msg.inferenceId, developerKey ? [developerKey] : [], 'dev');
  signatures.require(agentPayload(request), msg.transferSignature, agentKeys, 'transfer');
  signatures.require(agentPayload(request), msg.executorSignature, executorKeys, 'executor');
}

/** An inference that is known by its finish first, at the price of this moment. */
function reported(keeper: Keeper, msg: MsgFinishInference): Inference {
  return Inference.create({
    index: msg.inferenceId,
    inferenceId: msg.inferenceId,
    model: msg.model,
    transferredBy: msg.transferredBy,
    requestTimestamp: msg.requestTimestamp,
    transferSignature: msg.transferSignature,
    originalPrompt: msg.originalPrompt,
    perTokenPrice: getTokenPrice(keeper, msg.model) ?? defaultTokenPrice,
  });
}

/** The inference with what its finish tells; another model is passed over, and no prompt tokens leave the start's count. */
function finished(keeper: Keeper, known: Inference, msg: MsgFinishInference): Inference {
  return {
    ...known,
    status: InferenceStatus.FINISHED,
    responseHash: msg.responseHash,
    responsePayload: msg.responsePayload,
    promptTokenCount: msg.promptTokenCount || known.promptTokenCount,
    completionTokenCount: msg.completionTokenCount,
    executedBy: msg.executedBy,
    executionSignature: msg.executorSignature,
    endBlockHeight: keeper.height,
    endBlockTimestamp: blockTimeMs(keeper),
  };
}
