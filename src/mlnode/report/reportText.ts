import type { CodedError } from '../../util/errors.js';
import type { ValidatePlan } from '../validate/plan.js';
import { outcomeOf, type Phase, phases, type RunRecord, verdictOf, warningsOf } from '../validate/record.js';
import { summaryOf } from '../validate/throughputSummary.js';
import { fixed, floatText, listRepr, textRepr } from './pythonText.js';

const rule = '='.repeat(70);
const mostNonces = 20;

/** What was asked for, before the first phase. */
export function headerLines({ args, reference, expDir, ...plan }: ValidatePlan): string[] {
  return [
    `MLNode:           ${args.mlnode_url.replace(/\/+$/, '')}`,
    `Model:            ${args.model}`,
    `Reference:        ${reference.path}`,
    `  source:         ${reference.source ?? 'unknown'}`,
    `  vectors:        ${reference.nonces.length} pre-computed nonces`,
    `Experiment dir:   ${expDir}`,
    `PoC params:       ${pocParams(reference)}  ${nodeParams(reference)}`,
    `Deploy config:    ${deployConfig({ args, ...plan })}`,
    '  source:         artifact.additional_args + cli overrides',
    `Stat test:        ${statTestText(plan)}`,
    '',
  ];
}

/** The report for a reader (`validate_report.txt`): the verdict comes first. */
export function reportText(record: RunRecord): string {
  const { plan, timestamp, error } = record;
  const { args, reference, expDir } = plan;
  const lines = [
    rule,
    'MLNode PoC validation report',
    rule,
    `verdict:      ${outcomeOf(record).verdict}`,
    ...(error === null ? [] : [`error:        ${error.codespace}/${error.code} ${detailOf(error)}`]),
    `timestamp:    ${timestamp}`,
    `mlnode:       ${args.mlnode_url}`,
    `model:        ${args.model}`,
    `reference:    ${reference.path}`,
    `              (${reference.nonces.length} pre-computed nonces; source: ${reference.source ?? 'unknown'})`,
    `experiment:   ${expDir}`,
    '',
    'PoC params (from reference unless noted):',
    `  ${pocParams(reference)}`,
    `  ${nodeParams(reference)}  ${batchSizes(args)}`,
    'Deploy config (reference.additional_args + CLI overrides; --tp-size / --max-model-len add-or-update):',
    `  ${deployConfig(plan)}`,
    'Stat test (server-default -> artifact -> cli):',
    `  ${statTestText(plan)}`,
    '',
    ...phases.flatMap((phase) => phaseLines[phase](record)),
    ...warningsOf(record).map((warning) => `WARNING: ${warning}`),
    rule,
  ];
  return lines.join('\n');
}

/** An error's own words, without the text that its kind adds. */
export function detailOf({ message, kind }: CodedError): string {
  const ending = `: ${kind.text}`;
  return message.endsWith(ending) ? message.slice(0, -ending.length) : message;
}

/** An error where nothing was begun: as upstream's tool writes it, and its code below. */
export const errorLines = (error: CodedError): string =>
  `ERROR: ${detailOf(error)}\n  code:      ${error.codespace}/${error.code}`;

/** The values of the test, each with who decided it. */
export function statTestText({ statTest: { values, source } }: Pick<ValidatePlan, 'statTest'>): string {
  const keys = ['dist_threshold', 'p_mismatch', 'fraud_threshold'] as const;
  return keys.map((key) => `${key}=${floatText(values[key])} (${source[key]})`).join(', ');
}

const deployConfig = ({ args, additionalArgs }: Pick<ValidatePlan, 'args' | 'additionalArgs'>): string =>
  `dtype=${args.dtype}  additional_args=${listRepr(additionalArgs)}`;

const pocParams = ({ seqLen, kDim, blockHash, publicKey }: ValidatePlan['reference']): string =>
  `seq_len=${seqLen}  k_dim=${kDim}  block_hash=${textRepr(blockHash)}  public_key=${textRepr(publicKey)}`;

const nodeParams = ({ nodeId, nodeCount }: ValidatePlan['reference']): string =>
  `node_id=${nodeId}  node_count=${nodeCount}`;

function batchSizes({ batch_size, validation_batch_size }: ValidatePlan['args']): string {
  const said = (size: number | null) => (size === null ? 'unset (server POC_BATCH_SIZE_DEFAULT)' : `${size} (cli)`);
  return `throughput_batch_size=${said(batch_size)}  validation_batch_size=${said(validation_batch_size)}`;
}

const phaseLines: { readonly [P in Phase]: (record: RunRecord) => string[] } = {
  download: (record) => {
    const { download } = record;
    if (download === null) return [`[download] ${unfinished(record, 'download')}`];
    const { action, elapsed_s, last_status } = download;
    return [`[download] ${action} (elapsed ${fixed(elapsed_s, 1)}s; final status: ${last_status.status})`];
  },
  deploy: (record) => {
    const { deploy } = record;
    if (deploy === null) return [`[deploy] ${unfinished(record, 'deploy')}`];
    const warning =
      deploy.action === 'already_running' ? '  (vLLM was already up; the deploy config above was NOT applied)' : '';
    return [`[deploy] ${deploy.action} (elapsed ${fixed(deploy.elapsed_s, 1)}s)${warning}`];
  },
  throughput: throughputLines,
  validate: (record) => {
    const { response } = record;
    if (response === null) return [`[validate] ${unfinished(record, 'validate')}`];
    const { n_total, n_mismatch, mismatch_nonces: nonces, p_value, fraud_detected } = response;
    const counts = `n_total=${n_total}  n_mismatch=${n_mismatch}  p_value=${floatText(p_value)}`;
    const fraud = fraud_detected ? 'True' : 'False';
    const more = nonces.length > mostNonces ? ' ...' : '';
    return [
      `[validate] ${counts}  fraud_detected=${fraud}  -> ${verdictOf(response)}`,
      ...(nonces.length === 0 ? [] : [`           mismatch_nonces: ${listRepr(nonces.slice(0, mostNonces))}${more}`]),
    ];
  },
};

function throughputLines(record: RunRecord): string[] {
  const samples = record.measurement?.samples.map(({ sample }) => sample) ?? [];
  const summary = summaryOf(samples);
  const { n_backends, avg_sum_nonces_per_second: average } = summary;
  if (average === null || (record.interrupted && record.phase === 'throughput')) {
    const finished = record.measurement !== null && record.phase === 'validate';
    return [`[throughput] ${finished ? 'no samples (--measure-seconds 0)' : unfinished(record, 'throughput')}`];
  }
  const [least, most] = [summary.min_sum_nonces_per_second!, summary.max_sum_nonces_per_second!];
  const rates = `avg sum rate = ${fixed(average, 2)} nonces/s (${fixed(average * 60, 0)} nonces/min)`;
  const last = samples.at(-1)!.per_backend_nonces_per_second.map((rate) => fixed(rate, 2));
  return [
    `[throughput] backends=${n_backends}  ${rates}  min/max = ${fixed(least, 2)}/${fixed(most, 2)}`,
    ...(n_backends > 1 ? [`  per-backend nonces/s (last sample): [${last.join(', ')}]`] : []),
  ];
}

/** Why a phase has no result. */
function unfinished({ plan: { args }, phase, error, interrupted }: RunRecord, asked: Phase): string {
  const skipped = {
    download: args.skip_download,
    deploy: args.skip_deploy,
    throughput: args.skip_throughput,
    validate: args.skip_validate,
  };
  const ended = error !== null || interrupted;
  if (ended && phase === asked) return interrupted ? 'interrupted' : 'failed';
  return ended && !skipped[asked] ? 'not reached' : 'skipped';
}
