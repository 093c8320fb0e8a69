import type { PriceInput } from '../calculations/dynamicPrice.js';
import type { InferenceCosts } from '../calculations/inferenceCost.js';
import type { ExecutorRecord, StatusParams } from '../calculations/participantStatus.js';
import type { ValidationDecision, ValidationDuty } from '../calculations/shouldValidate.js';
import type { HardwareNode } from '../gen/inference/inference/hardware_node.js';
import type { Inference } from '../gen/inference/inference/inference.js';
import type { Model } from '../gen/inference/inference/model.js';
import type { Params } from '../gen/inference/inference/params.js';
import type { Participant, ParticipantStatus } from '../gen/inference/inference/participant.js';
import type { SettleAmount } from '../gen/inference/inference/settle_amount.js';
import type { SignatureForm } from '../types/msgs/inference.js';
import type { HardwareDiff, UnknownModel } from './hardwareDiff.js';
import type { requireSigned } from './requestSignatures.js';

/** A claimed seed, the signature that was submitted before the epoch, and the keys of which one must have made it. */
export interface SeedClaim {
  readonly seed: bigint;
  readonly signature: string;
  readonly publicKeys: readonly Uint8Array[];
}

/** How a profile looks at the signatures of a developer's request (decisions, section 7). */
export interface RequestSignatures {
  readonly form: SignatureForm;
  readonly require: typeof requireSigned;
}

/**
 * What the handlers of messages do differently between profiles (decisions, sections 0, 3, 4, 6, 7). Pure functions: a
 * handler asks its keeper's conduct, and nothing else asks which profile it is.
 */
export interface Conduct {
  /** The nodes that a participant has after a diff. */
  applyHardwareDiff(before: readonly HardwareNode[], diff: HardwareDiff): HardwareNode[];
  /** Refuses a diff with models that governance does not know. */
  checkModels(unknown: Iterable<UnknownModel>): void;
  /** The registry's record after a registration; throws when the model must not be registered. */
  registeredModel(before: Model | undefined, message: Model): Model;
  /** The record of a participant who registers, with what is kept of an earlier one. */
  registered(fresh: Participant, before: () => Participant | undefined): Participant;
  /** The node of a batch as it is stored. */
  storedNodeId(nodeId: string): string;
  /** The parameters as a governance proposal leaves them. */
  storedParams(before: Params, given: Params): Params;
  /** How tokens become money. */
  readonly costs: InferenceCosts;
  /** The cost that is recorded for an inference whose executor got `payment` of it. */
  recordedCost(amounts: { readonly cost: bigint; readonly payment: bigint }): bigint;
  /** Refuses a start of an inference that has been started, or lets it pass without effect. */
  checkRepeatedStart(inference: Inference): void;
  /** Refuses a finish of an inference that has been finished, or lets it be paid again. */
  checkRepeatedFinish(inference: Inference): void;
  /** Refuses a validation by one who has validated the inference, and of one that is voted on, or lets it count again. */
  checkRepeatedValidation(inference: Inference, validator: string): void;
  /** What voting on an inference that nobody disputes fails with. */
  undisputed(inferenceId: string): Error;
  /** Refuses an amount that cannot be booked as a coin, or lets it stand. */
  checkAmount(amount: bigint, participant: string): void;
  /** Standing of an executor after a validation. */
  participantStatus(record: ExecutorRecord, params: StatusParams): ParticipantStatus;
  /** Signatures of a request: the form that they must have, and how they are checked. */
  readonly signatures: RequestSignatures;
  /** Whether a claimed seed is the one that was committed to. */
  isSeedAccepted(claim: SeedClaim): boolean;
  /** What a claim is still worth when the module account could not pay all of it. */
  openClaim(unpaid: SettleAmount): SettleAmount | undefined;
  /** Whether a claimant had to validate an inference. */
  shouldValidate(duty: ValidationDuty): ValidationDecision;
  /** Whether claimants may have to validate what an executor outside of the model's group did. */
  readonly validatesStrangers: boolean;
  /** Refuses a proposed price of a unit of compute, or lets it be voted on. */
  checkProposedPrice(price: bigint): void;
  /** Price of a model's tokens in the next block. */
  nextTokenPrice(input: PriceInput): bigint;
  /** The capacities that a query of all of them shows. */
  shownCapacities<T>(stored: readonly T[]): readonly T[];
  /** How many participants a settlement looks at, in the order of their addresses. */
  readonly settlementLimit: number;
  /** Refuses to settle an epoch in which somebody owes, or leaves it to the settlement to pass over him. */
  checkSettledBalance(amount: bigint, participant: string): void;
}
