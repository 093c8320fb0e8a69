import type { DeveloperStatsByTime } from '../../gen/inference/inference/developer_stats.js';
import * as q from '../../gen/inference/inference/query.js';
import { invalidArgument } from '../../types/queryStatus.js';
import { compareUtf8 } from '../../util/bytes.js';
import { minOf, toInt32 } from '../../util/int.js';
import { modelStatsBetween, statsBetween, statsOfEpoch } from '../developerStats.js';
import { getEffectiveEpochIndex } from '../epochs.js';
import type { Keeper } from '../keeper.js';
import { type InferenceQueryRoute, query } from './route.js';

/** Use of the network by developer, model and time. Times are milliseconds since the Unix epoch, both ends included. */
export const developerStatsQueries: readonly InferenceQueryRoute[] = [
  query(
    'StatsByTimePeriodByDeveloper',
    q.QueryStatsByTimePeriodByDeveloperRequest,
    q.QueryStatsByTimePeriodByDeveloperResponse,
    (keeper, { developer, timeFrom, timeTo }) => ({
      stats: [...statsBetween(keeper, timeFrom, timeTo)]
        .filter(([key]) => key.developer === developer)
        .map(([, one]) => one),
    }),
  ),
  query(
    'StatsByDeveloperAndEpochsBackwards',
    q.QueryStatsByDeveloperAndEpochBackwardsRequest,
    q.QueryInferencesAndTokensStatsResponse,
    (keeper, { developer, epochsN }) => totals(statsOfEpochs(keeper, epochsN, developer)),
  ),
  query(
    'InferencesAndTokensStatsByEpochsBackwards',
    q.QueryInferencesAndTokensStatsByEpochsBackwardsRequest,
    q.QueryInferencesAndTokensStatsResponse,
    (keeper, { epochsN }) => totals(statsOfEpochs(keeper, epochsN)),
  ),
  query(
    'InferencesAndTokensStatsByTimePeriod',
    q.QueryInferencesAndTokensStatsByTimePeriodRequest,
    q.QueryInferencesAndTokensStatsResponse,
    (keeper, { timeFrom, timeTo }) => totals([...statsBetween(keeper, timeFrom, timeTo)].map(([, one]) => one)),
  ),
  query(
    'InferencesAndTokensStatsByModels',
    q.QueryInferencesAndTokensStatsByModelsRequest,
    q.QueryInferencesAndTokensStatsByModelsResponse,
    (keeper, { timeFrom, timeTo }) => ({ statsModels: byModel(keeper, timeFrom, timeTo) }),
  ),
  query('DebugStatsDeveloperStats', q.QueryDebugStatsRequest, q.QueryDebugStatsResponse, ({ state }) => ({
    statsByTime: grouped([...state.statsByTime.entries()]),
    statsByEpoch: grouped([...state.statsByEpoch.entries()]),
  })),
];

/** What developers did in the last epochs before the effective one, newest first; one developer only if named. */
function statsOfEpochs(keeper: Keeper, epochs: number, developer?: string): DeveloperStatsByTime[] {
  if (epochs < 0) throw invalidArgument('epochs_n must not be negative');
  const effective = getEffectiveEpochIndex(keeper) ?? 0n;
  const count = minOf(BigInt(epochs), effective);
  const found: DeveloperStatsByTime[] = [];
  for (let back = 1n; back <= count; back++) found.push(...statsOfEpoch(keeper, effective - back, developer));
  return found;
}

function totals(stats: readonly DeveloperStatsByTime[]): q.QueryInferencesAndTokensStatsResponse {
  let [aiTokens, actualInferencesCost] = [0n, 0n];
  for (const { inference } of stats) {
    aiTokens += inference?.totalTokenCount ?? 0n;
    actualInferencesCost += inference?.actualCostInCoins ?? 0n;
  }
  return { aiTokens, inferences: toInt32(BigInt(stats.length), 'inferences'), actualInferencesCost };
}

function byModel(keeper: Keeper, from: bigint, to: bigint) {
  const stats = new Map<string, { aiTokens: bigint; inferences: number }>();
  for (const [model, { inference }] of modelStatsBetween(keeper, from, to)) {
    const { aiTokens, inferences } = stats.get(model) ?? { aiTokens: 0n, inferences: 0 };
    stats.set(model, { aiTokens: aiTokens + (inference?.totalTokenCount ?? 0n), inferences: inferences + 1 });
  }
  return [...stats].sort(([a], [b]) => compareUtf8(a, b)).map(([model, sums]) => ({ model, ...sums }));
}

function grouped<T>(
  entries: readonly (readonly [{ readonly developer: string }, T])[],
): { developer: string; stats: T[] }[] {
  const groups = new Map<string, T[]>();
  for (const [{ developer }, one] of entries) groups.set(developer, [...(groups.get(developer) ?? []), one]);
  return [...groups].map(([developer, stats]) => ({ developer, stats }));
}
