import { z } from 'zod';
import { base64ToBytes } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';
import type { StatTest } from './fraudTest.js';
import { decodeVector, defaultKDim } from './vectorCodec.js';

/** Vectors that one machine made, by nonce. */
export interface PocRun {
  readonly name: string;
  /** What the file says about the machine, for example `honest (FP8)`. */
  readonly label: string;
  /** Whether it did not run the model it claims; from the label, unless the caller knows better. */
  readonly cheater: boolean;
  readonly vectors: ReadonlyMap<number, Float32Array>;
}

/** A file of vectors: one machine's artifacts (a golden reference, an answer of `/generate`) or a set of runs. */
export interface PocSet {
  readonly model: string | undefined;
  readonly runs: readonly PocRun[];
  /** What the file says about the test; `dist_threshold` from the top level, then from `stat_test` (reference, 4.6). */
  readonly statTest: Partial<StatTest>;
  readonly kDim: number;
}

const encoding = z.object({ k_dim: z.int().positive().optional(), layout: z.string().optional() });
const statTestJson = z.object({
  dist_threshold: z.number().optional(),
  p_mismatch: z.number().optional(),
  fraud_threshold: z.number().optional(),
});

const artifactsJson = z.object({
  model: z.string().optional(),
  source: z.string().optional(),
  k_dim: z.int().positive().optional(),
  encoding: encoding.optional(),
  dist_threshold: z.number().optional(),
  stat_test: statTestJson.optional(),
  artifacts: z.array(z.object({ nonce: z.int(), vector_b64: z.string() })).min(1),
});

const runsJson = z.object({
  config: z.object({ model: z.string().optional() }).optional(),
  encoding: encoding.optional(),
  labels: z.record(z.string(), z.string()).optional(),
  runs: z.record(z.string(), z.string()),
});

/**
 * Reads a file of vectors in either form.
 *
 * @param name for messages, and the name of a run whose file has none
 * @throws validation/22 (artifactsInvalid), validation/21 (vectorInvalid)
 */
export function parsePocSet(text: string, name: string): PocSet {
  const json = parseJson(text, name);
  return typeof json === 'object' && json !== null && 'runs' in json ? runsOf(json, name) : artifactsOf(json, name);
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(`${name}: ${(cause as Error).message}`, cause);
  }
}

function checked<T>(schema: z.ZodType<T>, json: unknown, name: string): T {
  const { data, error } = schema.safeParse(json);
  if (error === undefined) return data as T;
  const { path, message } = error.issues[0]!;
  throw invalid(`${name}: ${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`, error);
}

function artifactsOf(json: unknown, name: string): PocSet {
  const file = checked(artifactsJson, json, name);
  const { stat_test = {} } = file;
  const kDim = file.k_dim ?? file.encoding?.k_dim ?? defaultKDim;
  const vectors = new Map(
    file.artifacts.map(({ nonce, vector_b64 }) => [nonce, vectorOf(vector_b64, kDim, `${name}: nonce ${nonce}`)]),
  );
  const run = { name, label: file.source ?? '', cheater: false, vectors };
  return {
    model: file.model,
    runs: [run],
    statTest: present({
      distThreshold: file.dist_threshold ?? stat_test.dist_threshold,
      pMismatch: stat_test.p_mismatch,
      fraudThreshold: stat_test.fraud_threshold,
    }),
    kDim,
  };
}

function runsOf(json: unknown, name: string): PocSet {
  const file = checked(runsJson, json, name);
  const kDim = file.encoding?.k_dim ?? defaultKDim;
  const runs = Object.entries(file.runs).map(([run, rows]) => {
    const label = file.labels?.[run] ?? '';
    const numbers = vectorOf(rows, undefined, `${name}: runs.${run}`);
    if (numbers.length % kDim !== 0) {
      throw invalid(`${name}: runs.${run}: ${numbers.length} numbers are no vectors of ${kDim}`);
    }
    const vectors = new Map(
      Array.from({ length: numbers.length / kDim }, (_, i) => [i, numbers.subarray(i * kDim, (i + 1) * kDim)] as const),
    );
    return { name: run, label, cheater: /cheat|fraud/i.test(label), vectors };
  });
  return { model: file.config?.model, runs, statTest: {}, kDim };
}

function vectorOf(text: string, kDim: number | undefined, where: string): Float32Array {
  try {
    const vector = decodeVector(text, base64ToBytes);
    if (kDim === undefined || vector.length === kDim) return vector;
    throw new CodedError(validationErrors.vectorInvalid, `${vector.length} numbers instead of ${kDim}`);
  } catch (cause) {
    if (!(cause instanceof CodedError)) throw cause;
    const detail = cause.message.replace(`: ${cause.kind.text}`, '');
    throw new CodedError(validationErrors.vectorInvalid, `${where}: ${detail}`, { cause });
  }
}

const present = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

const invalid = (detail: string, cause?: unknown): CodedError =>
  new CodedError(validationErrors.artifactsInvalid, detail, { cause });
