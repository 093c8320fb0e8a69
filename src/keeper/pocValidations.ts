import type { PoCValidation } from '../gen/inference/inference/pocbatch.js';
import type { Keeper } from './keeper.js';

/** Verdicts on the PoC that started at a height, by participant and validator. Cost: O(verdicts). */
export function getPoCValidations({ state }: Keeper, pocStart: bigint): PoCValidation[] {
  return [...state.pocValidations.values({ prefix: [pocStart] })];
}

/** Stores a verdict; a validator's last one on a participant holds. */
export function setPoCValidation({ state }: Keeper, validation: PoCValidation): void {
  const { pocStageStartBlockHeight, participantAddress, validatorParticipantAddress } = validation;
  state.pocValidations.set([pocStageStartBlockHeight, participantAddress, validatorParticipantAddress], validation);
}
