import { defineErrors } from '../util/errors.js';

/** Errors of the MLNode's side of the house: its server, its clients and its validator. */
export const mlnodeErrors = defineErrors('mlnode', {
  behaviourInvalid: [1, 'invalid behaviour of an MLNode'],
  fleetInvalid: [2, 'invalid fleet of MLNodes'],
  referenceInvalid: [3, 'invalid reference of PoC vectors'],
  cannotListen: [4, 'cannot listen'],
  urlInvalid: [10, 'invalid address of an MLNode'],
  unreachable: [11, 'the MLNode cannot be reached'],
  connectionBroken: [12, 'the connection ended before the answer did'],
  timedOut: [13, 'no whole answer in time'],
  callAborted: [14, 'the call was given up'],
  callFailed: [15, 'the MLNode refused a call'],
  answerInvalid: [16, 'not an answer of an MLNode'],
  referenceMissing: [20, 'no golden reference'],
  referenceMismatch: [21, 'the reference is for another model'],
  downloadFailed: [22, 'the model was not downloaded'],
  deployFailed: [23, 'vLLM does not run'],
  noBackends: [24, 'the MLNode has no healthy vLLM backend'],
  interrupted: [25, 'interrupted'],
  artifactsMissing: [26, 'the MLNode made fewer vectors than were asked for'],
  wouldOverwrite: [27, 'a file would be overwritten'],
  cannotWrite: [28, 'cannot write'],
  toolBroken: [29, 'a bug of this tool'],
});
