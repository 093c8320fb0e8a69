import { z } from 'zod';

// What a caller relies on in an answer. Further fields are let through, so that a newer service is understood too.

const count = z.int().min(0);
const modelRef = z.looseObject({ hf_repo: z.string() });
const modelStatus = z.string();

export const modelStatusShape = z.looseObject({
  status: modelStatus,
  progress: z.looseObject({ elapsed_seconds: z.number() }).nullish(),
  error_message: z.string().nullish(),
});
export const downloadShape = z.looseObject({ status: modelStatus });
export const deleteShape = z.looseObject({ status: z.string() });
export const modelListShape = z.looseObject({
  models: z.array(z.looseObject({ model: modelRef, status: modelStatus })),
});
export const cacheSpaceShape = z.looseObject({ cache_size_gb: z.number(), available_gb: z.number() });

export const upStatusShape = z.looseObject({
  status: z.string(),
  is_starting: z.boolean(),
  is_running: z.boolean(),
  elapsed_seconds: z.number().nullish(),
  error: z.string().nullish(),
});
export const plainStatusShape = z.looseObject({ status: z.string() });

const portErrors = z.array(z.looseObject({ port: z.number(), error: z.string() })).nullish();
export const initGenerateShape = z.looseObject({ backends: count, n_groups: count, errors: portErrors });

export const powStatusShape = z.looseObject({
  status: z.string(),
  backends: z.array(
    z.looseObject({
      port: z.number(),
      status: z.string(),
      stats: z.looseObject({ total_processed: count, nonces_per_second: z.number().min(0) }).nullish(),
    }),
  ),
});

const artifact = z.looseObject({ nonce: z.number(), vector_b64: z.string() });
export const generatedShape = z.looseObject({ status: z.literal('completed'), artifacts: z.array(artifact) });
export const validatedShape = z.looseObject({
  status: z.literal('completed'),
  n_total: count,
  n_mismatch: count,
  mismatch_nonces: z.array(z.int()),
  p_value: z.number().min(0).max(1),
  fraud_detected: z.boolean(),
});
export const generateShape = z.looseObject({ status: z.string(), request_id: z.string() });

export const stateShape = z.looseObject({ state: z.string() });
export const healthShape = z.looseObject({ status: z.string() });
