import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mlnodeValidateVerb } from '../../../src/cli/mlnodeValidate.js';
import { withFolder } from '../../cli/gonkaSim.js';
import { runScripted, type ScriptedCall } from '../../vectors/mlnode/tools/scriptedWorld.js';

// A scripted MLNode: what it answers, call by call, and the verb that is run against it.

export const base = 'http://node:8080/api/v1';
export const call = (method: string, path: string, response: unknown, status = 200): ScriptedCall => ({
  method,
  url: base + path,
  status,
  response,
  took_ms: 10,
});
export const running = call('GET', '/inference/up/status', {
  status: 'completed',
  is_starting: false,
  is_running: true,
  error: null,
});
export const down = call('GET', '/inference/up/status', {
  status: 'not_started',
  is_starting: false,
  is_running: false,
  error: null,
});
export const failed = call('GET', '/inference/up/status', {
  status: 'failed',
  is_starting: false,
  is_running: false,
  error: 'oom',
});
export const model = (status: string, error_message: string | null = null) =>
  call('POST', '/models/status', { model: {}, status, progress: null, error_message });
export const started = (backends = 1) =>
  call('POST', '/inference/pow/init/generate', { status: 'OK', backends, n_groups: 1, results: [], errors: null });
export const generating = (...rates: number[]) =>
  call('GET', '/inference/pow/status', {
    status: rates.length === 0 ? 'NO_BACKENDS' : 'GENERATING',
    backends: rates.map((rate, i) => ({
      port: 5001 + i,
      status: 'GENERATING',
      config: null,
      stats: { total_processed: 9, nonces_per_second: rate },
    })),
  });
export const stopped = call('POST', '/inference/pow/stop', { status: 'OK', results: [], errors: null });
export const verdict = (n_mismatch: number, fraud_detected: boolean, n_total = 2) =>
  call('POST', '/inference/pow/generate', {
    status: 'completed',
    request_id: 'x',
    n_total,
    n_mismatch,
    mismatch_nonces: [],
    p_value: 0.5,
    fraud_detected,
  });
export const silent: ScriptedCall = { method: 'GET', url: base, exception: 'ReadTimeout', took_ms: 0 };

export const reference = {
  model: 'org/model',
  seq_len: 64,
  k_dim: 1,
  block_hash: 'AB',
  public_key: 'me',
  artifacts: [
    { nonce: 0, vector_b64: 'ADw=' },
    { nonce: 7, vector_b64: 'ADw=' },
  ],
};

interface Asked {
  readonly flags?: readonly string[];
  readonly calls: readonly ScriptedCall[];
  readonly interrupt?: { readonly after: string; readonly milliseconds: number };
  readonly references?: number;
}

/** What the verb is called with to hold the scripted node against references. */
export const argvOf = (references: readonly string[], ...flags: string[]): string[] => [
  '--mlnode-url',
  'http://node:8080',
  '--model',
  'org/model',
  ...references.flatMap((file) => ['--reference', file]),
  ...flags,
];

/** Runs the verb against a script. `report` is the JSON of the first run. */
export const ask = ({ flags = [], calls, interrupt, references = 1 }: Asked) =>
  withFolder(async (folder) => {
    const files = Array.from({ length: references }, (_, i) => join(folder, `r${i}.json`));
    for (const file of files) writeFileSync(file, JSON.stringify(reference));
    const argv = argvOf(files, '--exp-dir', join(folder, 'exp'), ...flags);
    const run = await runScripted(mlnodeValidateVerb, {
      argv,
      calls,
      interrupt,
      experiments: join(folder, 'experiments'),
    });
    const read = (path: string) =>
      existsSync(join(folder, 'exp', path)) ? readFileSync(join(folder, 'exp', path), 'utf8') : undefined;
    const json = read('validate_report.json');
    const files_ = existsSync(join(folder, 'exp'))
      ? readdirSync(join(folder, 'exp'), { recursive: true }).map(String).sort()
      : [];
    return {
      ...run,
      report: json === undefined ? undefined : JSON.parse(json),
      text: read('validate_report.txt'),
      html: read('validate_report.html'),
      written: files_,
    };
  });

export const onlyVectors = ['--skip-download', '--skip-deploy', '--skip-throughput'];
export const onlyMeasure = [
  '--skip-download',
  '--skip-deploy',
  '--skip-validate',
  '--warmup-seconds',
  '0',
  '--measure-seconds',
  '4',
  '--sample-interval',
  '2',
];
