import { z } from 'zod';
import { CodedError } from '../../util/errors.js';
import type { Answer, Position } from '../distance/position.js';
import { validationErrors } from '../errors.js';
import type { DeployedModel, RequestParams, ValidationRecord } from './record.js';

interface PositionJson {
  readonly token: string;
  readonly logprobs: Readonly<Record<string, number>>;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Looked at by hand: a record holds thousands of positions, and a token may be named `__proto__`. */
const positionJson = z.custom<PositionJson>(
  (value) =>
    isObject(value) &&
    typeof value.token === 'string' &&
    isObject(value.logprobs) &&
    Object.values(value.logprobs).every(Number.isFinite),
  { error: 'expected a token and its logprobs, an object of token: finite log probability' },
);

/** JSON can say -0, as Python does of a certain token, but JSON.stringify cannot. */
const unsignedZero = (value: number): number => value + 0;

const positionOf = ({ token, logprobs }: PositionJson): Position => ({
  token,
  candidates: Object.keys(logprobs),
  logprobs: Object.values(logprobs).map(unsignedZero),
});

const answerJson = z
  .object({ text: z.string().default(''), results: z.array(positionJson) })
  .transform(({ text, results }): Answer => ({ text, positions: results.map(positionOf) }));

const extras = z.record(z.string(), z.unknown());

const modelJson = z.object({ name: z.string(), url: z.string().nullish(), deploy_params: extras.nullish() }).transform(
  ({ name, url, deploy_params }): DeployedModel => ({
    name,
    url: url ?? undefined,
    deployParams: deploy_params ?? undefined,
  }),
);

const number = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined);

/** Request parameters as the files and the plans of runs write them. */
export const requestParamsJson = z
  .object({
    max_tokens: number,
    temperature: number,
    seed: number,
    top_logprobs: z.number().nullish(),
    top_p: number,
    top_k: number,
    repetition_penalty: number,
    timeout_seconds: number,
    retries_max_attempts: number,
    retry_backoff_seconds_start: number,
    retry_backoff_multiplier: number,
    additional_params: extras.nullish(),
  })
  .transform(
    (json): RequestParams => ({
      maxTokens: json.max_tokens,
      temperature: json.temperature,
      seed: json.seed,
      topLogprobs: json.top_logprobs ?? 3,
      topP: json.top_p,
      topK: json.top_k,
      repetitionPenalty: json.repetition_penalty,
      timeoutSeconds: json.timeout_seconds,
      retriesMaxAttempts: json.retries_max_attempts,
      retryBackoffSecondsStart: json.retry_backoff_seconds_start,
      retryBackoffMultiplier: json.retry_backoff_multiplier,
      additionalParams: json.additional_params ?? undefined,
    }),
  );

const recordJson = z
  .object({
    prompt: z.string(),
    language: z.string().nullish(),
    inference_result: answerJson,
    validation_result: answerJson.nullish(),
    inference_model: modelJson.nullish(),
    validation_model: modelJson.nullish(),
    request_params: requestParamsJson.nullish(),
    metadata: extras.nullish(),
  })
  .transform(
    (json): ValidationRecord => ({
      prompt: json.prompt,
      language: json.language ?? 'en',
      inference: json.inference_result,
      validation: json.validation_result ?? undefined,
      inferenceModel: json.inference_model ?? undefined,
      validationModel: json.validation_model ?? undefined,
      requestParams: json.request_params ?? undefined,
      metadata: json.metadata ?? undefined,
    }),
  );

/**
 * A record from one line of a file, of any age.
 *
 * @param where for the error: file and line
 * @throws recordInvalid with the place and the path of the first fault
 */
export function parseRecord(line: string, where: string): ValidationRecord {
  const read = recordJson.safeParse(parseJson(line, where));
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  throw new CodedError(
    validationErrors.recordInvalid,
    `${where}: ${path.map(String).join('.') || 'record'}: ${message}`,
  );
}

function parseJson(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new CodedError(validationErrors.recordInvalid, `${where}: ${(cause as Error).message}`, { cause });
  }
}

/** A record as one line, without the line break. `undefined` fields are left out. */
export function recordLine(record: ValidationRecord): string {
  const { requestParams } = record;
  return JSON.stringify({
    prompt: record.prompt,
    language: record.language,
    inference_result: answerOut(record.inference),
    validation_result: record.validation && answerOut(record.validation),
    inference_model: modelOut(record.inferenceModel),
    validation_model: modelOut(record.validationModel),
    request_params: requestParams && requestParamsOut(requestParams),
    metadata: record.metadata,
  });
}

const answerOut = ({ text, positions }: Answer) => ({
  text,
  results: positions.map(({ token, candidates, logprobs }) => ({
    token,
    logprobs: Object.fromEntries(candidates.map((candidate, i) => [candidate, logprobs[i]])),
  })),
});

const modelOut = (model: DeployedModel | undefined) =>
  model && { name: model.name, url: model.url, deploy_params: model.deployParams };

/** Request parameters under the names of the files. */
export const requestParamsOut = (params: RequestParams) => ({
  max_tokens: params.maxTokens,
  temperature: params.temperature,
  seed: params.seed,
  additional_params: params.additionalParams,
  top_logprobs: params.topLogprobs,
  top_p: params.topP,
  top_k: params.topK,
  repetition_penalty: params.repetitionPenalty,
  timeout_seconds: params.timeoutSeconds,
  retries_max_attempts: params.retriesMaxAttempts,
  retry_backoff_seconds_start: params.retryBackoffSecondsStart,
  retry_backoff_multiplier: params.retryBackoffMultiplier,
});
