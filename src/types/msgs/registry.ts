import * as tx from '../../gen/inference/inference/tx.js';
import type { Codec } from '../../store/value.js';
import { type MessageFns, proto } from '../codec.js';
import { submittedBatchCodec } from '../submittedBatch.js';
import { checkBridgeExchange } from './bridge.js';
import { checkCreatePartialUpgrade, checkRegisterModel, checkUpdateParams } from './governance.js';
import { checkDecision, checkFinishInference, checkStartInference, checkValidation } from './inference.js';
import {
  checkSubmitHardwareDiff,
  checkSubmitNewParticipant,
  checkSubmitNewUnfundedParticipant,
} from './participant.js';
import { checkSubmitPocBatch, checkSubmitPocValidation, checkSubmitSeed } from './poc.js';
import { checkClaimRewards, checkPriceProposal } from './rewards.js';
import { checkClaimTrainingTask, checkCreateTrainingTask } from './training.js';

/** What is known of a message type without its handler: its half of a `MsgRoute`, for any bech32 prefix. */
export interface MsgSpec<Req, Res> {
  readonly typeUrl: string;
  readonly request: Codec<Req>;
  readonly response: Codec<Res>;
  readonly responseTypeUrl: string;
  /** bech32 addresses that must sign, in order. */
  signers(msg: Req): readonly string[];
  /** Stateless checks (the SDK's ValidateBasic); throws a coded error. */
  validateBasic(msg: Req, prefix: string): void;
}

function spec<Req, Res>(
  request: MessageFns<Req>,
  response: MessageFns<Res>,
  signer: (msg: Req) => string,
  validateBasic: MsgSpec<Req, Res>['validateBasic'],
  codec: Codec<Req> = proto(request),
): MsgSpec<Req, Res> {
  return {
    typeUrl: `/${request.$type}`,
    request: codec,
    response: proto(response),
    responseTypeUrl: `/${response.$type}`,
    signers: (msg) => [signer(msg)],
    validateBasic,
  };
}

const creator = (msg: { readonly creator: string }): string => msg.creator;
const authority = (msg: { readonly authority: string }): string => msg.authority;

/** The module's messages by the name of their rpc. */
export const inferenceMsgs = {
  updateParams: spec(tx.MsgUpdateParams, tx.MsgUpdateParamsResponse, authority, checkUpdateParams),
  startInference: spec(tx.MsgStartInference, tx.MsgStartInferenceResponse, creator, checkStartInference),
  finishInference: spec(tx.MsgFinishInference, tx.MsgFinishInferenceResponse, creator, checkFinishInference),
  validation: spec(tx.MsgValidation, tx.MsgValidationResponse, creator, checkValidation),
  invalidateInference: spec(tx.MsgInvalidateInference, tx.MsgInvalidateInferenceResponse, creator, checkDecision),
  revalidateInference: spec(tx.MsgRevalidateInference, tx.MsgRevalidateInferenceResponse, creator, checkDecision),
  submitNewParticipant: spec(
    tx.MsgSubmitNewParticipant,
    tx.MsgSubmitNewParticipantResponse,
    creator,
    checkSubmitNewParticipant,
  ),
  submitNewUnfundedParticipant: spec(
    tx.MsgSubmitNewUnfundedParticipant,
    tx.MsgSubmitNewUnfundedParticipantResponse,
    creator,
    checkSubmitNewUnfundedParticipant,
  ),
  claimRewards: spec(tx.MsgClaimRewards, tx.MsgClaimRewardsResponse, creator, checkClaimRewards),
  submitPocBatch: spec(
    tx.MsgSubmitPocBatch,
    tx.MsgSubmitPocBatchResponse,
    creator,
    checkSubmitPocBatch,
    submittedBatchCodec,
  ),
  submitPocValidation: spec(
    tx.MsgSubmitPocValidation,
    tx.MsgSubmitPocValidationResponse,
    creator,
    checkSubmitPocValidation,
  ),
  submitSeed: spec(tx.MsgSubmitSeed, tx.MsgSubmitSeedResponse, creator, checkSubmitSeed),
  submitUnitOfComputePriceProposal: spec(
    tx.MsgSubmitUnitOfComputePriceProposal,
    tx.MsgSubmitUnitOfComputePriceProposalResponse,
    creator,
    checkPriceProposal,
  ),
  registerModel: spec(tx.MsgRegisterModel, tx.MsgRegisterModelResponse, authority, checkRegisterModel),
  submitHardwareDiff: spec(
    tx.MsgSubmitHardwareDiff,
    tx.MsgSubmitHardwareDiffResponse,
    creator,
    checkSubmitHardwareDiff,
  ),
  createPartialUpgrade: spec(
    tx.MsgCreatePartialUpgrade,
    tx.MsgCreatePartialUpgradeResponse,
    authority,
    checkCreatePartialUpgrade,
  ),
  createTrainingTask: spec(
    tx.MsgCreateTrainingTask,
    tx.MsgCreateTrainingTaskResponse,
    creator,
    checkCreateTrainingTask,
  ),
  claimTrainingTaskForAssignment: spec(
    tx.MsgClaimTrainingTaskForAssignment,
    tx.MsgClaimTrainingTaskForAssignmentResponse,
    creator,
    checkClaimTrainingTask,
  ),
  bridgeExchange: spec(
    tx.MsgBridgeExchange,
    tx.MsgBridgeExchangeResponse,
    ({ validator }) => validator,
    checkBridgeExchange,
  ),
} as const;

const byUrl: ReadonlyMap<string, MsgSpec<unknown, unknown>> = new Map(
  Object.values(inferenceMsgs).map((one) => [one.typeUrl, one as unknown as MsgSpec<unknown, unknown>]),
);

/** The message type of a type URL; undefined when the module has none. */
export function msgSpecOf(typeUrl: string): MsgSpec<unknown, unknown> | undefined {
  return byUrl.get(typeUrl);
}
