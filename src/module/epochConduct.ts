import { type CappedWeights, capWeights, capWeightsA25 } from '../calculations/powerCapping.js';
import { allAtOnce, type OpenVoterRoll, oneByOne } from '../epochgroup/voterRoll.js';
import type { ActiveParticipant } from '../gen/inference/inference/activeparticipants.js';
import type { Decimal } from '../gen/inference/inference/decimal.js';
import type { EpochGroupData } from '../gen/inference/inference/epoch_group_data.js';
import type { EpochParams, Params } from '../gen/inference/inference/params.js';
import type { Keeper } from '../keeper/keeper.js';
import { branch } from '../types/branch.js';
import type { Context } from '../types/context.js';
import { type ChainEvent, event } from '../types/events.js';
import type { SettlementResult } from '../types/strategies.js';
import { CodedError, simErrors } from '../util/errors.js';
import { maxOf } from '../util/int.js';
import { removeTimeouts } from './pruning.js';
import { type Histories, notedHistories, noteSettledEpoch, wholeHistories } from './reputationHistory.js';
import { recordTopMiners } from './topMiners.js';

/** What the stages of an epoch do differently between profiles, beside the strategies (decisions, sections 0 and 2). */
export interface EpochConduct {
  /** Tells the world what an epoch does, or not. */
  tell(ctx: Context, event: ChainEvent): void;
  /** Parameters that an epoch keeps from the start of its PoC on. */
  frozenParams(params: Params): EpochParams | undefined;
  /** Forgets when inferences run out that are pruned, or lets those heights come to nothing. */
  forgetTimeouts(keeper: Keeper, inferenceIds: ReadonlySet<string>): void;
  /** Cuts weights to the largest share that one participant may hold. */
  capWeights(weights: readonly bigint[], max: Decimal | undefined): CappedWeights;
  /** Counts the top miners of an epoch that is formed, or not. */
  recordTopMiners(keeper: Keeper, participants: readonly ActiveParticipant[]): void;
  /** Notes what later epochs want to know of one that was settled, or leaves it to the summaries. */
  noteSettledEpoch(keeper: Keeper, epochIndex: bigint, result: SettlementResult): void;
  /** What reputations are made of. */
  histories(keeper: Keeper): Histories;
  /** How the members of an epoch's groups get into x/group. */
  readonly voterRoll: OpenVoterRoll;
  /** Which epoch's sub-groups tell the capacities that prices of the new epoch start from. */
  capacityGroups<T>(epochs: { readonly ending: T; readonly beginning: T }): T;
  /** Capacity of a model, in tokens per second. */
  capacityOf(group: EpochGroupData): bigint;
  /**
   * Runs a stage. `work` opens what it needs in the context it is given, so that a failed stage can leave no trace.
   */
  runStage(ctx: Context, stage: string, work: (ctx: Context) => void): void;
}

/** Capacity of a model that nobody's weight says anything about. */
const unknownCapacity = 1000n;

/** The seed's stages: told, each in a store of its own, which is dropped when it fails (decisions, section 2). */
export const proposalEpochs: EpochConduct = {
  tell: (ctx, told) => ctx.emit(told),
  frozenParams: (params) => params.epochParams,
  forgetTimeouts: removeTimeouts,
  capWeights,
  recordTopMiners: () => {},
  noteSettledEpoch,
  histories: notedHistories,
  voterRoll: allAtOnce,
  capacityGroups: ({ beginning }) => beginning,
  capacityOf: ({ totalThroughput, totalWeight }) =>
    totalThroughput > 0n ? totalThroughput : maxOf(totalWeight, 0n) || unknownCapacity,
  runStage: undoWhenStageFails,
};

/** The deployed stages: silent, on the block's own store. */
export const deployedEpochs: EpochConduct = {
  tell: () => {},
  frozenParams: () => undefined,
  forgetTimeouts: () => {},
  capWeights: capWeightsA25,
  recordTopMiners,
  noteSettledEpoch: () => {},
  histories: wholeHistories,
  voterRoll: oneByOne,
  capacityGroups: ({ ending }) => ending,
  capacityOf: ({ totalWeight }) => (totalWeight > 0n ? totalWeight : unknownCapacity),
  runStage: leaveWhenStageFails,
};

/** What becomes of the chain when a stage fails, whatever its profile says. */
export type OnStageFailure = 'halt' | 'goOn';

/** The same stages under another rule of failure; without one, the profile's own. */
export function withStageFailure(epochs: EpochConduct, rule: OnStageFailure | undefined): EpochConduct {
  if (rule === undefined) return epochs;
  return { ...epochs, runStage: rule === 'halt' ? haltWhenStageFails : undoWhenStageFails };
}

/** A failure that the rules foresee. A bug is none, nor is a broken strategy: its author must hear of it, not the chain. */
const isOfChain = (error: unknown): error is CodedError =>
  error instanceof CodedError && error.kind !== simErrors.strategyInvalid;

/** A failed stage stops the chain: for tests, and for whoever looks for the cause. */
function haltWhenStageFails(ctx: Context, stage: string, work: (ctx: Context) => void): void {
  try {
    work(ctx);
  } catch (cause) {
    if (!isOfChain(cause) || cause.kind === simErrors.chainHalted) throw cause;
    throw new CodedError(simErrors.chainHalted, `${stage}: ${cause.message}`, { context: { stage }, cause });
  }
}

/** What a failed stage did is undone and an event tells why; the chain goes on. */
function undoWhenStageFails(ctx: Context, stage: string, work: (ctx: Context) => void): void {
  const own = branch(ctx);
  try {
    work(own);
  } catch (error) {
    if (!isOfChain(error)) throw error;
    const { codespace, code, message } = error;
    ctx.emit(event('stage_failed', { stage, codespace, code, reason: message }));
    return;
  }
  own.commit();
}

/** What a failed stage did stays, and nobody is told; where the deployed chain would stop, ours stops too and says why. */
function leaveWhenStageFails(ctx: Context, _stage: string, work: (ctx: Context) => void): void {
  try {
    work(ctx);
  } catch (error) {
    if (!isOfChain(error) || error.kind === simErrors.chainHalted) throw error;
  }
}
