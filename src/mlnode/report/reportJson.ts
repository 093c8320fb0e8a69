import type { ValidatePlan } from '../validate/plan.js';
import { checkedTest, outcomeOf, type RunRecord, warningsOf } from '../validate/record.js';
import { summaryOf } from '../validate/throughputSummary.js';
import { detailOf } from './reportText.js';

/** What a run was made with (`validate_config.json`): enough to make it again. */
export function configJson({ plan, timestamp }: RunRecord) {
  const { args, additionalArgs, statTest } = plan;
  return {
    timestamp,
    mlnode_url: args.mlnode_url,
    model: args.model,
    reference: referenceJson(plan),
    deploy_config: {
      dtype: args.dtype,
      additional_args: additionalArgs,
      source: 'reference.additional_args + cli overrides (--tp-size / --max-model-len / --extra-arg add-or-update)',
    },
    poc_params: {
      ...pocJson(plan),
      throughput_batch_size: args.batch_size,
      validation_batch_size: args.validation_batch_size,
      source: 'PoC params come from the reference JSON; batch sizes come from CLI',
    },
    stat_test: statTest,
    args,
  };
}

/** The whole run (`validate_report.json`): upstream's fields, and under `gonka_sim` those that upstream lacks. */
export function reportJson(record: RunRecord) {
  const { download, deploy, measurement, response, error, plan } = record;
  const samples = measurement?.samples ?? [];
  const measured = measurement !== null && (record.phase === 'validate' || (error !== null && samples.length > 0));
  const plain = samples.map(({ sample }) => sample);
  const again = checkedTest(record);
  return {
    ...configJson(record),
    download,
    deploy,
    throughput: measured ? { samples: plain, summary: summaryOf(plain) } : null,
    validation: {
      request: { n_total: plan.reference.nonces.length },
      response,
      passed: response === null ? null : !response.fraud_detected,
      has_mismatches: response === null ? null : response.n_mismatch > 0,
    },
    gonka_sim: {
      schema: 'gonka-sim/mlnode-validate/1',
      verdict: outcomeOf(record).verdict,
      exit_code: outcomeOf(record).exitCode,
      error:
        error === null
          ? null
          : {
              code: `${error.codespace}/${error.code}`,
              phase: record.phase,
              message: detailOf(error),
              ...error.context,
            },
      warnings: warningsOf(record),
      throughput_ports: samples.map(({ ports }) => ports),
      binomial_test:
        again === null
          ? null
          : { p_value: again.pValue, log10_p_value: finite(again.log10PValue), fraud_detected: again.fraudDetected },
    },
  };
}

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);

function referenceJson(plan: ValidatePlan) {
  const { path, model, nonces, source, additionalArgs } = plan.reference;
  return { path, model, ...pocJson(plan), n_vectors: nonces.length, source, additional_args: additionalArgs };
}

/** As the reference's file has them. */
function pocJson({ reference: { json } }: ValidatePlan) {
  const { seq_len, k_dim, block_hash, public_key, node_id, node_count } = json;
  return { seq_len, k_dim, block_hash, public_key, node_id: node_id ?? 0, node_count: node_count ?? 1 };
}
