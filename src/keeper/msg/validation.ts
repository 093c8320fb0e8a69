import { shareWork } from '../../calculations/shareWork.js';
import { type Inference, InferenceStatus } from '../../gen/inference/inference/inference.js';
import type { MsgValidation, MsgValidationResponse } from '../../gen/inference/inference/tx.js';
import { inferenceErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import { toFloat64 } from '../../util/decimal.js';
import { CodedError } from '../../util/errors.js';
import { addInt64 } from '../../util/int.js';
import { openDispute, voteOnDispute } from '../disputes.js';
import { getEpochModel } from '../epochModels.js';
import { settleValidation } from '../executorStatus.js';
import { addValidatedInference, requireInference, setInference } from '../inferences.js';
import type { Keeper } from '../keeper.js';
import { bookOwed } from '../money.js';
import { requireParticipant, setParticipant } from '../participants.js';

/**
 * Reports a validation (reference, section 7.2). A value above the model's threshold passes, and the validator takes a share
 * of the inference's cost; any other opens a vote. A revalidation is a vote.
 *
 * @throws 1102 and 1104 unless the inference is there and finished, 1103 unless both are participants, 1105 on his own,
 *   1126 when the model has no sub-group, 1137 when he has validated it before or others vote on it
 */
export function validation(keeper: Keeper, msg: MsgValidation): MsgValidationResponse {
  const inference = requireInference(keeper, msg.inferenceId);
  if (inference.status === InferenceStatus.STARTED) throw new CodedError(inferenceErrors.inferenceNotFinished);
  requireExecutor(keeper, inference);
  if (msg.revalidation) {
    castVote(keeper, inference, msg);
    return {};
  }
  if (inference.executedBy === msg.creator) throw new CodedError(inferenceErrors.cannotValidateOwnInference);
  keeper.profile.conduct.checkRepeatedValidation(inference, msg.creator);
  const passed = isPassing(keeper, inference, msg.value);
  requireParticipant(keeper, msg.creator);

  addValidatedInference(keeper, inference.epochId, msg.creator, inference.inferenceId);
  if (inference.status === InferenceStatus.INVALIDATED) return {};
  if (passed) accept(keeper, inference, msg.creator);
  else dispute(keeper, inference, msg.creator);
  keeper.ctx.emit(
    event('inference_validation', {
      inference_id: inference.inferenceId,
      validator: msg.creator,
      needs_revalidation: !passed,
      passed,
    }),
  );
  return {};
}

/** Expired inferences have no executor: 1103, without a name. */
function requireExecutor(keeper: Keeper, { executedBy }: Inference): void {
  if (executedBy === '') throw new CodedError(inferenceErrors.participantNotFound);
  requireParticipant(keeper, executedBy);
}

function isPassing(keeper: Keeper, inference: Inference, value: number): boolean {
  const { validationThreshold } = getEpochModel(keeper, inference.model);
  return value > (validationThreshold === undefined ? 0 : toFloat64(validationThreshold));
}

function castVote(keeper: Keeper, inference: Inference, msg: MsgValidation): void {
  if (inference.status === InferenceStatus.INVALIDATED) return;
  const verdict = isPassing(keeper, inference, msg.value) ? 'valid' : 'invalid';
  voteOnDispute(keeper, inference, msg.creator, verdict);
}

/** The cost is split anew among the executor and all validators; the books say who has given the newcomer his share. */
function accept(keeper: Keeper, inference: Inference, validator: string): void {
  const { inferenceId, executedBy, validatedBy, actualCost } = inference;
  const memo = `share_validation_executor:${inferenceId}`;
  for (const { participant, amount } of shareWork([executedBy, ...validatedBy], [validator], actualCost)) {
    const sharer = requireParticipant(keeper, participant);
    setParticipant(keeper, { ...sharer, coinBalance: addInt64(sharer.coinBalance, amount, 'coin_balance') });
    if (amount < 0n) bookOwed(keeper, participant, validator, -amount, memo);
  }
  settleValidation(keeper, requireParticipant(keeper, executedBy), 'valid');
  setInference(keeper, {
    ...inference,
    status: InferenceStatus.VALIDATED,
    validatedBy: [...validatedBy, validator],
  });
}

function dispute(keeper: Keeper, inference: Inference, validator: string): void {
  const proposalDetails = openDispute(keeper, inference, validator);
  settleValidation(keeper, requireParticipant(keeper, inference.executedBy), 'pending');
  setInference(keeper, { ...inference, status: InferenceStatus.VOTING, proposalDetails });
}
