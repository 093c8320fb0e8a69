import { z } from 'zod';
import { CodedError } from '../../util/errors.js';
import { validationErrors } from '../errors.js';
import type { RequestParams } from '../records/record.js';
import { requestParamsJson, requestParamsOut } from '../records/recordJson.js';
import { type ModelPreset, modelPresets } from '../thresholds/presets.js';

/** A machine with an MLNode: `node_port` deploys models, `inference_port` answers as OpenAI does. */
export interface ServerConfig {
  readonly ip: string;
  readonly inferencePort: number;
  readonly nodePort: number;
  readonly gpu: string;
}

/** How one side of a run asks. */
export interface RunParams {
  readonly expName: string | undefined;
  readonly nPrompts: number;
  /** Seconds that a model may take to be deployed. */
  readonly timeout: number;
  readonly request: RequestParams;
}

/** One inference-validation cycle (seed 0, "Run Inference-Validation Cycles"). */
export interface InferenceValidationRun {
  readonly modelInference: ModelPreset;
  readonly modelValidation: ModelPreset;
  readonly serverInference: ServerConfig;
  readonly serverValidation: ServerConfig;
  readonly runInference: RunParams;
  readonly runValidation: RunParams;
  /** Requests that are under way at once. */
  readonly maxWorkers: number;
}

const modelJson = z
  .object({
    model: z.string(),
    precision: z.string(),
    dtype: z.string().default('auto'),
    additional_args: z.array(z.coerce.string()).default([]),
  })
  .transform(({ additional_args, ...rest }): ModelPreset => ({ ...rest, additionalArgs: additional_args }));

const port = z.coerce.number().int().min(1).max(65535);
const serverJson = z.object({ ip: z.string(), inference_port: port, node_port: port, gpu: z.string() }).transform(
  ({ inference_port, node_port, ...rest }): ServerConfig => ({
    ...rest,
    inferencePort: inference_port,
    nodePort: node_port,
  }),
);

const runParamsJson = z
  .object({
    exp_name: z.string().optional(),
    n_prompts: z.number().int().min(1).default(1000),
    timeout: z.number().positive().default(1800),
    request: requestParamsJson.prefault({ max_tokens: 3000, temperature: 0.99, seed: 42, top_logprobs: 5 }),
  })
  .transform(
    ({ exp_name, n_prompts, timeout, request }): RunParams => ({
      expName: exp_name,
      nPrompts: n_prompts,
      timeout,
      request,
    }),
  );

const named = <T extends z.ZodType>(schema: T) => z.union([z.string(), schema]);

const planJson = z.object({
  models: z.record(z.string(), modelJson).default({}),
  servers: z.record(z.string(), serverJson).default({}),
  runs: z
    .array(
      z.object({
        model_inference: named(modelJson),
        model_validation: named(modelJson),
        server_inference: named(serverJson),
        server_validation: named(serverJson),
        run_inference: runParamsJson.prefault({}),
        run_validation: runParamsJson.optional(),
        max_workers: z.number().int().min(1).default(10),
      }),
    )
    .min(1),
});

/**
 * The runs of a plan: its own models and servers by name or in place, and the shipped presets by name.
 *
 * @param source for the error
 * @throws collectInvalid with the path of every fault, or the name that nothing stands for
 */
export function parsePlan(plan: unknown, source: string): InferenceValidationRun[] {
  const read = planJson.safeParse(plan);
  if (!read.success) {
    const rows = read.error.issues.map(({ path, message }) => `${source}: ${path.map(String).join('.')}: ${message}`);
    throw new CodedError(validationErrors.collectInvalid, rows.join('\n'));
  }
  const { models, servers, runs } = read.data;
  const model = lookup<ModelPreset>({ ...modelPresets, ...models }, `${source}: model`);
  const server = lookup<ServerConfig>(servers, `${source}: server`);
  return runs.map((run) => ({
    modelInference: model(run.model_inference),
    modelValidation: model(run.model_validation),
    serverInference: server(run.server_inference),
    serverValidation: server(run.server_validation),
    runInference: run.run_inference,
    runValidation: run.run_validation ?? run.run_inference,
    maxWorkers: run.max_workers,
  }));
}

const lookup =
  <T extends object>(known: Readonly<Record<string, T>>, what: string) =>
  (one: string | T): T => {
    if (typeof one !== 'string') return one;
    const found = Object.hasOwn(known, one) ? known[one] : undefined;
    if (found !== undefined) return found;
    const names = Object.keys(known).join(', ') || 'none';
    throw new CodedError(validationErrors.collectInvalid, `${what} ${one} is not among: ${names}`);
  };

const side = ({ model, precision }: ModelPreset, { gpu }: ServerConfig): string =>
  `${model.split('/').at(-1)}-${precision}-${gpu}`;

/** Name of a run's files: `<model>-<precision>-<gpu>___<model>-<precision>-<gpu>[__<experiment>]`. */
export function runName(run: InferenceValidationRun): string {
  const { expName } = run.runInference;
  const sides = `${side(run.modelInference, run.serverInference)}___${side(run.modelValidation, run.serverValidation)}`;
  return expName === undefined ? sides : `${sides}__${expName.replace(/[^\w.-]+/g, '-')}`;
}

const modelOut = ({ additionalArgs, ...rest }: ModelPreset) => ({ ...rest, additional_args: additionalArgs });
const serverOut = ({ inferencePort, nodePort, ...rest }: ServerConfig) => ({
  ...rest,
  inference_port: inferencePort,
  node_port: nodePort,
});

const runParamsOut = ({ expName, nPrompts, timeout, request }: RunParams) => ({
  exp_name: expName,
  n_prompts: nPrompts,
  timeout,
  request: requestParamsOut(request),
});

/** The sidecar `<name>_config.json` of a run, under upstream's names. */
export const sidecarOf = (run: InferenceValidationRun) => ({
  model_inference: modelOut(run.modelInference),
  model_validation: modelOut(run.modelValidation),
  server_inference: serverOut(run.serverInference),
  server_validation: serverOut(run.serverValidation),
  run_inference: runParamsOut(run.runInference),
  run_validation: runParamsOut(run.runValidation),
  max_workers: run.maxWorkers,
});
