import type { EpochContext } from './epochContext.js';

/** The nine stages of an epoch's PoC, in order (seed 3, section 8; decisions, section 2). */
export const stageNames = [
  'StartOfPoC',
  'PoCExchangeWindow',
  'EndOfPoC',
  'StartOfPoCValidation',
  'PoCValidationExchangeWindow',
  'EndOfPoCValidation',
  'NextEpochReady',
  'ModelLoading',
  'SetNewValidators',
] as const;

export type StageName = (typeof stageNames)[number];

/** The block in which each stage of an epoch starts. */
export type StageHeights = Readonly<Record<StageName, bigint>>;

/** A stage that starts: what timelines draw and what the event `epoch_stage` tells. */
export interface StageStart {
  readonly stage: StageName;
  readonly epoch: bigint;
  readonly height: bigint;
}

/**
 * Start heights of the nine stages. NextEpochReady falls into the block of EndOfPoCValidation and comes after it; models
 * load from there until SetNewValidators.
 */
export function stageHeights(epoch: EpochContext): StageHeights {
  return {
    StartOfPoC: epoch.startOfPoC,
    PoCExchangeWindow: epoch.pocExchangeWindow.start,
    EndOfPoC: epoch.endOfPoC,
    StartOfPoCValidation: epoch.startOfPoCValidation,
    PoCValidationExchangeWindow: epoch.pocValidationExchangeWindow.start,
    EndOfPoCValidation: epoch.endOfPoCValidation,
    NextEpochReady: epoch.endOfPoCValidation,
    ModelLoading: epoch.endOfPoCValidation,
    SetNewValidators: epoch.setNewValidators,
  };
}

/** An epoch's stages in order; epoch 0 has none. */
export function stageTimeline(epoch: EpochContext): readonly StageStart[] {
  if (epoch.isGenesis) return [];
  const heights = stageHeights(epoch);
  return stageNames.map((stage) => ({ stage, epoch: epoch.epochIndex, height: heights[stage] }));
}

/** The stages that start in a block, in order. */
export function stagesStartingAt(epoch: EpochContext, height: bigint): readonly StageStart[] {
  return stageTimeline(epoch).filter((start) => start.height === height);
}
