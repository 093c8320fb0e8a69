import { shareWork } from '../../calculations/shareWork.js';
import type { EpochGroupData } from '../../gen/inference/inference/epoch_group_data.js';
import { type Inference, InferenceStatus } from '../../gen/inference/inference/inference.js';
import type { Params } from '../../gen/inference/inference/params.js';
import type { Participant } from '../../gen/inference/inference/participant.js';
import type { MsgValidation, MsgValidationResponse } from '../../gen/inference/inference/tx.js';
import { inferenceErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import { toFloat64 } from '../../util/decimal.js';
import { CodedError } from '../../util/errors.js';
import { addInt64 } from '../../util/int.js';
import { openDispute, voteOnDispute } from '../disputes.js';
import { requireCurrentRootGroup } from '../epochGroupData.js';
import { getEpochModel } from '../epochModels.js';
import { settleValidation } from '../executorStatus.js';
import { addValidatedInference, requireInference, setInference } from '../inferences.js';
import type { Keeper } from '../keeper.js';
import { bookOwed } from '../money.js';
import { getParams } from '../params.js';
import { requireParticipant } from '../participants.js';
import { updateParticipant } from '../updateParticipant.js';

/**
 * Reports a validation (reference, section 7.2). A value above the model's threshold passes, and the validator takes a share
 * of the inference's cost; any other opens a vote. A revalidation is a vote. As on the deployed chain, a validation is noted
 * before it is checked: a message that fails takes the note back, but pays for it.
 *
 * @throws 1102 and 1104 unless the inference is there and finished, 1103 unless both are participants, 1105 on his own,
 *   1126 when the model has no sub-group, 1137 when he has validated it before or others vote on it
 */
export function validation(keeper: Keeper, msg: MsgValidation): MsgValidationResponse {
  const params = getParams(keeper);
  const inference = requireInference(keeper, msg.inferenceId);
  if (!msg.revalidation) addValidatedInference(keeper, inference.epochId, msg.creator, inference.inferenceId);
  if (inference.status === InferenceStatus.INVALIDATED) return {};
  if (inference.status === InferenceStatus.STARTED) throw new CodedError(inferenceErrors.inferenceNotFinished);
  const executor = requireExecutor(keeper, inference);
  if (!msg.revalidation) {
    if (inference.executedBy === msg.creator) throw new CodedError(inferenceErrors.cannotValidateOwnInference);
    keeper.profile.conduct.checkRepeatedValidation(inference, msg.creator);
  }
  const passed = isPassing(keeper, inference, msg.value);
  const root = requireCurrentRootGroup(keeper);
  if (msg.revalidation) {
    voteOnDispute(keeper, inference, msg.creator, passed ? 'valid' : 'invalid');
    return {};
  }

  const validated = { inference, executor, params };
  if (passed) accept(keeper, validated, msg.creator);
  else dispute(keeper, validated, { root, validator: msg.creator });
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
function requireExecutor(keeper: Keeper, { executedBy }: Inference): Participant {
  if (executedBy === '') throw new CodedError(inferenceErrors.participantNotFound);
  return requireParticipant(keeper, executedBy);
}

function isPassing(keeper: Keeper, inference: Inference, value: number): boolean {
  const { validationThreshold } = getEpochModel(keeper, inference.model);
  return value > (validationThreshold === undefined ? 0 : toFloat64(validationThreshold));
}

interface Validated {
  readonly inference: Inference;
  readonly executor: Participant;
  readonly params: Params;
}

/** The cost is split anew among the executor and all validators; the books say who has given the newcomer his share. */
function accept(keeper: Keeper, { inference, executor, params }: Validated, validator: string): void {
  const { inferenceId, executedBy, validatedBy, actualCost } = inference;
  const memo = `share_validation_executor:${inferenceId}`;
  let settled = executor;
  for (const { participant, amount } of shareWork([executedBy, ...validatedBy], [validator], actualCost)) {
    if (participant === executedBy) settled = withCoins(settled, amount);
    else updateParticipant(keeper, withCoins(requireParticipant(keeper, participant), amount));
    if (amount < 0n) bookOwed(keeper, participant, validator, -amount, memo);
  }
  settleValidation(keeper, settled, { outcome: 'valid', params });
  setInference(keeper, {
    ...inference,
    status: InferenceStatus.VALIDATED,
    validatedBy: [...validatedBy, validator],
  });
}

const withCoins = (participant: Participant, amount: bigint): Participant => ({
  ...participant,
  coinBalance: addInt64(participant.coinBalance, amount, 'coin_balance'),
});

function dispute(
  keeper: Keeper,
  { inference, executor, params }: Validated,
  { root, validator }: { readonly root: EpochGroupData; readonly validator: string },
): void {
  const proposalDetails = openDispute(keeper, root, inference, validator);
  settleValidation(keeper, executor, { outcome: 'pending', params });
  setInference(keeper, { ...inference, status: InferenceStatus.VOTING, proposalDetails });
}
