import {
  type EpochGroupData,
  TimeslotType,
  type ValidationWeight,
} from '../gen/inference/inference/epoch_group_data.js';
import type { InferenceValidationDetails } from '../gen/inference/inference/inference_validation_details.js';
import { inferenceErrors } from '../types/errors.js';
import { CodedError } from '../util/errors.js';
import { asUint64 } from '../util/int.js';
import { requireEpochGroupData } from './epochGroupData.js';
import { getEpochContext, requireEpoch } from './epochs.js';
import { getValidatedInferences, getValidationDetails } from './inferences.js';
import type { Keeper } from './keeper.js';
import { getValidationParams } from './params.js';

/** Whoever claims, for which epoch, and the seed that he reveals. */
export interface Claim {
  readonly participant: string;
  readonly epochIndex: bigint;
  readonly seed: bigint;
}

/**
 * The inferences of an epoch that a claimant had to validate by his seed, and did not (reference, section 7.2,
 * ClaimRewards). Only those of other executors, in sub-groups that he is a member of; late ones only if one of his nodes
 * there served through PoC. Cost: O(inferences of the epoch + members of the sub-groups).
 *
 * @throws 1126 when the epoch or the model of an inference has no group, 1136 when the epoch is unknown, 1103 when the
 *   claimant is no member of it
 */
export function missedValidations(keeper: Keeper, claim: Claim): string[] {
  const { participant, epochIndex } = claim;
  if (memberOf(requireEpochGroupData(keeper, epochIndex), participant) === undefined) {
    throw new CodedError(inferenceErrors.participantNotFound, `${participant} in epoch ${epochIndex}`);
  }
  const { inferenceValidationCutoff } = getEpochContext(keeper, requireEpoch(keeper, epochIndex));
  const membershipIn = membershipsOf(keeper, claim);
  const validated = new Set(getValidatedInferences(keeper, epochIndex, participant));

  const hadTo = (details: InferenceValidationDetails): boolean => {
    if (details.executorId === participant) return false;
    const member = membershipIn(details.model);
    if (member === undefined) return false;
    const isLate = details.createdAtBlockHeight >= inferenceValidationCutoff;
    if (isLate && !servesThroughPoC(member)) return false;
    const duty = { seed: claim.seed, details, validatorPower: asUint64(member.weight) };
    return keeper.profile.conduct.shouldValidate({ ...duty, params: getValidationParams(keeper) }).mustValidate;
  };
  return getValidationDetails(keeper, epochIndex)
    .filter((details) => hadTo(details) && !validated.has(details.inferenceId))
    .map(({ inferenceId }) => inferenceId);
}

const memberOf = ({ validationWeights }: EpochGroupData, participant: string): ValidationWeight | undefined =>
  validationWeights.find(({ memberAddress }) => memberAddress === participant);

/** The claimant's place in the sub-group of a model, looked up once per model. */
function membershipsOf(keeper: Keeper, { participant, epochIndex }: Claim) {
  const known = new Map<string, ValidationWeight | undefined>();
  return (model: string): ValidationWeight | undefined => {
    if (!known.has(model)) known.set(model, memberOf(requireEpochGroupData(keeper, epochIndex, model), participant));
    return known.get(model);
  };
}

const servesThroughPoC = ({ mlNodes }: ValidationWeight): boolean =>
  mlNodes.some(({ timeslotAllocation }) => timeslotAllocation[TimeslotType.POC_SLOT]);
