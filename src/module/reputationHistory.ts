import { missPercentage, type ReputationHistory } from '../calculations/reputation.js';
import type { Keeper } from '../keeper/keeper.js';
import { getPerformanceSummaries, getPerformanceSummary } from '../keeper/performanceSummaries.js';
import type { SettlementResult } from '../types/strategies.js';

/** Tells the history of any participant. */
export type Histories = (participant: string) => ReputationHistory;

/** As the deployed chain reads it: all epochs that were settled for him. Cost: O(epochs) for each participant. */
export const wholeHistories =
  (keeper: Keeper): Histories =>
  (participant) => {
    const summaries = getPerformanceSummaries(keeper, participant);
    const missPercentages = summaries.map(({ missedRequests, inferenceCount }) =>
      missPercentage(missedRequests, inferenceCount),
    );
    return { epochCount: BigInt(summaries.length), missPercentages };
  };

/**
 * The same from what was noted at settlements, epochs without misses being counted only. Cost: O(noted misses) for all
 * participants together.
 */
export function notedHistories(keeper: Keeper): Histories {
  const { settledEpochs, missedRequests } = keeper.state;
  const missesOf = new Map<string, ReputationHistory['missPercentages'][number][]>();
  for (const [[participant, epoch], missed] of missedRequests.entries()) {
    const { inferenceCount } = getPerformanceSummary(keeper, participant, epoch)!;
    const misses = missesOf.get(participant) ?? [];
    missesOf.set(participant, misses);
    misses.push(missPercentage(missed, inferenceCount));
  }
  return (participant) => ({
    epochCount: settledEpochs.get(participant) ?? 0n,
    // Keys give addresses in lower case.
    missPercentages: missesOf.get(participant.toLowerCase()) ?? [],
  });
}

/** Notes an epoch that was settled, so that nobody has to walk through all of them later. Cost: O(participants). */
export function noteSettledEpoch(keeper: Keeper, epochIndex: bigint, { results }: SettlementResult): void {
  const { settledEpochs, missedRequests } = keeper.state;
  for (const { participant } of results) {
    settledEpochs.set(participant, (settledEpochs.get(participant) ?? 0n) + 1n);
    const missed = getPerformanceSummary(keeper, participant, epochIndex)!.missedRequests;
    if (missed > 0n) missedRequests.set([participant, epochIndex], missed);
  }
}
