import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../../util/errors.js';
import { mkdirAll } from '../../util/mkdirAll.js';
import type { DeployedModel, ValidationRecord } from '../records/record.js';
import type { ModelPreset } from '../thresholds/presets.js';
import { type Endpoint, infer, validate } from './chatCompletion.js';
import { deployModel } from './deployModel.js';
import type { World } from './http.js';
import { type InferenceValidationRun, runName, type ServerConfig, sidecarOf } from './plan.js';
import type { Prompt } from './prompts.js';
import { promptIndex, RecordLog } from './recordLog.js';

export interface CollectOptions {
  readonly folder: string;
  readonly world: World;
  /** Asked before each request; true ends the run after those that are under way. */
  readonly stop?: () => boolean;
  readonly onProgress?: (progress: Progress) => void;
}

/** What a run tells while it lasts. */
export type Progress =
  | { readonly kind: 'deploying'; readonly model: string; readonly server: string }
  | { readonly kind: 'deployed'; readonly model: string; readonly how: 'alreadyRunning' | 'deployed' }
  | { readonly kind: 'answered'; readonly phase: Phase; readonly done: number; readonly of: number }
  | { readonly kind: 'failed'; readonly phase: Phase; readonly prompt: number; readonly reason: string };

export type Phase = 'inference' | 'validation';

/** What a run left behind. Prompts that failed or were not reached are asked when the run is started again. */
export interface Collected {
  readonly file: string;
  readonly validated: number;
  readonly failed: number;
  readonly stopped: boolean;
}

/**
 * One inference-validation cycle: deploys the inference model, lets it answer every prompt, deploys the validation model,
 * lets it say the same tokens again. Answers are written as they come, so a run that was interrupted goes on where it
 * stopped: `<name>.inference.jsonl` holds answers, `<name>.jsonl` validated records, `<name>_config.json` the run.
 *
 * @throws serverFailed when a model cannot be deployed; a failing prompt is told and counted
 */
export async function collectRun(
  run: InferenceValidationRun,
  prompts: readonly Prompt[],
  options: CollectOptions,
): Promise<Collected> {
  const { folder, stop = () => false } = options;
  mkdirAll(folder);
  const path = join(folder, runName(run));
  writeFileSync(`${path}_config.json`, `${JSON.stringify(sidecarOf(run), null, 2)}\n`);
  const answers = await RecordLog.open(`${path}.inference.jsonl`);
  const results = await RecordLog.open(`${path}.jsonl`);
  try {
    const asked = await answerAll(run, prompts, answers, options);
    const checked = stop() ? 0 : await validateAll(run, answers, results, options);
    return { file: results.file, validated: results.done.size, failed: asked + checked, stopped: stop() };
  } finally {
    await Promise.all([answers.close(), results.close()]);
  }
}

async function answerAll(
  run: InferenceValidationRun,
  prompts: readonly Prompt[],
  answers: RecordLog,
  options: CollectOptions,
): Promise<number> {
  const { modelInference, serverInference, runInference } = run;
  const open = prompts.map((prompt, index) => ({ ...prompt, index })).filter(({ index }) => !answers.done.has(index));
  if (open.length === 0) return 0;
  const endpoint = await deployed(options, serverInference, modelInference, runInference.timeout);
  return inParallel(open, run.maxWorkers, 'inference', options, prompts.length, answers, async (one) => {
    const inference = await infer(options.world, endpoint, one.prompt, runInference.request);
    await answers.append({
      prompt: one.prompt,
      language: one.language,
      inference,
      inferenceModel: described(endpoint, modelInference),
      requestParams: runInference.request,
      metadata: { prompt_index: one.index },
    });
    return one.index;
  });
}

async function validateAll(
  run: InferenceValidationRun,
  answers: RecordLog,
  results: RecordLog,
  options: CollectOptions,
): Promise<number> {
  const { modelValidation, serverValidation, runValidation } = run;
  if ([...answers.done].every((index) => results.done.has(index))) return 0;
  const endpoint = await deployed(options, serverValidation, modelValidation, runValidation.timeout);
  const open = unvalidated(answers, results);
  return inParallel(open, run.maxWorkers, 'validation', options, answers.done.size, results, async (record) => {
    const validation = await validate(options.world, endpoint, record.prompt, record.inference, runValidation.request);
    await results.append({ ...record, validation, validationModel: described(endpoint, modelValidation) });
    return promptIndex(record)!;
  });
}

/** Answers whose validation is still missing, read one by one. */
async function* unvalidated(answers: RecordLog, results: RecordLog): AsyncGenerator<ValidationRecord, void, void> {
  for await (const { record } of answers.records()) {
    const index = promptIndex(record);
    if (index !== undefined && !results.done.has(index)) yield record;
  }
}

async function deployed(
  { world, onProgress }: CollectOptions,
  server: ServerConfig,
  preset: ModelPreset,
  timeoutSeconds: number,
): Promise<Endpoint> {
  const { model } = preset;
  onProgress?.({ kind: 'deploying', model, server: `${server.ip}:${server.nodePort}` });
  const how = await deployModel(world, server, preset, timeoutSeconds);
  onProgress?.({ kind: 'deployed', model, how });
  return { url: `http://${server.ip}:${server.inferencePort}`, model };
}

const described = ({ url, model }: Endpoint, preset: ModelPreset): DeployedModel => ({
  name: model,
  url,
  deployParams: { precision: preset.precision, dtype: preset.dtype, additional_args: preset.additionalArgs },
});

/**
 * Works on items with so many at once; a coded error is told and counted, any other one ends the run.
 *
 * @returns how many items failed
 */
async function inParallel<T extends ValidationRecord | (Prompt & { readonly index: number })>(
  items: Iterable<T> | AsyncIterable<T>,
  workers: number,
  phase: Phase,
  { stop = () => false, onProgress }: CollectOptions,
  of: number,
  log: RecordLog,
  work: (item: T) => Promise<number>,
): Promise<number> {
  const queue = (async function* () {
    yield* items;
  })();
  let failed = 0;
  const worker = async () => {
    while (!stop()) {
      const { value: item, done } = await queue.next();
      if (done) return;
      try {
        await work(item);
        onProgress?.({ kind: 'answered', phase, done: log.done.size, of });
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        failed++;
        const prompt = 'index' in item ? item.index : promptIndex(item)!;
        onProgress?.({ kind: 'failed', phase, prompt, reason: error.message });
      }
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
  await queue.return(undefined);
  return failed;
}
