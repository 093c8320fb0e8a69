import { defineErrors } from '../util/errors.js';

/** Errors of the MLNode's side of the house: its server, its clients and its validator. */
export const mlnodeErrors = defineErrors('mlnode', {
  behaviourInvalid: [1, 'invalid behaviour of an MLNode'],
  fleetInvalid: [2, 'invalid fleet of MLNodes'],
  referenceInvalid: [3, 'invalid reference of PoC vectors'],
  cannotListen: [4, 'cannot listen'],
});
