import type { Answer } from '../distance/position.js';

/** A model as it was deployed: name, where it was asked, and with which precision and arguments. */
export interface DeployedModel {
  readonly name: string;
  readonly url?: string | undefined;
  readonly deployParams?: Readonly<Record<string, unknown>> | undefined;
}

/** How an answer was asked for. Times in seconds. */
export interface RequestParams {
  readonly maxTokens?: number | undefined;
  readonly temperature?: number | undefined;
  readonly seed?: number | undefined;
  readonly topLogprobs: number;
  readonly topP?: number | undefined;
  readonly topK?: number | undefined;
  readonly repetitionPenalty?: number | undefined;
  readonly timeoutSeconds?: number | undefined;
  readonly retriesMaxAttempts?: number | undefined;
  readonly retryBackoffSecondsStart?: number | undefined;
  readonly retryBackoffMultiplier?: number | undefined;
  readonly additionalParams?: Readonly<Record<string, unknown>> | undefined;
}

/** One prompt, its answer, and what a validator made of the same tokens (reference, section 1.3). */
export interface ValidationRecord {
  readonly prompt: string;
  /** `en` in the oldest files, which do not say. */
  readonly language: string;
  readonly inference: Answer;
  /** Missing in a record of inference only, which waits for its validation. */
  readonly validation?: Answer | undefined;
  readonly inferenceModel?: DeployedModel | undefined;
  readonly validationModel?: DeployedModel | undefined;
  readonly requestParams?: RequestParams | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}
