import type {
  MsgFinishInference,
  MsgInvalidateInference,
  MsgRevalidateInference,
  MsgStartInference,
  MsgValidation,
} from '../../gen/inference/inference/tx.js';
import { requireAddress } from '../address.js';
import { invalidRequest, requirePositive, requireSignature, requireText } from './checks.js';

/** What form the signatures of a request must have; the developer's is the inference's id. */
export interface SignatureForm {
  id(text: string, field: string): void;
  agent(text: string, field: string): void;
}

/** As deployed: all must be there. */
export const everySignature: SignatureForm = { id: requireSignature, agent: requireSignature };

/** Profile `proposal`: an id may be any text, and an agent need not sign (decisions, section 7). */
export const signaturesIfPresent: SignatureForm = {
  id: requireText,
  agent: (text, field) => {
    if (text !== '') requireSignature(text, field);
  },
};

/** Stateless checks of a start (reference 7.2). */
export function checkStartInference(msg: MsgStartInference, prefix: string, form = everySignature): void {
  requireAddress(msg.creator, prefix, 'creator address');
  requireAddress(msg.requestedBy, prefix, 'requested_by address');
  requireAddress(msg.assignedTo, prefix, 'assigned_to address');
  form.id(msg.inferenceId, 'inference_id');
  requireText(msg.model, 'model');
  requireText(msg.promptHash, 'prompt_hash');
  requireText(msg.promptPayload, 'prompt_payload');
  requireText(msg.originalPrompt, 'original_prompt');
  requirePositive(msg.requestTimestamp, 'request_timestamp');
  form.agent(msg.transferSignature, 'transfer_signature');
}

/** Stateless checks of a finish. Token counts may be 0. */
export function checkFinishInference(msg: MsgFinishInference, prefix: string, form = everySignature): void {
  requireAddress(msg.creator, prefix, 'creator address');
  requireAddress(msg.executedBy, prefix, 'executed_by address');
  requireAddress(msg.transferredBy, prefix, 'transferred_by address');
  requireAddress(msg.requestedBy, prefix, 'requested_by address');
  form.id(msg.inferenceId, 'inference_id');
  requireText(msg.responseHash, 'response_hash');
  requireText(msg.responsePayload, 'response_payload');
  requirePositive(msg.requestTimestamp, 'request_timestamp');
  form.agent(msg.transferSignature, 'transfer_signature');
  form.agent(msg.executorSignature, 'executor_signature');
}

/** Stateless checks of a validation: its value is a similarity between 0 and 1. */
export function checkValidation(msg: MsgValidation, prefix: string): void {
  requireAddress(msg.creator, prefix, 'creator address');
  requireText(msg.inferenceId, 'inference_id');
  if (!(msg.value >= 0 && msg.value <= 1)) throw invalidRequest('value must be in [0,1]');
}

/** Stateless checks of a decision on a disputed inference, either way. */
export function checkDecision(msg: MsgInvalidateInference | MsgRevalidateInference, prefix: string): void {
  requireAddress(msg.creator, prefix, 'creator address');
  requireText(msg.inferenceId, 'inference_id');
}
