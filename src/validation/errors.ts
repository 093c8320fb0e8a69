import { defineErrors } from '../util/errors.js';

/** Errors of the validation science. */
export const validationErrors = defineErrors('validation', {
  emptyResult: [1, 'an answer without tokens has no distance'],
  recordInvalid: [2, 'not a record of an inference and its validation'],
  noDistances: [3, 'a class without distances has no threshold'],
  notFinite: [4, 'a distance must be a finite number'],
  noBounds: [5, 'No valid bounds found under the constraint that no distances_val exceed the lower bound.'],
  parameterInvalid: [6, 'invalid parameter'],
  collectInvalid: [7, 'invalid plan of runs'],
  serverFailed: [8, 'a server did not do what was asked'],
  promptsInvalid: [9, 'invalid prompts'],
  testInvalid: [20, 'invalid binomial test'],
  vectorInvalid: [21, 'not a vector of half-precision numbers in base64'],
  artifactsInvalid: [22, 'not a set of PoC vectors'],
  weightsInvalid: [23, 'invalid voting weights'],
  proofInvalid: [30, 'not an inference artifact'],
  samplingInvalid: [31, 'invalid sampling parameters'],
  seedInvalid: [32, 'invalid seed of a run'],
});
