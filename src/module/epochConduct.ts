import { capWeights, capWeightsA25 } from '../calculations/powerCapping.js';
import { branch } from '../types/branch.js';
import { event } from '../types/events.js';
import { CodedError, simErrors } from '../util/errors.js';
import { maxOf } from '../util/int.js';
import type { EpochConduct } from './chainProfile.js';
import { recordTopMiners } from './topMiners.js';

/** Capacity of a model that nobody's weight says anything about. */
const unknownCapacity = 1000n;

/**
 * The seed's stages: announced, each in a store of its own. What fails is undone, told in an event, and the chain goes on.
 */
export const proposalEpochs: EpochConduct = {
  announce: (ctx, { stage, epoch, height }) => ctx.emit(event('epoch_stage', { stage, epoch, height })),
  announceReady: (ctx, ready) => ctx.emit(ready),
  frozenParams: (params) => params.epochParams,
  capWeights,
  recordTopMiners: () => {},
  capacityGroups: ({ beginning }) => beginning,
  capacityOf: ({ totalThroughput, totalWeight }) =>
    totalThroughput > 0n ? totalThroughput : maxOf(totalWeight, 0n) || unknownCapacity,
  runStage(ctx, stage, work) {
    const own = branch(ctx);
    try {
      work(own);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      const { codespace, code, message } = error;
      ctx.emit(event('stage_failed', { stage, codespace, code, reason: message }));
      return;
    }
    own.commit();
  },
};

/** The same, but a failed stage stops the chain: for tests and for whoever looks for the cause. */
export const haltingEpochs: EpochConduct = {
  ...proposalEpochs,
  runStage(ctx, stage, work) {
    const own = branch(ctx);
    try {
      work(own);
    } catch (cause) {
      throw halted(stage, cause);
    }
    own.commit();
  },
};

/**
 * The deployed stages: silent, on the block's own store. One that fails leaves what it wrote, and the chain goes on; where
 * the deployed chain would stop, ours stops too and says why.
 */
export const deployedEpochs: EpochConduct = {
  announce: () => {},
  announceReady: () => {},
  frozenParams: () => undefined,
  capWeights: capWeightsA25,
  recordTopMiners,
  capacityGroups: ({ ending }) => ending,
  capacityOf: ({ totalWeight }) => (totalWeight > 0n ? totalWeight : unknownCapacity),
  runStage(ctx, _stage, work) {
    try {
      work(ctx);
    } catch (error) {
      if (!(error instanceof CodedError) || error.kind === simErrors.chainHalted) throw error;
    }
  },
};

function halted(stage: string, cause: unknown): unknown {
  if (!(cause instanceof CodedError) || cause.kind === simErrors.chainHalted) return cause;
  return new CodedError(simErrors.chainHalted, `${stage}: ${cause.message}`, { context: { stage }, cause });
}
