import { measureThroughput } from '../calculations/throughput.js';
import type { Inference } from '../gen/inference/inference/inference.js';
import type { InferenceValidationDetails } from '../gen/inference/inference/inference_validation_details.js';
import { inferenceErrors } from '../types/errors.js';
import { CodedError } from '../util/errors.js';
import { recordDeveloperStats } from './developerStats.js';
import type { Keeper } from './keeper.js';

export function getInference({ state }: Keeper, id: string): Inference | undefined {
  return state.inferences.get(id);
}

/** An inference that must be there: 1102 otherwise; `detail` says what was looked for. */
export function requireInference(keeper: Keeper, id: string, detail?: string): Inference {
  const inference = getInference(keeper, id);
  if (inference === undefined) throw new CodedError(inferenceErrors.inferenceNotFound, detail, { context: { id } });
  return inference;
}

/** Stores an inference and what developer statistics keep of it. */
export function setInference(keeper: Keeper, inference: Inference): void {
  keeper.state.inferences.set(inference.inferenceId, inference);
  recordDeveloperStats(keeper, inference);
}

/** Start and finish may come in either order; both leave the height at which they came. */
export const isStarted = ({ startBlockHeight }: Inference): boolean => startBlockHeight !== 0n;
export const isFinished = ({ endBlockHeight }: Inference): boolean => endBlockHeight !== 0n;
export const isComplete = (inference: Inference): boolean => isStarted(inference) && isFinished(inference);

export function setValidationDetails({ state }: Keeper, details: InferenceValidationDetails): void {
  state.validationDetails.set([details.epochId, details.inferenceId], details);
}

/** What a validator must know of an epoch's complete inferences, by id. Cost: O(inferences of the epoch). */
export function getValidationDetails({ state }: Keeper, epochIndex: bigint): InferenceValidationDetails[] {
  return [...state.validationDetails.values({ prefix: [epochIndex] })];
}

/** Ids of the inferences that a participant has validated in an epoch, in the order of his messages. */
export function getValidatedInferences({ state }: Keeper, epochIndex: bigint, participant: string): readonly string[] {
  return state.epochGroupValidations.get([epochIndex, participant])?.validatedInferences ?? [];
}

/** Notes that a participant has validated an inference of an epoch. */
export function addValidatedInference(keeper: Keeper, epochIndex: bigint, participant: string, id: string): void {
  const validatedInferences = [...getValidatedInferences(keeper, epochIndex, participant), id];
  keeper.state.epochGroupValidations.set([epochIndex, participant], { participant, epochIndex, validatedInferences });
}

/**
 * Input and output tokens of the inferences that ended in the last `blocks` blocks, this one included, by model. Cost:
 * O(stored inferences), which pruning bounds.
 */
export function measureThroughputForBlocks({ state, height }: Keeper, blocks: bigint): Map<string, bigint> {
  return measureThroughput(state.inferences.values(), { height, blocks });
}

/** The same for one model (seed 3, section 7.2). */
export function measureModelThroughputForBlocks(keeper: Keeper, model: string, blocks: bigint): bigint {
  return measureThroughputForBlocks(keeper, blocks).get(model) ?? 0n;
}
