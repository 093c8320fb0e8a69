import type { EpochStages } from '../gen/inference/inference/epoch_stages.js';
import type { EpochParams } from '../gen/inference/inference/params.js';
import { CodedError, simErrors } from '../util/errors.js';
import { floorDiv, toInt64 } from '../util/int.js';

/** The lengths that epoch arithmetic reads, in blocks. */
export type EpochLengths = Pick<
  EpochParams,
  | 'epochLength'
  | 'epochShift'
  | 'pocStageDuration'
  | 'pocExchangeDuration'
  | 'pocValidationDelay'
  | 'pocValidationDuration'
  | 'setNewValidatorsDelay'
  | 'inferenceValidationCutoff'
>;

/** Which epoch, and the block at which its PoC starts. */
export interface EpochStart {
  readonly index: bigint;
  readonly pocStartBlockHeight: bigint;
}

/** Heights, both ends included. */
export interface Window {
  readonly start: bigint;
  readonly end: bigint;
}

/** What an epoch is doing at a height. */
export type EpochPhase = 'PoCGenerate' | 'PoCGenerateWindDown' | 'PoCValidate' | 'PoCValidateWindDown' | 'Inference';

/** Blocks of a stage before it winds down: 80 % of it (decisions, section 2). */
export const windDownOffset = (duration: bigint): bigint => floorDiv(4n * duration, 5n);

/** The same as the deployed chain has it: in float64, cut toward zero. Differs below 0, and above 2,000,000 blocks at most. */
export const windDownOffsetA25 = (duration: bigint): bigint => BigInt(Math.trunc(Number(duration) * 0.8));

/**
 * All heights of one epoch (reference, section 2.1), and what holds at a given one.
 *
 * Everything is counted from the start S of the epoch's PoC. Epoch 0 has no PoC: its heights and windows are 0, its
 * stored start is ignored, and it is in phase Inference all along.
 *
 * @throws gonka-sim/1 when a height does not fit into an int64
 */
export class EpochContext {
  readonly startOfPoC: bigint;
  readonly pocGenerationWindDown: bigint;
  readonly endOfPoC: bigint;
  readonly pocExchangeDeadline: bigint;
  readonly startOfPoCValidation: bigint;
  readonly pocValidationWindDown: bigint;
  readonly endOfPoCValidation: bigint;
  readonly setNewValidators: bigint;
  readonly claimMoney: bigint;
  readonly nextPoCStart: bigint;
  readonly inferenceValidationCutoff: bigint;
  #next: EpochContext | undefined;

  constructor(
    readonly epoch: EpochStart,
    readonly params: EpochLengths,
  ) {
    const height = (offset: bigint) => (this.isGenesis ? 0n : toInt64(epoch.pocStartBlockHeight + offset, 'height'));
    const endOfPoC = params.pocStageDuration;
    const startOfValidation = endOfPoC + params.pocValidationDelay;
    const endOfValidation = startOfValidation + params.pocValidationDuration;
    const setNewValidators = endOfValidation + params.setNewValidatorsDelay;

    this.startOfPoC = height(0n);
    this.pocGenerationWindDown = height(windDownOffset(params.pocStageDuration));
    this.endOfPoC = height(endOfPoC);
    this.pocExchangeDeadline = height(endOfPoC + params.pocExchangeDuration);
    this.startOfPoCValidation = height(startOfValidation);
    this.pocValidationWindDown = height(startOfValidation + windDownOffset(params.pocValidationDuration));
    this.endOfPoCValidation = height(endOfValidation);
    this.setNewValidators = height(setNewValidators);
    this.claimMoney = height(setNewValidators + 1n);
    const firstPoC = params.epochLength - params.epochShift;
    this.nextPoCStart = this.isGenesis ? toInt64(firstPoC, 'height') : height(params.epochLength);
    this.inferenceValidationCutoff = toInt64(this.nextPoCStart - params.inferenceValidationCutoff, 'height');
  }

  get epochIndex(): bigint {
    return this.epoch.index;
  }

  /** Whether this is epoch 0, which has no PoC. */
  get isGenesis(): boolean {
    return this.epochIndex === 0n;
  }

  /** Where batches are taken: from the block after the start of PoC. */
  get pocExchangeWindow(): Window {
    return this.#after(this.startOfPoC, this.pocExchangeDeadline);
  }

  /** Where validations are taken: from the block after their start. */
  get pocValidationExchangeWindow(): Window {
    return this.#after(this.startOfPoCValidation, this.endOfPoCValidation);
  }

  #after(start: bigint, end: bigint): Window {
    return this.isGenesis ? { start: 0n, end: 0n } : { start: start + 1n, end };
  }

  /** The epoch that follows this one. */
  get nextEpoch(): EpochStart {
    return { index: this.epochIndex + 1n, pocStartBlockHeight: this.nextPoCStart };
  }

  /** The heights of the epoch that follows, by its lengths: all blocks of a PoC ask for the same. */
  nextContext(params: EpochLengths): EpochContext {
    if (this.#next?.params !== params) this.#next = new EpochContext(this.nextEpoch, params);
    return this.#next;
  }

  /** All heights as the record that queries show. */
  get stages(): EpochStages {
    return {
      epochIndex: this.epochIndex,
      pocStart: this.startOfPoC,
      pocGenerationWindDown: this.pocGenerationWindDown,
      pocGenerationEnd: this.endOfPoC,
      pocValidationStart: this.startOfPoCValidation,
      pocValidationWindDown: this.pocValidationWindDown,
      pocValidationEnd: this.endOfPoCValidation,
      setNewValidators: this.setNewValidators,
      claimMoney: this.claimMoney,
      inferenceValidationCutoff: this.inferenceValidationCutoff,
      nextPocStart: this.nextPoCStart,
      pocExchangeWindow: this.pocExchangeWindow,
      pocValidationExchangeWindow: this.pocValidationExchangeWindow,
    };
  }

  phaseAt(height: bigint): EpochPhase {
    if (this.isGenesis || height < this.startOfPoC) return 'Inference';
    if (height < this.pocGenerationWindDown) return 'PoCGenerate';
    if (height < this.startOfPoCValidation) return 'PoCGenerateWindDown';
    if (height < this.pocValidationWindDown) return 'PoCValidate';
    if (height < this.endOfPoCValidation) return 'PoCValidateWindDown';
    return 'Inference';
  }

  /** In epoch 0, block 0 counts as the start. */
  isStartOfPoC(height: bigint): boolean {
    return height === this.startOfPoC;
  }

  isPoCExchangeWindow(height: bigint): boolean {
    return this.#isAfter(this.startOfPoC, this.pocExchangeDeadline, height);
  }

  isEndOfPoC(height: bigint): boolean {
    return this.#isAt(this.endOfPoC, height);
  }

  isStartOfPoCValidation(height: bigint): boolean {
    return this.#isAt(this.startOfPoCValidation, height);
  }

  isPoCValidationExchangeWindow(height: bigint): boolean {
    return this.#isAfter(this.startOfPoCValidation, this.endOfPoCValidation, height);
  }

  isEndOfPoCValidation(height: bigint): boolean {
    return this.#isAt(this.endOfPoCValidation, height);
  }

  isSetNewValidators(height: bigint): boolean {
    return this.#isAt(this.setNewValidators, height);
  }

  isClaimMoney(height: bigint): boolean {
    return this.#isAt(this.claimMoney, height);
  }

  isNextPoCStart(height: bigint): boolean {
    return height === this.nextPoCStart;
  }

  #isAt(stage: bigint, height: bigint): boolean {
    return !this.isGenesis && height === stage;
  }

  #isAfter(start: bigint, end: bigint, height: bigint): boolean {
    return !this.isGenesis && height > start && height <= end;
  }
}

/**
 * The epoch that a height belongs to, as seen while `effective` is in effect: that one between its switch of validators
 * and the next start of PoC, else the one that follows it, until that one's switch.
 *
 * @param nextParams lengths of the epoch that follows, where they differ (frozen when its PoC starts)
 * @throws gonka-sim/25 when the height lies beyond: the switch to the next epoch never came
 */
export function epochContextFromEffectiveEpoch(
  effective: EpochStart,
  params: EpochLengths,
  height: bigint,
  nextParams: EpochLengths = params,
): EpochContext {
  return epochContextAt(new EpochContext(effective, params), height, nextParams);
}

/** The same where the heights of the epoch in effect are known. */
export function epochContextAt(effective: EpochContext, height: bigint, nextParams: EpochLengths): EpochContext {
  if (effective.setNewValidators < height && height < effective.nextPoCStart) return effective;
  const next = effective.nextContext(nextParams);
  if (height <= next.setNewValidators) return next;
  const index = effective.epochIndex;
  const detail = `height ${height} is beyond the end ${next.setNewValidators} of epoch ${next.epochIndex}, while epoch ${index} is in effect: epoch_params changed under way`;
  throw new CodedError(simErrors.chainHalted, detail, { context: { height, effective: index } });
}
