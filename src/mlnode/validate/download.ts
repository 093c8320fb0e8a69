import { mlnodeErrors } from '../errors.js';
import { fixed, floatText, jsonRepr } from '../report/pythonText.js';
import type { ModelStatusAnswer } from '../wire.js';
import type { ValidatePlan } from './plan.js';
import { type DownloadReport, ended, phaseError, type Run, secondsSince, wait } from './run.js';

const pollSeconds = 5;
const lineSeconds = 10;
/** A status of NOT_FOUND just after the request may be a stale one. */
const notFoundGrace = 30;

/**
 * Makes sure that the node has the model.
 *
 * @throws mlnode/22 (downloadFailed), mlnode/25 (interrupted), or the failure of a call
 */
export async function ensureDownloaded(run: Run, plan: ValidatePlan): Promise<DownloadReport> {
  const { client, clock, signal, say } = run;
  const model = { hf_repo: plan.args.model };
  const begun = clock.now();
  const done = (action: DownloadReport['action'], last: DownloadReport['last_status']): DownloadReport => ({
    action,
    elapsed_s: secondsSince(run, begun),
    last_status: last,
  });

  const initial = await client.modelStatus(model, { signal });
  if (!initial.ok) throw phaseError(initial.failure);
  if (initial.value.status === 'DOWNLOADED') return done('already_downloaded', initial.value);
  say(`  initial status: ${initial.value.status} -- requesting download`);
  const asked = await client.downloadModel(model, { signal });
  if (!asked.ok) {
    if (asked.failure.status !== 409) throw phaseError(asked.failure);
    say(`  /models/download returned 409: ${jsonRepr(asked.failure.body)}`);
  } else if (asked.value.status === 'DOWNLOADED') return done('verified', asked.value);
  return done('downloaded', await untilDownloaded(run, plan, begun));
}

async function untilDownloaded(run: Run, { args }: ValidatePlan, begun: number): Promise<ModelStatusAnswer> {
  const { client, signal, say, progress } = run;
  for (let nextLine = lineSeconds; ; ) {
    const answer = await client.modelStatus({ hf_repo: args.model }, { signal });
    if (!answer.ok) throw phaseError(answer.failure);
    const { status, error_message: fault } = answer.value;
    const elapsed = secondsSince(run, begun);
    if (status === 'DOWNLOADED') return answer.value;
    const gone = status === 'NOT_FOUND' && elapsed > notFoundGrace;
    if (gone) throw failed(`model download failed (status went to NOT_FOUND): ${jsonRepr(answer.body)}`);
    if (status !== 'DOWNLOADING' && fault) throw failed(`model download failed (${fault}): ${jsonRepr(answer.body)}`);
    if (elapsed > args.download_timeout) {
      const limit = floatText(args.download_timeout);
      throw failed(`model download did not complete in ${limit}s; last status: ${jsonRepr(answer.body)}`);
    }
    if (elapsed >= nextLine) {
      const server = answer.value.progress?.elapsed_seconds;
      say(`  [${fixed(Math.floor(elapsed), 0).padStart(4)}s] ${status} (server elapsed: ${server ?? 'None'})`);
      nextLine = elapsed + lineSeconds;
    }
    progress(`  ${status} for ${Math.floor(elapsed)} s`);
    await wait(run, pollSeconds);
  }
}

const failed = (message: string) => ended(mlnodeErrors.downloadFailed, message);
