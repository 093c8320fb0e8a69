import { errorOf } from '../client/answer.js';
import { mlnodeErrors } from '../errors.js';
import { pocRequest } from '../reference/vectorInput.js';
import { fixed, listRepr } from '../report/pythonText.js';
import { sleep } from '../server/clock.js';
import type { InitGenerateAnswer } from '../wire.js';
import type { ValidatePlan } from './plan.js';
import { ended, phaseError, type Run, wait } from './run.js';
import { type Measurement, type PortedSample, sampleOf } from './throughputSummary.js';

const retries = 12;
const retrySeconds = 5;
/** After a stop, until the replicas have stopped. */
const settleSeconds = 2;
/** How often a measurement begins anew because replicas came up meanwhile. */
const mostRestarts = 8;

/**
 * Measures how many nonces per second all replicas make together. Whatever happens, the generation is stopped again. When
 * replicas come up only while it runs, which the service leaves out of it, the measurement begins anew with all of them.
 *
 * @param into filled as it goes
 * @throws mlnode/24 (noBackends), mlnode/25 (interrupted), or the failure of a call
 */
export async function measureThroughput(run: Run, plan: ValidatePlan, into: Measurement): Promise<void> {
  for (let restarts = 0; ; restarts++) {
    Object.assign(into, { samples: [], warnings: [] });
    const { n_groups: groups } = await startGeneration(run, plan, into);
    let present: number;
    try {
      present = await takeSamples(run, plan, groups, restarts < mostRestarts, into);
    } finally {
      await stopGeneration(run, into);
    }
    if (present <= groups) return;
    if (into.samples.length > 0) {
      into.warnings.push(`${present - groups} of ${present} replicas came up too late and were not measured`);
      return;
    }
    run.say(`  ${present} replicas are up now, ${groups} were asked: measuring anew with all`);
  }
}

async function startGeneration(run: Run, plan: ValidatePlan, { warnings }: Measurement): Promise<InitGenerateAnswer> {
  const { client, signal, say } = run;
  const request = pocRequest(plan.reference, plan.args.batch_size);
  for (let attempt = 1; ; attempt++) {
    const answer = await client.initGenerate(request, { signal });
    if (answer.ok) {
      const { backends, n_groups, errors } = answer.value;
      say(`  init/generate -> backends=${backends} n_groups=${n_groups}`);
      if (backends === 0) throw noBackends('init/generate: backends=0 (NO_BACKENDS)');
      for (const { port, error } of errors ?? [])
        warnings.push(`replica on port ${port} refused to generate: ${error}`);
      return answer.value;
    }
    if (answer.failure.status !== 503) throw phaseError(answer.failure, { as: 'text' });
    say(`  init/generate 503 (vLLM not ready); retry in ${retrySeconds}s (${attempt}/${retries})`);
    if (attempt === retries) {
      const { route, status, body } = answer.failure;
      throw errorOf(answer.failure, `${route} gave up after ${retries} retries: ${status} ${body}`);
    }
    await wait(run, retrySeconds);
  }
}

/** Samples until the time is over, or until more replicas are there than take part. Returns how many are there. */
async function takeSamples(
  run: Run,
  { args }: ValidatePlan,
  groups: number,
  mayRestart: boolean,
  into: Measurement,
): Promise<number> {
  const { warmup_seconds: warmup, measure_seconds: total, sample_interval: interval } = args;
  if (warmup > 0) {
    run.say(`  warmup: ${warmup}s`);
    run.progress(`  warming up for ${warmup} s`);
    await wait(run, warmup);
  }
  let present = groups;
  for (let elapsed = 0; elapsed < total; ) {
    const step = Math.min(interval, total - elapsed);
    run.progress(`  measuring, ${elapsed} of ${total} s`);
    await wait(run, step);
    elapsed += step;
    const answer = await run.client.powStatus({ signal: run.signal });
    if (!answer.ok) throw phaseError(answer.failure);
    const ported = sampleOf(answer.value, elapsed);
    run.say(sampleLine(ported));
    const { sample } = ported;
    into.samples.push(ported);
    if (sample.n_backends === 0) throw noBackends(`agg_status: ${sample.agg_status}, backends=0`);
    present = Math.max(present, sample.n_backends);
    if (present > groups && mayRestart) {
      into.samples = [];
      return present;
    }
  }
  return present;
}

function sampleLine({ sample }: PortedSample): string {
  const { elapsed_s, n_backends, sum_nonces_per_second: sum, per_backend_nonces_per_second: rates } = sample;
  const total = `sum_rate=${fixed(sum, 2)} n/s (${fixed(sum * 60, 0)} n/min)`;
  const each = listRepr(rates.map((rate) => fixed(rate, 2)));
  return `  [${String(elapsed_s).padStart(3)}s] backends=${n_backends} ${total} per_backend=${each}`;
}

/** Also after an interruption, so without its signal. */
async function stopGeneration({ client, clock, say }: Run, { warnings }: Measurement): Promise<void> {
  say('  stopping generation...');
  const answer = await client.powStop();
  if (!answer.ok) warnings.push(`the generation may still run: ${answer.failure.message}`);
  else if ('message' in answer.value)
    warnings.push(`the generation may still run: stop answered "${answer.value.message}"`);
  await sleep(clock, settleSeconds * 1000);
}

const noBackends = (said: string) =>
  ended(mlnodeErrors.noBackends, `${said}; the deployment probably crashed, see the logs of the MLNode's container`);
