import { defaultTokenPrice } from '../../calculations/inferenceCost.js';
import { Inference } from '../../gen/inference/inference/inference.js';
import type { MsgStartInference, MsgStartInferenceResponse } from '../../gen/inference/inference/tx.js';
import { minOf } from '../../util/int.js';
import { accountKey, operatingKeys } from '../accounts.js';
import { blockTimeMs, getTokenPrice } from '../dynamicPricing.js';
import { completeInference, creditExecutor } from '../inferenceCompletion.js';
import { getInference, isComplete, isFinished, isStarted, setInference } from '../inferences.js';
import { addInferenceTimeout } from '../inferenceTimeouts.js';
import type { Keeper } from '../keeper.js';
import { takeEscrow } from '../money.js';
import { requireParticipant } from '../participants.js';
import { agentPayload, developerPayload } from '../requestSignatures.js';

/**
 * Opens an inference (reference, section 7.2): the requester puts up the most that it can cost, at the price of this moment.
 * When the finish has come before, he puts up what it did cost, and the executor is paid at once.
 *
 * @throws 1103 unless agent and requester are participants, 1132 on a wrong signature, 1101 when it was started before,
 *   sdk 5 when the requester cannot pay
 */
export function startInference(keeper: Keeper, msg: MsgStartInference): MsgStartInferenceResponse {
  const { conduct } = keeper.profile;
  requireParticipant(keeper, msg.creator);
  requireParticipant(keeper, msg.requestedBy);
  checkSignatures(keeper, msg);
  const known = getInference(keeper, msg.inferenceId);
  const perTokenPrice = priceOf(keeper, known, msg.model);
  const response = { inferenceIndex: msg.inferenceId };
  if (known !== undefined && isStarted(known)) {
    conduct.checkRepeatedStart(known);
    addInferenceTimeout(keeper, msg.inferenceId);
    completeInference(keeper, known);
    return response;
  }

  const price = { promptTokens: msg.promptTokenCount, maxTokens: msg.maxTokens, price: perTokenPrice };
  const limit = conduct.costs.escrow(price);
  const payment = known === undefined ? 0n : minOf(known.actualCost, limit);
  const escrowAmount = known === undefined ? limit : payment;
  conduct.checkAmount(escrowAmount, msg.requestedBy);
  const inference = started(keeper, known ?? Inference.create({ perTokenPrice }), msg);

  takeEscrow(keeper, msg.requestedBy, escrowAmount, msg.inferenceId);
  const paid = { ...inference, escrowAmount, actualCost: payment };
  setInference(keeper, paid);
  addInferenceTimeout(keeper, msg.inferenceId);
  if (isComplete(paid)) {
    creditExecutor(keeper, paid, payment);
    completeInference(keeper, paid);
  }
  return response;
}

/** The price of this moment, unless the inference has one; a finish that has come before keeps even a price of 0. */
function priceOf(keeper: Keeper, known: Inference | undefined, model: string): bigint {
  if (known !== undefined && (isFinished(known) || known.perTokenPrice !== 0n)) return known.perTokenPrice;
  return getTokenPrice(keeper, model) ?? defaultTokenPrice;
}

function checkSignatures(keeper: Keeper, msg: MsgStartInference): void {
  const { originalPrompt, requestTimestamp, creator: transferAgent, assignedTo: executor } = msg;
  const request = { originalPrompt, requestTimestamp, transferAgent, executor };
  const { signatures } = keeper.profile.conduct;
  const developerKey = accountKey(keeper, msg.requestedBy);
  signatures.require(developerPayload(request), msg.inferenceId, developerKey ? [developerKey] : [], 'dev');
  signatures.require(
    agentPayload(request),
    msg.transferSignature,
    operatingKeys(keeper, transferAgent) ?? [],
    'transfer',
  );
}

/** The inference with what its start tells; what the finish has told before stays. */
function started(keeper: Keeper, known: Inference, msg: MsgStartInference): Inference {
  const start = {
    index: msg.inferenceId,
    inferenceId: msg.inferenceId,
    promptHash: msg.promptHash,
    promptPayload: msg.promptPayload,
    requestedBy: msg.requestedBy,
    assignedTo: msg.assignedTo,
    nodeVersion: msg.nodeVersion,
    maxTokens: msg.maxTokens,
    startBlockHeight: keeper.height,
    startBlockTimestamp: blockTimeMs(keeper),
  };
  if (isFinished(known)) return { ...known, ...start };
  return {
    ...known,
    ...start,
    promptTokenCount: msg.promptTokenCount,
    model: msg.model,
    transferredBy: msg.creator,
    requestTimestamp: msg.requestTimestamp,
    transferSignature: msg.transferSignature,
    originalPrompt: msg.originalPrompt,
  };
}
