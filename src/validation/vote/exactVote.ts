import { accusationRate, checkSettings, type VoteSettings } from './settings.js';
import { type BoundedProbability, voteDistribution } from './voteDistribution.js';

/** The figures of a vote without sampling. With correlated mismatches only the mean is known. */
export interface ExactVote {
  readonly meanShare: number;
  readonly stdShare?: number;
  readonly p05?: number;
  readonly median?: number;
  readonly p95?: number;
  readonly conviction?: BoundedProbability;
}

/**
 * What `simulateVotes` would find in endless rounds. Cost: that of `voteDistribution`, 0.7 s for the report's network.
 *
 * @throws validation/23 (weightsInvalid), validation/6 (parameterInvalid)
 */
export function exactVote(settings: VoteSettings): ExactVote {
  checkSettings(settings);
  const rate = accusationRate(settings);
  if ((settings.correlation?.rho ?? 0) > 0) return { meanShare: rate };
  const { mean, std, above, quantile } = voteDistribution(settings, rate);
  return {
    meanShare: mean,
    stdShare: std,
    p05: quantile(0.05),
    median: quantile(0.5),
    p95: quantile(0.95),
    conviction: above(settings.quorum),
  };
}
