import { encodeVector } from '../../../validation/poc/vectorCodec.js';
import { hardwareNoise, type Machine } from './hardwareNoise.js';
import { seedOf, streamOf } from './normalStream.js';
import { unit, type VectorSource } from './vectorSource.js';

/**
 * Vectors as a machine's: a random direction fixed by model, block hash, public key and nonce, which every machine shares,
 * pushed by the machine's own noise.
 *
 * @param computes model that is really run, when it is not the one that is claimed
 */
export const simulatedVectors =
  (machine: Machine, computes?: string): VectorSource =>
  (claimed) => {
    const job = computes === undefined ? claimed : { ...claimed, model: computes };
    const seed = seedOf('vector', job.model, job.blockHash, job.publicKey);
    const push = hardwareNoise(machine, job);
    return (nonce) => {
      const draw = streamOf(seed, nonce);
      const hardness = draw();
      const ideal = unit(Float64Array.from({ length: job.kDim }, draw));
      return encodeVector(push(ideal, (other) => streamOf(other, nonce), hardness));
    };
  };
