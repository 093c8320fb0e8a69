import { CodedError } from '../../util/errors.js';
import { mlnodeErrors } from '../errors.js';
import { timestamp } from '../report/localTime.js';
import { fixed, listRepr, textRepr } from '../report/pythonText.js';
import { detailOf, headerLines, reportText, statTestText } from '../report/reportText.js';
import { makeFolder, writeReports } from '../report/writeFiles.js';
import { checkVectors } from './checkVectors.js';
import { checkRunning, ensureDeployed } from './deploy.js';
import { ensureDownloaded } from './download.js';
import type { ValidatePlan } from './plan.js';
import { emptyRecord, type RunRecord } from './record.js';
import type { Run } from './run.js';
import { measureThroughput } from './throughput.js';

/**
 * Validates a node against a reference: four phases, and a report whatever happens.
 *
 * @returns the run as far as it came; what went wrong is in it
 * @throws mlnode/28 (cannotWrite)
 */
export async function runValidation(run: Run, plan: ValidatePlan): Promise<RunRecord> {
  const record = emptyRecord(plan);
  makeFolder(plan.expDir);
  for (const line of headerLines(plan)) run.say(line);
  try {
    await allPhases(run, record);
  } catch (error) {
    if (!(error instanceof CodedError)) {
      record.error = new CodedError(mlnodeErrors.toolBroken, (error as Error).message, { cause: error });
      throw error;
    }
    if (error.kind === mlnodeErrors.interrupted) {
      record.interrupted = true;
      run.say('\nInterrupted; stopping generation and writing partial report');
      await run.client.powStop();
    } else {
      record.error = error;
      run.say(`\nERROR: ${detailOf(error)}`);
    }
  } finally {
    record.timestamp = timestamp(run.clock.now());
    const files = writeReports(record);
    run.say(`\n${reportText(record)}`);
    run.say(`\nexperiment dir: ${plan.expDir}`);
    run.say(`  config (json): ${files.config}`);
    run.say(`  report (json): ${files.report}`);
    run.say(`  report (txt):  ${files.text}`);
  }
  return record;
}

async function allPhases(run: Run, record: RunRecord): Promise<void> {
  await download(run, record);
  record.phase = 'deploy';
  await deploy(run, record);
  record.phase = 'throughput';
  await measure(run, record);
  record.phase = 'validate';
  await validate(run, record);
}

async function download(run: Run, record: RunRecord): Promise<void> {
  const { args } = record.plan;
  if (args.skip_download) return run.say('[1/4] download: skipped (--skip-download)');
  run.say(`[1/4] download: ensuring ${textRepr(args.model)} is cached on the MLNode`);
  record.download = await ensureDownloaded(run, record.plan);
  const { action, elapsed_s, last_status } = record.download;
  run.say(`  -> ${action} in ${fixed(elapsed_s, 1)}s (status: ${last_status.status})`);
}

async function deploy(run: Run, record: RunRecord): Promise<void> {
  const { args, additionalArgs } = record.plan;
  if (args.skip_deploy) {
    run.say('[2/4] deploy: skipped (--skip-deploy)');
    return checkRunning(run);
  }
  run.say(`[2/4] deploy: model=${args.model} dtype=${args.dtype} additional_args=${listRepr(additionalArgs)}`);
  record.deploy = await ensureDeployed(run, record.plan);
  run.say(`  -> ${record.deploy.action} in ${fixed(record.deploy.elapsed_s, 1)}s`);
}

async function measure(run: Run, record: RunRecord): Promise<void> {
  if (record.plan.args.skip_throughput) return run.say('[3/4] throughput: skipped (--skip-throughput)');
  run.say('[3/4] throughput: starting init/generate');
  record.measurement = { samples: [], warnings: [] };
  await measureThroughput(run, record.plan, record.measurement);
}

async function validate(run: Run, record: RunRecord): Promise<void> {
  const { plan } = record;
  if (plan.args.skip_validate) return run.say('[4/4] validate: skipped (--skip-validate)');
  run.say(`[4/4] validate: sending ${plan.reference.nonces.length} vectors  stat_test: ${statTestText(plan)}`);
  record.response = await checkVectors(run, plan);
}
