import { inferenceMsgs } from '../../../src/types/msgs/registry.js';
import { alice, badAddress, bob, breaking, signature } from './breaking.js';

const required = (field: string): string => `sdk/18 ${field} is required: invalid request`;

breaking(
  'MsgStartInference',
  inferenceMsgs.startInference,
  {
    creator: alice,
    inferenceId: signature,
    promptHash: 'h',
    promptPayload: 'p',
    model: 'm',
    requestedBy: bob,
    assignedTo: bob,
    nodeVersion: '',
    maxTokens: 0n,
    promptTokenCount: 0n,
    requestTimestamp: 1n,
    transferSignature: signature,
    originalPrompt: 'o',
  },
  [
    [{ creator: 'x' }, `sdk/7 invalid creator address (${badAddress}`],
    [{ requestedBy: 'x' }, `sdk/7 invalid requested_by address (${badAddress}`],
    [{ assignedTo: 'x' }, `sdk/7 invalid assigned_to address (${badAddress}`],
    [{ inferenceId: '' }, required('inference_id')],
    [
      { inferenceId: 'abc!' },
      'sdk/18 inference_id must be base64: illegal base64 data at input byte 3: invalid request',
    ],
    [{ inferenceId: 'YWJj' }, 'sdk/18 inference_id must decode to 64 bytes (r||s), got 3 bytes: invalid request'],
    [{ model: ' ' }, required('model')],
    [{ promptHash: '' }, required('prompt_hash')],
    [{ promptPayload: '' }, required('prompt_payload')],
    [{ originalPrompt: '' }, required('original_prompt')],
    [{ requestTimestamp: 0n }, 'sdk/18 request_timestamp must be > 0: invalid request'],
    [{ transferSignature: '' }, required('transfer_signature')],
  ],
);

breaking(
  'MsgFinishInference',
  inferenceMsgs.finishInference,
  {
    creator: alice,
    inferenceId: signature,
    responseHash: 'h',
    responsePayload: 'p',
    promptTokenCount: 0n,
    completionTokenCount: 0n,
    executedBy: alice,
    transferredBy: bob,
    requestTimestamp: 1n,
    transferSignature: signature,
    executorSignature: signature,
    requestedBy: bob,
    originalPrompt: 'o',
    model: 'm',
  },
  [
    [{ creator: 'x' }, `sdk/7 invalid creator address (${badAddress}`],
    [{ executedBy: 'x' }, `sdk/7 invalid executed_by address (${badAddress}`],
    [{ transferredBy: 'x' }, `sdk/7 invalid transferred_by address (${badAddress}`],
    [{ requestedBy: 'x' }, `sdk/7 invalid requested_by address (${badAddress}`],
    [{ inferenceId: '' }, required('inference_id')],
    [{ responseHash: '' }, required('response_hash')],
    [{ responsePayload: '' }, required('response_payload')],
    [{ requestTimestamp: 0n }, 'sdk/18 request_timestamp must be > 0: invalid request'],
    [{ transferSignature: '' }, required('transfer_signature')],
    [{ executorSignature: '' }, required('executor_signature')],
  ],
);

breaking(
  'MsgValidation',
  inferenceMsgs.validation,
  {
    creator: alice,
    id: '',
    inferenceId: 'any text',
    responsePayload: '',
    responseHash: '',
    value: 1,
    revalidation: false,
  },
  [
    [{ creator: 'x' }, `sdk/7 invalid creator address (${badAddress}`],
    [{ inferenceId: '' }, required('inference_id')],
    [{ value: 0 }, undefined],
    [{ value: 1.1 }, 'sdk/18 value must be in [0,1]: invalid request'],
    [{ value: -0.1 }, 'sdk/18 value must be in [0,1]: invalid request'],
    [{ value: Number.NaN }, 'sdk/18 value must be in [0,1]: invalid request'],
  ],
);

for (const [name, spec] of [
  ['MsgInvalidateInference', inferenceMsgs.invalidateInference],
  ['MsgRevalidateInference', inferenceMsgs.revalidateInference],
] as const) {
  breaking(name, spec, { creator: alice, inferenceId: 'any text' }, [
    [{ creator: 'x' }, `sdk/7 invalid creator address (${badAddress}`],
    [{ inferenceId: '' }, required('inference_id')],
  ]);
}
