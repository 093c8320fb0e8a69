import type { PoCValidation } from '../../gen/inference/inference/pocbatch.js';
import type { MsgSubmitPocValidation, MsgSubmitPocValidationResponse } from '../../gen/inference/inference/tx.js';
import { inferenceErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import { requireUpcomingContext } from '../epochs.js';
import type { Keeper } from '../keeper.js';
import { setPoCValidation } from '../pocValidations.js';

/**
 * Takes the sender's verdict on a participant's nonces (seed 3, section 5). His last verdict holds.
 *
 * @throws 1128 while no PoC runs, 1107 when it is another one, 1108 outside the validation window
 */
export function submitPocValidation(keeper: Keeper, msg: MsgSubmitPocValidation): MsgSubmitPocValidationResponse {
  const { height } = keeper;
  const { creator, participantAddress, pocStageStartBlockHeight } = msg;
  const context = requireUpcomingContext(keeper, '[SubmitPocBatch] Failed to get upcoming epoch');
  const { pocStartBlockHeight } = context.epoch;
  if (pocStageStartBlockHeight !== pocStartBlockHeight) {
    const detail = `[SubmitPocValidation] message start block height doesn't match the upcoming epoch. participant = ${participantAddress}. validatorParticipant = ${creator}msg.PocStageStartBlockHeight = ${pocStageStartBlockHeight}. epochContext.PocStartBlockHeight = ${pocStartBlockHeight}. currentBlockHeight = ${height}`;
    throw new CodedError(inferenceErrors.pocWrongStartBlockHeight, detail);
  }
  if (!context.isPoCValidationExchangeWindow(height)) {
    const detail = `msg.BlockHeight = ${pocStageStartBlockHeight}, currentBlockHeight = ${height}`;
    throw new CodedError(inferenceErrors.pocTooLate, detail);
  }

  setPoCValidation(keeper, verdictOf(msg, height));
  return {};
}

/** Field by field: a network of n participants sends n² of these, and copying the rest of an object costs five times that. */
const verdictOf = (msg: MsgSubmitPocValidation, validatedAtBlockHeight: bigint): PoCValidation => ({
  participantAddress: msg.participantAddress,
  validatorParticipantAddress: msg.creator,
  pocStageStartBlockHeight: msg.pocStageStartBlockHeight,
  validatedAtBlockHeight,
  nonces: msg.nonces,
  dist: msg.dist,
  receivedDist: msg.receivedDist,
  rTarget: msg.rTarget,
  fraudThreshold: msg.fraudThreshold,
  nInvalid: msg.nInvalid,
  probabilityHonest: msg.probabilityHonest,
  fraudDetected: msg.fraudDetected,
});
