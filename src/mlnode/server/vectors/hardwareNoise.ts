import { type Stream, seedOf } from './normalStream.js';
import { unit, type VectorJob } from './vectorSource.js';

/** How far a machine's vectors lie from the ideal ones: lengths of a random push are log-normal. */
interface Push {
  /** Median length. */
  readonly median: number;
  /** Standard deviation of its logarithm, and how much of that is the nonce's own, the same on every machine. */
  readonly sigma: number;
  readonly shared: number;
}

/**
 * Weights at a precision, fitted to six real servers (`poc-v2-runs-qwen235-layer-20260115`): two honest machines lie a
 * log-normal L2 distance apart, median .053, sigma .57, 98 % below .17, and nonce by nonce their distances correlate with
 * those of another pair by .6; a machine with W8A16 weights lies .22, sigma .44, from an honest one.
 */
export const pushes = {
  fp8: { median: 0.0365, sigma: 0.63, shared: 0.65 },
  w8a16: { median: 0.236, sigma: 0.42, shared: 0.8 },
} as const satisfies Readonly<Record<string, Push>>;

export type Precision = keyof typeof pushes;

/** A machine: two of the same hardware and precision make the same vectors. */
export interface Machine {
  readonly hardware: string;
  readonly precision: Precision;
}

/** What pushes the ideal vectors of a job to those of a machine; `hardness` is the nonce's own standard normal number. */
export function hardwareNoise({ hardware, precision }: Machine, job: VectorJob) {
  const { median, sigma, shared } = pushes[precision];
  const own = Math.sqrt(1 - shared ** 2);
  const seed = seedOf('noise', precision, hardware, job.model, job.blockHash, job.publicKey);
  return (vector: Float64Array, nonceStream: (seed: number) => Stream, hardness: number): Float64Array => {
    const draw = nonceStream(seed);
    const length = median * Math.exp(sigma * (shared * hardness + own * draw()));
    const direction = unit(Float64Array.from(vector, draw));
    for (let i = 0; i < vector.length; i++) vector[i]! += length * direction[i]!;
    return unit(vector);
  };
}
