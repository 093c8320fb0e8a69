import { mean, quantile, sum } from '../../validation/statistics.js';
import type { PowStatus } from '../wire.js';

/** One look at the node while it makes vectors. Lists are in order of port. */
export interface ThroughputSample {
  /** Seconds of measuring, as planned. */
  readonly elapsed_s: number;
  readonly agg_status: PowStatus['status'];
  readonly n_backends: number;
  readonly per_backend_nonces_per_second: readonly number[];
  readonly per_backend_total_processed: readonly number[];
  readonly sum_nonces_per_second: number;
}

/** Which replica a number belongs to: the port, beside each sample. */
export interface PortedSample {
  readonly sample: ThroughputSample;
  readonly ports: readonly number[];
}

/** What a measurement leaves behind, also where it fails. */
export interface Measurement {
  samples: PortedSample[];
  warnings: string[];
}

/** All samples of a measurement; figures are null when there is none. */
export interface ThroughputSummary {
  readonly n_backends: number;
  readonly n_samples: number;
  readonly avg_sum_nonces_per_second: number | null;
  readonly avg_sum_nonces_per_min: number | null;
  readonly min_sum_nonces_per_second: number | null;
  readonly max_sum_nonces_per_second: number | null;
  readonly final_per_backend_total_processed: readonly number[];
}

/** What `GET /inference/pow/status` says at a moment. The service lists its replicas in order of their answers; here by port. */
export function sampleOf(status: PowStatus, elapsed: number): PortedSample {
  const backends = [...status.backends].sort((a, b) => a.port - b.port);
  const stats = backends.map((backend) => ('stats' in backend ? backend.stats : null));
  const rates = stats.map((entry) => entry?.nonces_per_second ?? 0);
  return {
    ports: backends.map(({ port }) => port),
    sample: {
      elapsed_s: elapsed,
      agg_status: status.status,
      n_backends: backends.length,
      per_backend_nonces_per_second: rates,
      per_backend_total_processed: stats.map((entry) => entry?.total_processed ?? 0),
      sum_nonces_per_second: sum(rates),
    },
  };
}

/** The figures of a measurement. */
export function summaryOf(samples: readonly ThroughputSample[]): ThroughputSummary {
  const last = samples.at(-1);
  const sums = samples.map((sample) => sample.sum_nonces_per_second);
  const average = last === undefined ? null : mean(sums);
  return {
    n_backends: last?.n_backends ?? 0,
    n_samples: samples.length,
    avg_sum_nonces_per_second: average,
    avg_sum_nonces_per_min: average === null ? null : average * 60,
    min_sum_nonces_per_second: last === undefined ? null : Math.min(...sums),
    max_sum_nonces_per_second: last === undefined ? null : Math.max(...sums),
    final_per_backend_total_processed: last?.per_backend_total_processed ?? [],
  };
}

/** A replica whose rate is below half of the median. */
export interface SlowReplica {
  readonly port: number;
  readonly rate: number;
  readonly median: number;
}

/** The replicas that lag behind the others in a sample. */
export function slowReplicas({ sample, ports }: PortedSample): SlowReplica[] {
  const rates = sample.per_backend_nonces_per_second;
  const middle = rates.length > 1 ? quantile(rates, 0.5) : 0;
  return ports.map((port, i) => ({ port, rate: rates[i]!, median: middle })).filter(({ rate }) => rate < middle / 2);
}
