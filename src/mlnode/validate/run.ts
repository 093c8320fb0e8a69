import { CodedError, type ErrorKind } from '../../util/errors.js';
import { type CallFailure, errorOf } from '../client/answer.js';
import type { MlNodeClient } from '../client/mlNodeClient.js';
import { mlnodeErrors } from '../errors.js';
import { jsonRepr } from '../report/pythonText.js';
import { type Clock, sleep } from '../server/clock.js';
import type { DownloadAnswer, ModelStatusAnswer, UpStatus } from '../wire.js';

/** What a run goes on. */
export interface Run {
  readonly client: MlNodeClient;
  readonly clock: Clock;
  /** Aborted when whoever started it has had enough. */
  readonly signal: AbortSignal;
  /** A line for a person. */
  say(line: string): void;
  /** What is being waited for; shown on a terminal only, and overwritten. */
  progress(text: string): void;
}

/** Waits. @throws mlnode/25 (interrupted) */
export async function wait({ clock, signal }: Run, seconds: number): Promise<void> {
  if (!(await sleep(clock, seconds * 1000, signal))) throw new CodedError(mlnodeErrors.interrupted);
}

/** Seconds since a time of the run's clock. */
export const secondsSince = ({ clock }: Run, begun: number): number => (clock.now() - begun) / 1000;

/** A call's failure as the end of its phase: `POST /x failed: 409 {'detail': …}`, or in the call's own words. */
export function phaseError(failure: CallFailure, { as = 'dict' }: { readonly as?: 'dict' | 'text' } = {}): CodedError {
  if (failure.kind === mlnodeErrors.callAborted) return new CodedError(mlnodeErrors.interrupted);
  const { method, route, status, body, message } = failure;
  if (failure.kind !== mlnodeErrors.callFailed) return errorOf(failure, message);
  const words =
    as === 'dict' ? `${method} ${route} failed: ${status} ${jsonRepr(body)}` : `${route} failed: ${status} ${body}`;
  return errorOf(failure, words);
}

/** The end of a phase by a rule of its own. */
export const ended = (kind: ErrorKind, message: string): CodedError => new CodedError(kind, message);

/** Report of the first phase. */
export interface DownloadReport {
  readonly action: 'already_downloaded' | 'downloaded' | 'verified';
  readonly elapsed_s: number;
  readonly last_status: ModelStatusAnswer | DownloadAnswer;
}

/** Report of the second phase. */
export interface DeployReport {
  readonly action: 'deployed' | 'already_running';
  readonly elapsed_s: number;
  readonly status: UpStatus;
  readonly additional_args: readonly string[];
  readonly dtype: string;
}
