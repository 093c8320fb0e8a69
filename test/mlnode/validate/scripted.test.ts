import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mlnodeValidateVerb } from '../../../src/cli/mlnodeValidate.js';
import { MlNodeClient, planOf, readReference, realClock, runValidation } from '../../../src/mlnode/index.js';
import { withFolder } from '../../cli/gonkaSim.js';
import { runScripted, type ScriptedCall } from '../../vectors/mlnode/tools/scriptedWorld.js';
import { silentArgs } from './against.js';

const base = 'http://node:8080/api/v1';
const call = (method: string, path: string, response: unknown, status = 200): ScriptedCall => ({
  method,
  url: base + path,
  status,
  response,
  took_ms: 10,
});
const running = call('GET', '/inference/up/status', {
  status: 'completed',
  is_starting: false,
  is_running: true,
  error: null,
});
const down = call('GET', '/inference/up/status', {
  status: 'not_started',
  is_starting: false,
  is_running: false,
  error: null,
});
const failed = call('GET', '/inference/up/status', {
  status: 'failed',
  is_starting: false,
  is_running: false,
  error: 'oom',
});
const model = (status: string, error_message: string | null = null) =>
  call('POST', '/models/status', { model: {}, status, progress: null, error_message });
const started = (backends = 1) =>
  call('POST', '/inference/pow/init/generate', { status: 'OK', backends, n_groups: 1, results: [], errors: null });
const generating = (...rates: number[]) =>
  call('GET', '/inference/pow/status', {
    status: rates.length === 0 ? 'NO_BACKENDS' : 'GENERATING',
    backends: rates.map((rate, i) => ({
      port: 5001 + i,
      status: 'GENERATING',
      config: null,
      stats: { total_processed: 9, nonces_per_second: rate },
    })),
  });
const stopped = call('POST', '/inference/pow/stop', { status: 'OK', results: [], errors: null });
const verdict = (n_mismatch: number, fraud_detected: boolean, n_total = 2) =>
  call('POST', '/inference/pow/generate', {
    status: 'completed',
    request_id: 'x',
    n_total,
    n_mismatch,
    mismatch_nonces: [],
    p_value: 0.5,
    fraud_detected,
  });
const silent: ScriptedCall = { method: 'GET', url: base, exception: 'ReadTimeout', took_ms: 0 };

const reference = {
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

/** Runs the verb against a script. `report` is the JSON of the first run. */
const ask = ({ flags = [], calls, interrupt, references = 1 }: Asked) =>
  withFolder(async (folder) => {
    const files = Array.from({ length: references }, (_, i) => join(folder, `r${i}.json`));
    for (const file of files) writeFileSync(file, JSON.stringify(reference));
    const named = files.flatMap((file) => ['--reference', file]);
    const argv = [
      '--mlnode-url',
      'http://node:8080',
      '--model',
      'org/model',
      ...named,
      '--exp-dir',
      join(folder, 'exp'),
      ...flags,
    ];
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

const onlyVectors = ['--skip-download', '--skip-deploy', '--skip-throughput'];
const onlyMeasure = [
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

describe('what ends a run is a code, a phase, and a report', () => {
  it.each<[string, string, string, readonly string[], readonly ScriptedCall[]]>([
    ['nobody listens', 'mlnode/11', 'download', [], [{ ...silent, exception: 'ConnectionError' }]],
    ['the node hangs', 'mlnode/13', 'download', [], [silent]],
    ['an answer of another kind', 'mlnode/16', 'download', [], [call('POST', '/models/status', { hello: 1 })]],
    ['the node crashes', 'mlnode/15', 'download', [], [call('POST', '/models/status', { detail: 'x' }, 500)]],
    [
      'too many downloads',
      'mlnode/15',
      'download',
      [],
      [model('NOT_FOUND'), call('POST', '/models/download', { detail: 'x' }, 429)],
    ],
    [
      'no such repository',
      'mlnode/22',
      'download',
      [],
      [
        model('NOT_FOUND'),
        call('POST', '/models/download', { status: 'DOWNLOADING' }, 202),
        model('PARTIAL', 'Repository not found: org/model'),
      ],
    ],
    [
      'vLLM fails',
      'mlnode/23',
      'deploy',
      ['--skip-download'],
      [down, call('POST', '/inference/up/async', { status: 'starting' }), failed],
    ],
    ['vLLM is not there', 'mlnode/23', 'deploy', ['--skip-download', '--skip-deploy'], [down]],
    ['no replica at the start', 'mlnode/24', 'throughput', onlyMeasure, [running, started(0)]],
    [
      'no replica any more',
      'mlnode/24',
      'throughput',
      onlyMeasure,
      [running, started(), generating(5), generating(), stopped],
    ],
    [
      'the status fails',
      'mlnode/15',
      'throughput',
      onlyMeasure,
      [running, started(), call('GET', '/inference/pow/status', {}, 500), stopped],
    ],
    [
      'the proxy gives up',
      'mlnode/15',
      'validate',
      onlyVectors,
      [running, call('POST', '/inference/pow/generate', { detail: '' }, 502)],
    ],
    ['a verdict that is none', 'mlnode/16', 'validate', onlyVectors, [running, verdict(-1, false)]],
    ['the verdict hangs', 'mlnode/13', 'validate', [...onlyVectors, '--validation-timeout', '70'], [running, silent]],
  ])('%s', async (_, code, phase, flags, calls) => {
    const { exitCode, report, text, stdout, called } = await ask({ flags, calls });
    expect(exitCode).toBe(1);
    expect(called).toHaveLength(calls.length);
    expect(report.gonka_sim).toMatchObject({ verdict: 'ERROR (no verdict)', exit_code: 1, error: { code, phase } });
    expect(report.validation).toMatchObject({ response: null, passed: null });
    expect(text).toMatch(new RegExp(`^verdict: {6}ERROR \\(no verdict\\)\nerror: {8}${code} `, 'm'));
    expect(stdout).toMatch(/^ERROR: ./m);
    expect(text).toContain(`[${phase}] `);
  });

  it('keeps what was measured before the backends went', async () => {
    const { report, stdout } = await ask({
      flags: onlyMeasure,
      calls: [running, started(), generating(5), generating(), stopped],
    });
    expect(report.throughput.samples).toHaveLength(2);
    expect(stdout).toMatch(/^ERROR: agg_status: NO_BACKENDS, backends=0; /m);
  });
});

describe('Ctrl-C', () => {
  it.each<[string, string, readonly string[], readonly ScriptedCall[], string, number]>([
    [
      'waiting for a download',
      'download',
      [],
      [
        model('NOT_FOUND'),
        call('POST', '/models/download', { status: 'DOWNLOADING' }, 202),
        model('DOWNLOADING'),
        stopped,
      ],
      'requesting download',
      1200,
    ],
    ['measuring', 'throughput', onlyMeasure, [running, started(), generating(5), stopped, stopped], '[  2s]', 500],
    ['waiting for the verdict', 'validate', onlyVectors, [running, silent, stopped], '[4/4]', 1200],
  ])(
    'while %s stops the generation, writes the report and exits with 130',
    async (_, phase, flags, calls, after, milliseconds) => {
      const { exitCode, called, report, text } = await ask({ flags, calls, interrupt: { after, milliseconds } });
      expect(exitCode).toBe(130);
      expect(called.at(-1)?.url).toBe(`${base}/inference/pow/stop`);
      expect(report.gonka_sim).toMatchObject({ verdict: 'INTERRUPTED (no verdict)', exit_code: 130 });
      expect(text).toContain(`[${phase}] interrupted`);
    },
  );

  it('ends a row of runs', async () => {
    const { exitCode, written } = await ask({
      flags: [...onlyVectors, '--repeat', '3'],
      calls: [running, silent, stopped],
      interrupt: { after: '[4/4]', milliseconds: 1000 },
    });
    expect(exitCode).toBe(130);
    expect(written.filter((name) => name.endsWith('.txt'))).toEqual([join('run-1', 'validate_report.txt')]);
  });
});

describe('a download under way', () => {
  it('is waited for, not a reason to give up', async () => {
    const conflict = call('POST', '/models/download', { detail: 'Model org/model:latest is already downloading' }, 409);
    const calls = [model('DOWNLOADING'), conflict, model('DOWNLOADING'), model('DOWNLOADED'), running];
    const { exitCode, report } = await ask({ flags: ['--skip-deploy', '--skip-throughput', '--skip-validate'], calls });
    expect([exitCode, report.download.action]).toEqual([0, 'downloaded']);
  });
});

describe('warnings', () => {
  it('call out a replica below half of the median rate, by its port', async () => {
    const calls = [
      running,
      call('POST', '/inference/pow/init/generate', { backends: 3, n_groups: 3 }),
      generating(30, 4, 31),
      generating(30, 4, 31),
      stopped,
    ];
    const { text } = await ask({ flags: onlyMeasure, calls });
    expect(text).toMatch(
      /^WARNING: the replica on port 5002 is slow: 4\.00 nonces\/s, below half of the median of 30\.00$/m,
    );
  });

  it('say that a generation may go on', async () => {
    const nobody = call('POST', '/inference/pow/stop', { status: 'OK', message: 'No backends to stop' });
    const { text } = await ask({
      flags: onlyMeasure,
      calls: [running, started(), generating(5), generating(5), nobody],
    });
    expect(text).toMatch(/^WARNING: the generation may still run: /m);
  });

  it('doubt a verdict that does not follow from its own counts, or is about others', async () => {
    const { report } = await ask({ flags: onlyVectors, calls: [running, verdict(2, false, 3)] });
    expect(report.gonka_sim.warnings).toEqual([
      expect.stringMatching(/^2 vectors were sent, and the verdict is about 3$/),
      expect.stringMatching(
        /^the binomial test of these counts gives p=.*fraud_detected=true: not what the MLNode says$/,
      ),
    ]);
  });
});

describe('several runs', () => {
  it('have a folder each, and one exit code: fraud goes before failure', async () => {
    const broken = call('POST', '/inference/pow/generate', { detail: '' }, 502);
    const calls = [running, verdict(0, false), running, broken, running, verdict(2, true), running, verdict(0, false)];
    const { exitCode, written, stdout } = await ask({ flags: [...onlyVectors, '--repeat', '2'], calls, references: 2 });
    expect(exitCode).toBe(2);
    const folders = ['1-r0', '2-r1'].flatMap((name) =>
      ['run-1', 'run-2'].map((run) => join(name, run, 'validate_report.json')),
    );
    expect(written.filter((name) => name.endsWith('report.json'))).toEqual(folders);
    expect(stdout).toMatch(/^4 of 4 runs, exit 2$/m);
  });

  it('read all references before anything is asked of the node', () =>
    withFolder(async (folder) => {
      const good = join(folder, 'good.json');
      writeFileSync(good, JSON.stringify(reference));
      const argv = [
        '--mlnode-url',
        'http://node:8080',
        '--model',
        'org/model',
        '--reference',
        good,
        '--reference',
        join(folder, 'none.json'),
      ];
      const run = await runScripted(mlnodeValidateVerb, { argv, calls: [], experiments: join(folder, 'experiments') });
      expect([run.exitCode, run.called, existsSync(join(folder, 'experiments'))]).toEqual([1, [], false]);
      expect(run.stderr).toMatch(/^ERROR: no golden reference found[\s\S]*code: {6}mlnode\/20\n$/);
    }));

  it('stop before the first call where the folder cannot be made', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'r.json');
      writeFileSync(file, JSON.stringify(reference));
      const argv = [
        '--mlnode-url',
        'http://node:8080',
        '--model',
        'org/model',
        '--reference',
        file,
        '--exp-dir',
        join(file, 'exp'),
      ];
      const run = await runScripted(mlnodeValidateVerb, { argv, calls: [], experiments: folder });
      expect([run.exitCode, run.called]).toEqual([1, []]);
      expect(run.stderr).toMatch(/: cannot write\n$/);
    }));
});

describe('--html', () => {
  it('draws throughput, distances and the test on one page without network', async () => {
    const flags = [
      '--skip-download',
      '--skip-deploy',
      '--warmup-seconds',
      '0',
      '--measure-seconds',
      '2',
      '--sample-interval',
      '1',
      '--html',
    ];
    const vectors = call('POST', '/inference/pow/generate', {
      status: 'completed',
      artifacts: [
        { nonce: 0, vector_b64: 'ADw=' },
        { nonce: 7, vector_b64: 'ADg=' },
      ],
    });
    const calls = [running, started(), generating(5), generating(6), stopped, verdict(1, false), vectors];
    const { html, exitCode } = await ask({ flags, calls });
    expect(exitCode).toBe(0);
    for (const id of ['validate-throughput', 'validate-distances', 'validate-binomial'])
      expect(html).toContain(`<figure id="${id}">`);
    expect(html).toContain('1 of 2 above the threshold');
    expect(html).not.toMatch(/<script|src=|href="http/);
  });

  it('says what is missing after a failure', async () => {
    const { html } = await ask({
      flags: [...onlyVectors, '--html'],
      calls: [running, call('POST', '/inference/pow/generate', {}, 500)],
    });
    expect(html).toMatch(/ERROR \(no verdict\)[\s\S]*Not measured[\s\S]*There was no verdict/);
  });
});

describe('a bug of the tool', () => {
  it('goes on to whoever reports bugs, after a report that says so', () =>
    withFolder(async (folder) => {
      const say = (line: string) => {
        if (line.startsWith('[2/4]')) throw new Error('a line that cannot be said');
      };
      const signal = new AbortController().signal;
      const run = { client: new MlNodeClient('http://node:8080'), clock: realClock, signal, say, progress: say };
      const plan = planOf(
        { ...silentArgs, skip_download: true },
        readReference(JSON.stringify(reference), 'r.json'),
        folder,
      );
      await expect(runValidation(run, plan)).rejects.toThrow(/^a line that cannot be said$/);
      const text = readFileSync(join(folder, 'validate_report.txt'), 'utf8');
      expect(text).toMatch(/^verdict: {6}ERROR \(no verdict\)\nerror: {8}mlnode\/29 a line that cannot be said$/m);
    }));
});
