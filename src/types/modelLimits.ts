import type { Model } from '../gen/inference/inference/model.js';

/** Tokens that a nonce can stand for at most. Times the weight of all nodes they must be an int64. */
const maxThroughputPerNonce = 2n ** 32n;

/** What is wrong with the tokens that a nonce of a model stands for: so many that no epoch could be formed with it. */
export function throughputComplaint({ throughputPerNonce }: Pick<Model, 'throughputPerNonce'>): string | undefined {
  if (throughputPerNonce <= maxThroughputPerNonce) return undefined;
  return `throughput_per_nonce must be at most ${maxThroughputPerNonce}, is ${throughputPerNonce}`;
}
