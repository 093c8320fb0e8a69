import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Reference } from '../mlnode/reference/readReference.js';
import type { ValidateArgs, ValidatePlan } from '../mlnode/validate/plan.js';
import type { RunRecord } from '../mlnode/validate/record.js';
import type { Run } from '../mlnode/validate/run.js';
import { exit } from './failures.js';
import { type CommonFlags, flag, verb, wholeNumber } from './flags.js';
import { type MlNodeSurroundings, theWorld } from './mlnodeSurroundings.js';
import { numberFrom } from './numberFrom.js';

/** What the caller said, as commander hands it over. */
interface ValidateFlags extends CommonFlags {
  readonly mlnodeUrl: string;
  readonly model: string;
  readonly reference?: readonly string[];
  readonly artifact?: readonly string[];
  readonly references?: string;
  readonly threshold?: number;
  readonly pMismatch?: number;
  readonly fraudThreshold?: number;
  readonly expName?: string;
  readonly expDir?: string;
  readonly skipDownload?: boolean;
  readonly downloadTimeout: number;
  readonly skipDeploy?: boolean;
  readonly dtype: string;
  readonly tpSize?: number;
  readonly maxModelLen?: number;
  readonly extraArg?: readonly string[];
  readonly deployTimeout: number;
  readonly skipThroughput?: boolean;
  readonly warmupSeconds: number;
  readonly measureSeconds: number;
  readonly sampleInterval: number;
  readonly batchSize?: number;
  readonly skipValidate?: boolean;
  readonly validationTimeout: number;
  readonly validationBatchSize?: number;
  readonly repeat: number;
  readonly html?: boolean;
}

const collected = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
const distance = numberFrom(0, 1e6);
/** Seconds: what timers can do, 24 days. */
const limit = numberFrom(0, 2e6);
const share = numberFrom(0, 1);
const count = wholeNumber(1);
const seconds = wholeNumber(0);

/** `mlnode validate`: a deployed MLNode against vectors of an honest one, end to end (docs/mlnode-validate.md). */
export function mlnodeValidateVerb(done: (exitCode: number) => void, world: MlNodeSurroundings = theWorld): Command {
  const command = verb(
    'validate',
    'validate a deployed MLNode against a golden reference: download, deploy, throughput, vectors (exit 2 for fraud)',
    'gonka-sim mlnode validate --mlnode-url http://1.2.3.4:8080 --model Qwen/Qwen3-0.6B --reference qwen-qwen3-0.6b.json',
  );
  const flags = [
    flag('--mlnode-url <url>', 'MLNode under test').makeOptionMandatory(),
    flag('--model <id>', 'model as the MLNode receives it, org/repo').makeOptionMandatory(),
    flag('--reference <file>', 'golden reference instead of the one of the model; may be repeated', collected),
    flag('--artifact <file>', 'old name of --reference', collected),
    flag('--references <dir>', 'folder of golden references, named by model (default: ~/.gonka-sim/references)'),
    flag(
      '--threshold <d>',
      "L2 distance above which a nonce mismatches (default: the reference's, else 0.02)",
      distance,
    ),
    flag('--p-mismatch <p>', "how often an honest nonce mismatches (default: the reference's, else 0.001)", share),
    flag('--fraud-threshold <p>', "p-values below mean fraud (default: the reference's, else 0.01)", share),
    flag('--exp-name <name>', 'beginning of the name of the folder of reports (default: mlnode_validate_<model>)'),
    flag('--exp-dir <dir>', 'folder of reports (default: data/experiments/<exp-name>_<time>)'),
    flag('--skip-download', 'the model is known to be cached'),
    flag('--download-timeout <s>', 'seconds for the download', limit).default(7200),
    flag('--skip-deploy', 'vLLM is known to serve the model'),
    flag('--dtype <type>', 'dtype of vLLM').default('auto'),
    flag('--tp-size <n>', 'replaces or adds --tensor-parallel-size', count),
    flag('--max-model-len <n>', 'replaces or adds --max-model-len', count),
    flag('--extra-arg <token>', 'appended to the arguments of vLLM; may be repeated', collected),
    flag('--deploy-timeout <s>', 'seconds until vLLM must run', limit).default(1800),
    flag('--skip-throughput', 'do not measure'),
    flag('--warmup-seconds <s>', 'seconds before the first sample', seconds).default(30),
    flag('--measure-seconds <s>', 'seconds of measuring', seconds).default(60),
    flag('--sample-interval <s>', 'seconds between samples', count).default(10),
    flag('--batch-size <n>', "batch of the measurement (default: the MLNode's)", count),
    flag('--skip-validate', 'do not compare vectors: no verdict, exit 0'),
    flag('--validation-timeout <s>', 'seconds for the vectors', limit).default(900),
    flag('--validation-batch-size <n>', "batch of the comparison (default: the MLNode's)", count),
    flag('--repeat <n>', 'so many runs, a folder each', count).default(1),
    flag('--html', 'write a page with pictures beside the reports; has the vectors made once more'),
  ];
  for (const option of flags) command.addOption(option);
  return command.action(async (said: ValidateFlags) => done(await validate(said, world)));
}

async function validate(flags: ValidateFlags, world: MlNodeSurroundings): Promise<number> {
  const { MlNodeClient } = await import('../mlnode/client/mlNodeClient.js');
  const { runValidation } = await import('../mlnode/validate/runValidation.js');
  const { outcomeOf } = await import('../mlnode/validate/record.js');
  const { reportJson } = await import('../mlnode/report/reportJson.js');
  const client = new MlNodeClient(flags.mlnodeUrl, world);
  const references = await referencesOf(flags, world);
  if (references === undefined) return exit.usage;
  const plans = await plansOf(flags, references, world);
  const output = world.openOutput(flags);
  const { signal, release } = world.interruption();
  const run: Run = { client, clock: world.clock, signal, say: output.say, progress: output.progress };
  const codes: number[] = [];
  try {
    for (const [i, plan] of plans.entries()) {
      if (signal.aborted) break;
      if (plans.length > 1) output.say(`${i === 0 ? '' : '\n'}run ${i + 1} of ${plans.length}`);
      const record = await runValidation(run, plan);
      codes.push(outcomeOf(record).exitCode);
      output.machine(JSON.stringify(reportJson(record)));
      if (flags.html) await writePage(run, record);
    }
    if (plans.length > 1) output.say(`\n${tally(codes, plans)}`);
    return combined(codes);
  } finally {
    release();
    output.close();
  }
}

/** Of several runs: what interrupts goes first, then a proven fraud, then a failure. */
const combined = (codes: readonly number[]): number =>
  [exit.interrupted, exit.checkFailed, exit.usage].find((code) => codes.includes(code)) ?? exit.success;

function tally(codes: readonly number[], plans: readonly ValidatePlan[]): string {
  const lines = codes.map((code, i) => `  exit ${code}  ${plans[i]!.expDir}`);
  return [`${codes.length} of ${plans.length} runs, exit ${combined(codes)}`, ...lines].join('\n');
}

/** The references that are meant; undefined when one is not there or for another model, which has been said then. */
async function referencesOf(flags: ValidateFlags, world: MlNodeSurroundings): Promise<Reference[] | undefined> {
  const { findReference } = await import('../mlnode/reference/findReference.js');
  const { mlnodeErrors } = await import('../mlnode/errors.js');
  const { errorLines } = await import('../mlnode/report/reportText.js');
  const { CodedError } = await import('../util/errors.js');
  const folder = flags.references ?? join(homedir(), '.gonka-sim', 'references');
  const files = [...(flags.reference ?? []), ...(flags.artifact ?? [])];
  try {
    return (files.length === 0 ? [undefined] : files).map((file) => findReference(flags.model, { file, folder }));
  } catch (error) {
    if (!(error instanceof CodedError) || error.kind === mlnodeErrors.referenceInvalid) throw error;
    world.complain(errorLines(error));
    return undefined;
  }
}

/** One plan for each reference and repetition, each with a folder of its own. */
async function plansOf(
  flags: ValidateFlags,
  references: readonly Reference[],
  { clock, experiments }: MlNodeSurroundings,
): Promise<ValidatePlan[]> {
  const { planOf } = await import('../mlnode/validate/plan.js');
  const { safeModelId } = await import('../mlnode/reference/findReference.js');
  const { folderTime } = await import('../mlnode/report/localTime.js');
  const name = flags.expName ?? `mlnode_validate_${safeModelId(flags.model)}`;
  const base = resolve(flags.expDir ?? join(experiments, `${name}_${folderTime(clock.now())}`));
  return references.flatMap((reference, i) =>
    Array.from({ length: flags.repeat }, (_, round) => {
      const parts = [
        ...(references.length > 1 ? [`${i + 1}-${basename(reference.path, '.json')}`] : []),
        ...(flags.repeat > 1 ? [`run-${round + 1}`] : []),
      ];
      return planOf(argsOf(flags, reference), reference, join(base, ...parts));
    }),
  );
}

function argsOf(flags: ValidateFlags, { path }: Reference): ValidateArgs {
  const named = flags.reference !== undefined || flags.artifact !== undefined;
  return {
    mlnode_url: flags.mlnodeUrl,
    model: flags.model,
    reference: named ? path : null,
    threshold: flags.threshold ?? null,
    p_mismatch: flags.pMismatch ?? null,
    fraud_threshold: flags.fraudThreshold ?? null,
    exp_name: flags.expName ?? null,
    exp_dir: flags.expDir ?? null,
    skip_download: flags.skipDownload ?? false,
    download_timeout: flags.downloadTimeout,
    skip_deploy: flags.skipDeploy ?? false,
    dtype: flags.dtype,
    tp_size: flags.tpSize ?? null,
    max_model_len: flags.maxModelLen ?? null,
    extra_arg: flags.extraArg ?? [],
    deploy_timeout: flags.deployTimeout,
    skip_throughput: flags.skipThroughput ?? false,
    warmup_seconds: flags.warmupSeconds,
    measure_seconds: flags.measureSeconds,
    sample_interval: flags.sampleInterval,
    batch_size: flags.batchSize ?? null,
    skip_validate: flags.skipValidate ?? false,
    validation_timeout: flags.validationTimeout,
    validation_batch_size: flags.validationBatchSize ?? null,
  };
}

/** The page of a run, beside its reports. */
async function writePage(run: Run, record: RunRecord): Promise<void> {
  const { measureDistances } = await import('../mlnode/validate/measureDistances.js');
  const { validatePage } = await import('../report/charts/validateCharts.js');
  const { drawPage } = await import('../report/charts/page.js');
  const { writeWhole } = await import('../mlnode/report/writeFiles.js');
  const file = join(record.plan.expDir, 'validate_report.html');
  writeWhole(file, await drawPage(validatePage(record, await measureDistances(run, record))));
  run.say(`  report (html): ${file}`);
}
