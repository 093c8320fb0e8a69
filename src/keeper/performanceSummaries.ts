import type { EpochPerformanceSummary } from '../gen/inference/inference/epoch_performance_summary.js';
import type { Keeper } from './keeper.js';

/** What a participant did in an epoch, as its settlement left it. */
export function getPerformanceSummary(
  { state }: Keeper,
  participant: string,
  epochIndex: bigint,
): EpochPerformanceSummary | undefined {
  return state.performanceSummaries.get([participant, epochIndex]);
}

/** All summaries of a participant, oldest epoch first. Cost: O(epochs). */
export function getPerformanceSummaries({ state }: Keeper, participant: string): EpochPerformanceSummary[] {
  return [...state.performanceSummaries.values({ prefix: [participant] })];
}

export function setPerformanceSummary({ state }: Keeper, summary: EpochPerformanceSummary): void {
  state.performanceSummaries.set([summary.participantId, summary.epochIndex], summary);
}
