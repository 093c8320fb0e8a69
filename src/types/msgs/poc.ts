import type { MsgSubmitPocBatch, MsgSubmitPocValidation, MsgSubmitSeed } from '../../gen/inference/inference/tx.js';
import { requireAddress } from '../address.js';
import { SubmittedBatch } from '../submittedBatch.js';
import { invalidRequest, requirePositive, requireText } from './checks.js';

/** Stateless checks of a batch (reference 7.2); the node id may be empty. Cost: one pass over nonces and distances. */
export function checkSubmitPocBatch(msg: MsgSubmitPocBatch, prefix: string): void {
  requireAddress(msg.creator, prefix, 'creator address');
  requirePositive(msg.pocStageStartBlockHeight, 'poc_stage_start_block_height');
  requireText(msg.batchId, 'batch_id');
  if (!(msg instanceof SubmittedBatch)) checkLists(msg);
}

function checkLists(msg: MsgSubmitPocBatch): void {
  if (msg.nonces.length === 0) throw invalidRequest('nonces must be non-empty');
  msg.nonces.forEach((nonce, index) => {
    if (nonce < 0n) throw invalidRequest(`nonces[${index}] must be >= 0`);
  });
  if (msg.dist.length === 0) throw invalidRequest('dist must be non-empty');
  msg.dist.forEach((distance, index) => {
    if (!Number.isFinite(distance)) throw invalidRequest(`dist[${index}] must be finite`);
    if (distance < 0) throw invalidRequest(`dist[${index}] must be >= 0`);
  });
  if (msg.nonces.length !== msg.dist.length) {
    throw invalidRequest(`nonces and dist must have the same length: ${msg.nonces.length} != ${msg.dist.length}`);
  }
}

/** Stateless checks of a verdict; its numbers are stored as they come, NaN too. */
export function checkSubmitPocValidation(msg: MsgSubmitPocValidation, prefix: string): void {
  requireAddress(msg.creator, prefix, 'creator address');
  requireAddress(msg.participantAddress, prefix, 'participant_address');
  requirePositive(msg.pocStageStartBlockHeight, 'poc_stage_start_block_height');
}

/** Stateless checks of a seed; the complaint about the epoch speaks of a height, as the chain's does. */
export function checkSubmitSeed(msg: MsgSubmitSeed, prefix: string): void {
  requireAddress(msg.creator, prefix, 'creator address');
  requirePositive(msg.epochIndex, 'block_height');
}
