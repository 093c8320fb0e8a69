import type { VectorSource } from './vectorSource.js';

/** Computes one nonce of every `stride` and sends its vector as that of those that follow: work that was not done. */
export const lazyVectors =
  (source: VectorSource, stride: number): VectorSource =>
  (job) => {
    const vectorOf = source(job);
    return (nonce) => {
      const worked = BigInt(nonce) - (((BigInt(nonce) % BigInt(stride)) + BigInt(stride)) % BigInt(stride));
      return vectorOf(Number.isSafeInteger(Number(worked)) ? Number(worked) : worked);
    };
  };
