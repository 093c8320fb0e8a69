import { z } from 'zod';
import { decodeVector } from '../../validation/poc/vectorCodec.js';
import type { WireArtifact } from '../wire.js';

const decimal = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/;

/** A number, also as text: the service reads both alike, and references of both kinds pass upstream. */
const numeric = (holds: (value: number) => boolean, wanted: string) =>
  z.custom<number | string>(
    (value) =>
      (typeof value === 'number' || (typeof value === 'string' && decimal.test(value))) && holds(Number(value)),
    `${wanted} is wanted`,
  );

const whole = (least: number) =>
  numeric((value) => Number.isSafeInteger(value) && value >= least, `a whole number from ${least} on`);

const text = z.string({ error: 'a text is wanted' }).min(1, 'must not be empty');
const threshold = numeric((value) => value >= 0 && Number.isFinite(value), 'a number from 0 on');
const share = numeric((value) => value >= 0 && value <= 1, 'a number from 0 to 1');

const artifactJson = z.looseObject({
  nonce: whole(0),
  vector_b64: z.string({ error: 'a text is wanted' }),
});

/** A golden reference as its file has it (reference, sections 5.1 and 6). Unknown fields are let through. */
export const referenceJson = z
  .looseObject({
    model: text,
    seq_len: whole(1),
    k_dim: whole(1),
    block_hash: text,
    public_key: text,
    block_height: whole(0).nullish(),
    node_id: whole(0).nullish(),
    node_count: whole(1).nullish(),
    dist_threshold: threshold.nullish(),
    stat_test: z
      .looseObject({
        dist_threshold: threshold.nullish(),
        p_mismatch: share.nullish(),
        fraud_threshold: share.nullish(),
      })
      .nullish(),
    additional_args: z.array(z.string({ error: 'a text is wanted' }), { error: 'a list of texts is wanted' }).nullish(),
    source: z.string({ error: 'a text is wanted' }).nullish(),
    artifacts: z.array(artifactJson, { error: 'a list of {nonce, vector_b64} is wanted' }).min(1, 'must not be empty'),
  })
  .superRefine(({ artifacts, k_dim }, context) => {
    const kDim = Number(k_dim);
    for (const [i, { vector_b64 }] of artifacts.entries()) {
      const message = faultOfVector(vector_b64, kDim);
      if (message !== undefined) context.addIssue({ code: 'custom', path: ['artifacts', i, 'vector_b64'], message });
    }
  });

export type ReferenceJson = z.infer<typeof referenceJson> & { readonly artifacts: readonly WireArtifact[] };

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** What is wrong with a vector's text; an empty one is passed over by the service. */
function faultOfVector(vector: string, kDim: number): string | undefined {
  if (vector === '') return undefined;
  if (!base64.test(vector)) return 'not base64';
  const bytes = Buffer.byteLength(vector, 'base64');
  if (bytes !== 2 * kDim) return `${bytes} bytes, where ${kDim} half-precision numbers have ${2 * kDim}`;
  return decodeVector(vector).every(Number.isFinite) ? undefined : 'holds NaN or an infinity';
}
