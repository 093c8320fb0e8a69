import {
  boolean,
  float,
  integer,
  list,
  type ModelOf,
  model,
  nullable,
  optional,
  type PyInt,
  text,
} from './python/pydantic.js';

const params = model({ model: text, seq_len: integer, k_dim: optional(integer, 12 as PyInt) }, 'forbid');

const pocFields = {
  block_hash: text,
  block_height: integer,
  public_key: text,
  node_id: integer,
  node_count: integer,
};

const trailing = {
  params,
  url: optional(nullable(text), null),
  poc_stronger_rng: optional(boolean, false),
};

const artifact = model({ nonce: integer, vector_b64: text });
const validation = model({ artifacts: list(artifact) });
const statTest = model({
  dist_threshold: optional(float, 0.02),
  p_mismatch: optional(float, 0.001),
  fraud_threshold: optional(float, 0.01),
});

/** Fields that only the proxy may set, at an instance. */
const group = { group_id: optional(integer, 0 as PyInt), n_groups: optional(integer, 1 as PyInt) };

const initFields = { ...pocFields, batch_size: optional(integer, 32 as PyInt), ...trailing };
const generateFields = (batchSize: number) => ({
  ...pocFields,
  nonces: list(integer),
  ...trailing,
  batch_size: optional(integer, batchSize as PyInt),
  wait: optional(boolean, false),
  validation: optional(nullable(validation), null),
  stat_test: optional(nullable(statTest), null),
});

/** `POST /inference/pow/init/generate` at the API. */
export const initGenerateBody = model(initFields);
/** `POST /pow/init/generate` at an instance. */
export const backendInitBody = model({ ...initFields, ...group });
/** `POST .../pow/generate`, at the API and at an instance, with the size of a batch when none is given. */
export const generateBody = (batchSize = 32) => model(generateFields(batchSize));

export type InitBody = ModelOf<typeof initFields & typeof group>;
export type GenerateBody = ModelOf<ReturnType<typeof generateFields>>;
