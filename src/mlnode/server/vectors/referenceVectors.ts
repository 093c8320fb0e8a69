import { z } from 'zod';
import { CodedError } from '../../../util/errors.js';
import { parsePocSet } from '../../../validation/poc/pocSet.js';
import { encodeVector } from '../../../validation/poc/vectorCodec.js';
import { mlnodeErrors } from '../../errors.js';
import type { VectorSource } from './vectorSource.js';

/** The vectors of a reference file, and what they were made for. */
export interface VectorReference {
  readonly model: string;
  readonly blockHash: string;
  readonly publicKey: string;
  readonly kDim: number;
  readonly vectors: ReadonlyMap<number, string>;
}

const headJson = z.object({ model: z.string(), block_hash: z.string(), public_key: z.string() });

/**
 * Reads a golden reference to serve from.
 *
 * @throws mlnode/3 (referenceInvalid), validation/21 and /22 for what is wrong with its vectors
 */
export function parseVectorReference(text: string, name: string): VectorReference {
  const { runs, kDim } = parsePocSet(text, name);
  const head = headJson.safeParse(JSON.parse(text));
  if (!head.success) {
    const { path, message } = head.error.issues[0]!;
    throw new CodedError(mlnodeErrors.referenceInvalid, `${name}: ${path.join('.')}: ${message}`);
  }
  const { model, block_hash: blockHash, public_key: publicKey } = head.data;
  const vectors = new Map([...runs[0]!.vectors].map(([nonce, vector]) => [nonce, encodeVector(vector)]));
  return { model, blockHash, publicKey, kDim, vectors };
}

/** Serves references for the jobs they were made for, and everything else from another source. */
export const referenceVectors =
  (references: readonly VectorReference[], otherwise: VectorSource): VectorSource =>
  (job) => {
    const others = otherwise(job);
    const found = references.filter(
      ({ model, blockHash, publicKey, kDim }) =>
        model === job.model && blockHash === job.blockHash && publicKey === job.publicKey && kDim === job.kDim,
    );
    if (found.length === 0) return others;
    const vectors = new Map(found.flatMap((reference) => [...reference.vectors]));
    return (nonce) => vectors.get(Number(nonce)) ?? others(nonce);
  };
