import { missPercentage, type ReputationHistory } from '../calculations/reputation.js';
import type { Keeper } from '../keeper/keeper.js';
import { getPerformanceSummaries, getPerformanceSummary } from '../keeper/performanceSummaries.js';
import type { SettlementResult } from '../types/strategies.js';

/** The history of a participant as the deployed chain reads it: all epochs that were settled for him. Cost: O(epochs). */
export function wholeHistory(keeper: Keeper, participant: string): ReputationHistory {
  const summaries = getPerformanceSummaries(keeper, participant);
  const missPercentages = summaries.map(({ missedRequests, inferenceCount }) =>
    missPercentage(missedRequests, inferenceCount),
  );
  return { epochCount: BigInt(summaries.length), missPercentages };
}

/** The same from what was noted at settlements, epochs without misses being counted only. Cost: O(epochs with misses). */
export function notedHistory(keeper: Keeper, participant: string): ReputationHistory {
  const { settledEpochs, missedRequests } = keeper.state;
  const missPercentages = [...missedRequests.entries({ prefix: [participant] })].map(([[, epoch], missed]) =>
    missPercentage(missed, getPerformanceSummary(keeper, participant, epoch)!.inferenceCount),
  );
  return { epochCount: settledEpochs.get(participant) ?? 0n, missPercentages };
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
