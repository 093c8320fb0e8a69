import { mlnodeErrors } from '../errors.js';
import { fixed, floatText, jsonRepr } from '../report/pythonText.js';
import type { UpStatus } from '../wire.js';
import type { ValidatePlan } from './plan.js';
import { type DeployReport, ended, phaseError, type Run, secondsSince, wait } from './run.js';

const pollSeconds = 5;
const lineSeconds = 30;

/**
 * Has vLLM serve the model: starts it, waits for a start under way, or finds it running.
 *
 * @throws mlnode/23 (deployFailed), mlnode/25 (interrupted), or the failure of a call
 */
export async function ensureDeployed(run: Run, plan: ValidatePlan): Promise<DeployReport> {
  const { client, clock, signal, say } = run;
  const { dtype, model } = plan.args;
  const { additionalArgs: additional_args } = plan;
  const begun = clock.now();
  const done = (action: DeployReport['action'], status: UpStatus): DeployReport => ({
    action,
    elapsed_s: secondsSince(run, begun),
    status,
    additional_args,
    dtype,
  });

  const { value: before } = await upStatus(run);
  if (before.is_running) return done('already_running', before);
  if (before.is_starting) say('  vLLM startup already in progress; waiting...');
  else {
    const asked = await client.upAsync({ model, dtype, additional_args }, { signal });
    if (!asked.ok) {
      if (asked.failure.status !== 409) throw phaseError(asked.failure);
      say(`  /inference/up/async returned 409: ${jsonRepr(asked.failure.body)}`);
    }
  }
  return done('deployed', await untilRunning(run, plan, begun));
}

/** With `--skip-deploy`: vLLM must run already. @throws mlnode/23 (deployFailed), or the failure of the call */
export async function checkRunning(run: Run): Promise<void> {
  const { value, body } = await upStatus(run);
  if (!value.is_running) throw failed(`vLLM is not running and --skip-deploy was passed: ${jsonRepr(body)}`);
}

async function untilRunning(run: Run, { args }: ValidatePlan, begun: number): Promise<UpStatus> {
  for (let nextLine = lineSeconds; ; ) {
    const { value, body } = await upStatus(run);
    const elapsed = secondsSince(run, begun);
    if (value.is_running) return value;
    if (value.status === 'failed' || value.status === 'cancelled') {
      throw failed(`vLLM startup failed: ${jsonRepr(body)}`);
    }
    if (elapsed > args.deploy_timeout) {
      const limit = floatText(args.deploy_timeout);
      throw failed(`vLLM did not become ready within ${limit}s; last status: ${jsonRepr(body)}`);
    }
    if (elapsed >= nextLine) {
      const server = value.elapsed_seconds ?? 'None';
      run.say(`  [${fixed(Math.floor(elapsed), 0).padStart(4)}s] still starting (server elapsed: ${server})`);
      nextLine = elapsed + lineSeconds;
    }
    run.progress(`  ${value.status} for ${Math.floor(elapsed)} s`);
    await wait(run, pollSeconds);
  }
}

async function upStatus({ client, signal }: Run) {
  const answer = await client.upStatus({ signal });
  if (!answer.ok) throw phaseError(answer.failure);
  return answer;
}

const failed = (message: string) => ended(mlnodeErrors.deployFailed, message);
