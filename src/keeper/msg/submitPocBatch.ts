import type { MsgSubmitPocBatch, MsgSubmitPocBatchResponse } from '../../gen/inference/inference/tx.js';
import { inferenceErrors } from '../../types/errors.js';
import { arrivedBatch } from '../../types/storedBatch.js';
import { CodedError } from '../../util/errors.js';
import { requireUpcomingContext } from '../epochs.js';
import type { Keeper } from '../keeper.js';
import { setPoCBatch } from '../pocBatches.js';

/**
 * Takes nonces that one of the sender's MLNodes has mined (seed 3, section 5). The same batch id replaces a batch.
 *
 * @throws 1128 while no PoC runs, 1107 when it is another one, 1108 outside the exchange window
 */
export function submitPocBatch(keeper: Keeper, msg: MsgSubmitPocBatch): MsgSubmitPocBatchResponse {
  const { height } = keeper;
  const { creator, pocStageStartBlockHeight } = msg;
  const context = requireUpcomingContext(keeper, 'Failed to get upcoming epoch');
  const { pocStartBlockHeight } = context.epoch;
  if (pocStageStartBlockHeight !== pocStartBlockHeight) {
    const detail = `[SubmitPocBatch] message start block height doesn't match the upcoming epoch group. participant = ${creator}. msg.PocStageStartBlockHeight = ${pocStageStartBlockHeight}. epochContext.PocStartBlockHeight = ${pocStartBlockHeight}. currentBlockHeight = ${height}`;
    throw new CodedError(inferenceErrors.pocWrongStartBlockHeight, detail);
  }
  if (!context.isPoCExchangeWindow(height)) {
    const detail = `PoC exchange window is closed. participant = ${creator}. msg.BlockHeight = ${pocStageStartBlockHeight}, currentBlockHeight = ${height}, epochContext.PocStartBlockHeight = ${pocStartBlockHeight}`;
    throw new CodedError(inferenceErrors.pocTooLate, detail);
  }

  const nodeId = keeper.profile.conduct.storedNodeId(msg.nodeId);
  setPoCBatch(keeper, arrivedBatch(msg, { receivedAtBlockHeight: height, nodeId }));
  return {};
}
