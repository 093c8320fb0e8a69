import type { MsgRoute } from '../types/module.js';
import { checkFinishInference, checkStartInference } from '../types/msgs/inference.js';
import { inferenceMsgs, type MsgSpec } from '../types/msgs/registry.js';
import type { Conduct } from './conduct.js';
import type { InferenceKeepers, Keeper } from './keeper.js';
import { bridgeExchange } from './msg/bridgeExchange.js';
import { claimRewards } from './msg/claimRewards.js';
import { claimTrainingTaskForAssignment } from './msg/claimTrainingTaskForAssignment.js';
import { createPartialUpgrade } from './msg/createPartialUpgrade.js';
import { createTrainingTask } from './msg/createTrainingTask.js';
import { finishInference } from './msg/finishInference.js';
import { invalidateInference } from './msg/invalidateInference.js';
import { registerModel } from './msg/registerModel.js';
import { revalidateInference } from './msg/revalidateInference.js';
import { startInference } from './msg/startInference.js';
import { submitHardwareDiff } from './msg/submitHardwareDiff.js';
import { submitNewParticipant } from './msg/submitNewParticipant.js';
import { submitNewUnfundedParticipant } from './msg/submitNewUnfundedParticipant.js';
import { submitPocBatch } from './msg/submitPocBatch.js';
import { submitPocValidation } from './msg/submitPocValidation.js';
import { submitSeed } from './msg/submitSeed.js';
import { submitUnitOfComputePriceProposal } from './msg/submitUnitOfComputePriceProposal.js';
import { updateParams } from './msg/updateParams.js';
import { validation } from './msg/validation.js';

/** A route of any request and response type, as the module lists it. */
export type InferenceMsgRoute = MsgRoute<InferenceKeepers, never, unknown>;

/** A route that waits for the prefix of its chain's addresses. */
type PlannedRoute = (bech32Prefix: string) => InferenceMsgRoute;

function route<Req, Res>(
  spec: MsgSpec<Req, Res>,
  handle: (keeper: Keeper, msg: Req) => Res,
  validateBasic: (msg: Req, prefix: string) => void = spec.validateBasic,
): PlannedRoute {
  const made = (prefix: string): MsgRoute<InferenceKeepers, Req, Res> => ({
    typeUrl: spec.typeUrl,
    request: spec.request,
    response: spec.response,
    responseTypeUrl: spec.responseTypeUrl,
    signers: spec.signers,
    validateBasic: (msg) => validateBasic(msg, prefix),
    handle: (_, keepers, msg) => handle(keepers.inference, msg),
  });
  return made as unknown as PlannedRoute;
}

const plannedRoutes = ({ signatures: { form } }: Conduct): readonly PlannedRoute[] => [
  route(inferenceMsgs.updateParams, updateParams),
  route(inferenceMsgs.startInference, startInference, (msg, prefix) => checkStartInference(msg, prefix, form)),
  route(inferenceMsgs.finishInference, finishInference, (msg, prefix) => checkFinishInference(msg, prefix, form)),
  route(inferenceMsgs.validation, validation),
  route(inferenceMsgs.invalidateInference, invalidateInference),
  route(inferenceMsgs.revalidateInference, revalidateInference),
  route(inferenceMsgs.submitNewParticipant, submitNewParticipant),
  route(inferenceMsgs.submitNewUnfundedParticipant, submitNewUnfundedParticipant),
  route(inferenceMsgs.claimRewards, claimRewards),
  route(inferenceMsgs.submitPocBatch, submitPocBatch),
  route(inferenceMsgs.submitPocValidation, submitPocValidation),
  route(inferenceMsgs.submitSeed, submitSeed),
  route(inferenceMsgs.submitUnitOfComputePriceProposal, submitUnitOfComputePriceProposal),
  route(inferenceMsgs.registerModel, registerModel),
  route(inferenceMsgs.submitHardwareDiff, submitHardwareDiff),
  route(inferenceMsgs.createPartialUpgrade, createPartialUpgrade),
  route(inferenceMsgs.createTrainingTask, createTrainingTask),
  route(inferenceMsgs.claimTrainingTaskForAssignment, claimTrainingTaskForAssignment),
  route(inferenceMsgs.bridgeExchange, bridgeExchange),
];

/** Every message of the module with its handler; the stateless checks of a request are the profile's. */
export const inferenceMsgRoutes = (conduct: Conduct, bech32Prefix: string): readonly InferenceMsgRoute[] =>
  plannedRoutes(conduct).map((onChain) => onChain(bech32Prefix));
