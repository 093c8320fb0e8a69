import { isClaimSeedSigned } from '../calculations/claimSeed.js';
import { nextTokenPrice } from '../calculations/dynamicPrice.js';
import { inferenceCosts } from '../calculations/inferenceCost.js';
import { participantStatus } from '../calculations/participantStatus.js';
import { shouldValidate } from '../calculations/shouldValidate.js';
import { type Inference, InferenceStatus } from '../gen/inference/inference/inference.js';
import type { Model } from '../gen/inference/inference/model.js';
import type { Params } from '../gen/inference/inference/params.js';
import type { Participant } from '../gen/inference/inference/participant.js';
import { inferenceErrors, sdkErrors } from '../types/errors.js';
import { throughputComplaint } from '../types/modelLimits.js';
import { signaturesIfPresent } from '../types/msgs/inference.js';
import { epochLengthFault } from '../types/params.js';
import { compareDecimals, decimal } from '../util/decimal.js';
import { CodedError } from '../util/errors.js';
import { maxInt64 } from '../util/int.js';
import type { Conduct } from './conduct.js';
import { applyHardwareDiff, refuseUnknownModels } from './hardwareDiff.js';
import { isFinished } from './inferences.js';
import { requireSignedIfPresent } from './requestSignatures.js';

const smallestThreshold = decimal(0n);
const largestThreshold = decimal(100n);
/** Powers of ten beyond this are no threshold, only a way to exhaust memory. */
const largestExponent = 100;

/** The rules of the seed documents. */
export const proposalConduct: Conduct = {
  applyHardwareDiff,
  checkModels: refuseUnknownModels,
  registeredModel,
  registered: registeredAgain,
  storedNodeId: (nodeId) => nodeId,
  storedParams,
  costs: inferenceCosts,
  recordedCost: ({ payment }) => payment,
  checkRepeatedStart: refuseRepeatedStart,
  checkRepeatedFinish: refuseRepeatedFinish,
  checkRepeatedValidation: refuseRepeatedValidation,
  undisputed,
  checkAmount: () => {},
  participantStatus,
  signatures: { form: signaturesIfPresent, require: requireSignedIfPresent },
  isSeedAccepted: ({ seed, signature, publicKeys }) =>
    publicKeys.some((publicKey) => isClaimSeedSigned(seed, signature, publicKey)),
  openClaim: (unpaid) => unpaid,
  shouldValidate,
  validatesStrangers: true,
  checkProposedPrice: refuseHugePrice,
  nextTokenPrice,
  shownCapacities: (stored) => stored,
  settlementLimit: Number.POSITIVE_INFINITY,
  checkSettledBalance: () => {},
};

/**
 * The new record of a model, with the fields that the message cannot carry kept (decisions, section 3).
 *
 * @throws 1134 without an id or with a throughput beyond all use, 1138 when the threshold is negative or above 100
 */
function registeredModel(before: Model | undefined, message: Model): Model {
  if (message.id.trim() === '') throw new CodedError(inferenceErrors.invalidModel, 'a model needs an id');
  const complaint = throughputComplaint(message);
  if (complaint !== undefined) throw new CodedError(inferenceErrors.invalidModel, complaint);
  const threshold = message.validationThreshold ?? smallestThreshold;
  if (
    Math.abs(threshold.exponent) > largestExponent ||
    compareDecimals(threshold, smallestThreshold) < 0 ||
    compareDecimals(threshold, largestThreshold) > 0
  ) {
    throw new CodedError(inferenceErrors.invalidValidationThreshold, message.id);
  }
  if (before === undefined) return message;
  const { contextWindow, quantization, coinsPerInputToken, coinsPerOutputToken } = before;
  return { ...message, contextWindow, quantization, coinsPerInputToken, coinsPerOutputToken };
}

/**
 * Who registers again changes his url and his keys. What he has earned or owes and how he stands stays: otherwise he could
 * leave his debts to the module, and be ACTIVE again after he was found INVALID.
 */
function registeredAgain(fresh: Participant, find: () => Participant | undefined): Participant {
  const before = find();
  if (before === undefined) return fresh;
  const { inferenceUrl, validatorKey, workerPublicKey } = fresh;
  return { ...before, inferenceUrl, validatorKey, workerPublicKey };
}

/**
 * The parameters that governance sets; our own ones stay when it says nothing of them.
 *
 * @throws sdk 18 when an epoch would be too short for its stages, or lengths are beyond all use
 */
function storedParams(before: Params, given: Params): Params {
  const fault = epochLengthFault(given.epochParams!);
  if (fault !== undefined) throw new CodedError(sdkErrors.invalidRequest, fault.text);
  return { ...given, multiModelParams: given.multiModelParams ?? before.multiModelParams };
}

/** 1101 whenever a start has come before. */
function refuseRepeatedStart({ inferenceId }: Inference): void {
  throw new CodedError(inferenceErrors.inferenceIdExists, inferenceId);
}

/** 1137 whenever a finish has come before: an executor is paid once. */
function refuseRepeatedFinish(inference: Inference): void {
  if (isFinished(inference)) throw illegal(`inference ${inference.inferenceId} is finished already`);
}

/** 1137 when he has a share of the inference already, and while its fate is voted on: then only votes count. */
function refuseRepeatedValidation({ inferenceId, validatedBy, status }: Inference, validator: string): void {
  if (validatedBy.includes(validator)) throw illegal(`${validator} has validated inference ${inferenceId} already`);
  if (status === InferenceStatus.VOTING) throw illegal(`inference ${inferenceId} is voted on: revalidate it`);
}

/** sdk 18 above 2^63 - 1: the price of an epoch is an int64, and a larger one would come out negative. */
function refuseHugePrice(price: bigint): void {
  if (price > maxInt64) throw new CodedError(sdkErrors.invalidRequest, `price ${price} is more than ${maxInt64}`);
}

/** 1137: there is nothing to vote on. */
function undisputed(inferenceId: string): CodedError {
  return illegal(`inference ${inferenceId} is not disputed`);
}

const illegal = (detail: string): CodedError => new CodedError(inferenceErrors.illegalState, detail);
