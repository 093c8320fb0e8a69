import { join } from 'node:path';
import { MlNodeClient, planOf, type Reference, runValidation, type ValidateArgs } from '../../../src/mlnode/index.js';
import type { TestNode } from '../server/running.js';

/** Arguments of a run that says nothing. */
export const silentArgs: ValidateArgs = {
  mlnode_url: 'http://127.0.0.1',
  model: 'org/model',
  reference: null,
  threshold: null,
  p_mismatch: null,
  fraud_threshold: null,
  exp_name: null,
  exp_dir: null,
  skip_download: false,
  download_timeout: 7200,
  skip_deploy: false,
  dtype: 'auto',
  tp_size: null,
  max_model_len: null,
  extra_arg: [],
  deploy_timeout: 1800,
  skip_throughput: false,
  warmup_seconds: 1,
  measure_seconds: 4,
  sample_interval: 2,
  batch_size: null,
  skip_validate: false,
  validation_timeout: 900,
  validation_batch_size: null,
};

/** Validates a node that lives on a clock of its own; waits of both take no time, calls go over the network. */
export async function validated(node: TestNode, reference: Reference, said: Partial<ValidateArgs>, folder: string) {
  const lines: string[] = [];
  const args = { ...silentArgs, model: reference.model, mlnode_url: node.running.url, ...said };
  const run = {
    client: new MlNodeClient(node.running.url),
    clock: node.clock,
    signal: new AbortController().signal,
    say: (line: string) => void lines.push(line),
    progress: () => undefined,
  };
  let over = false;
  const running = runValidation(run, planOf(args, reference, join(folder, 'exp'))).finally(() => {
    over = true;
  });
  running.catch(() => undefined);
  while (!over) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    await node.clock.advance(200);
  }
  return { record: await running, lines: lines.join('\n').split('\n') };
}
