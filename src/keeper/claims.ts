import {
  type EpochGroupData,
  TimeslotType,
  type ValidationWeight,
} from '../gen/inference/inference/epoch_group_data.js';
import type { InferenceValidationDetails } from '../gen/inference/inference/inference_validation_details.js';
import { inferenceErrors } from '../types/errors.js';
import { CodedError } from '../util/errors.js';
import { asUint64 } from '../util/int.js';
import { getSubGroups, requireEpochGroupData } from './epochGroupData.js';
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
 * @throws 1126 when the epoch or the model of an inference has no group, 1136 when it is unknown, 1103 when the claimant is no member of it
 */
export function missedValidations(keeper: Keeper, claim: Claim): string[] {
  const { conduct } = keeper.profile;
  const { participant, epochIndex, seed } = claim;
  const { inferenceValidationCutoff } = getEpochContext(keeper, requireEpoch(keeper, epochIndex));
  const root = requireEpochGroupData(keeper, epochIndex);
  if (!membersOf(root).has(participant)) {
    throw new CodedError(inferenceErrors.participantNotFound, `${participant} in epoch ${epochIndex}`);
  }
  const members = new Map(getSubGroups(keeper, root).map((group) => [group.modelId, membersOf(group)]));
  const validated = new Set(getValidatedInferences(keeper, epochIndex, participant));

  const hadTo = (details: InferenceValidationDetails): boolean => {
    if (details.executorId === participant) return false;
    const group = members.get(details.model);
    if (group === undefined) throw new CodedError(inferenceErrors.epochGroupDataNotFound, details.model);
    const member = group.get(participant);
    if (member === undefined) return false;
    if (!conduct.validatesStrangers && !group.has(details.executorId)) return false;
    const isLate = details.createdAtBlockHeight >= inferenceValidationCutoff;
    if (isLate && !servesThroughPoC(member)) return false;
    const duty = { seed, details, validatorPower: asUint64(member.weight) };
    return conduct.shouldValidate({ ...duty, params: getValidationParams(keeper) }).mustValidate;
  };
  return getValidationDetails(keeper, epochIndex)
    .filter((details) => hadTo(details) && !validated.has(details.inferenceId))
    .map(({ inferenceId }) => inferenceId);
}

const membersOf = ({ validationWeights }: EpochGroupData): ReadonlyMap<string, ValidationWeight> =>
  new Map(validationWeights.map((member) => [member.memberAddress, member]));

const servesThroughPoC = ({ mlNodes }: ValidationWeight): boolean =>
  mlNodes.some(({ timeslotAllocation }) => timeslotAllocation[TimeslotType.POC_SLOT]);
