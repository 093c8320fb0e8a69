import type { RecordedRun } from './recordedRun.js';
import type { ScriptedCall } from './scriptedWorld.js';

/**
 * Where this tool does on purpose what upstream's does not. Each turns the recording of its scenarios into what is expected
 * here; whatever a difference does not name must be as recorded. Rows of docs/mlnode-validate.md, by `name`.
 */
export interface Difference {
  readonly name: string;
  readonly scenarios: readonly string[];
  readonly turn: (run: RecordedRun) => void;
}

type Line = string | RegExp;
type Phase = 'download' | 'deploy' | 'throughput' | 'validate';
const phases: readonly Phase[] = ['download', 'deploy', 'throughput', 'validate'];
const skipped = 'verdict:      validation skipped';
const rule = '='.repeat(70);

const on = (lines: readonly Line[], line: string, ...instead: Line[]): Line[] =>
  lines.flatMap((each) => (each === line ? instead : [each]));

/** Changes the report on standard output and, the same way, the one in the file. */
function turnReport(run: RecordedRun, change: (lines: readonly Line[]) => readonly Line[]): void {
  run.stdout = change(run.stdout);
  const text = run.files.get('validate_report.txt');
  if (text !== undefined) reports.set(run, change(reports.get(run) ?? text.replace(/\n$/, '').split('\n')));
}

/** The expected text report, where a difference changes it. */
export const reports = new WeakMap<RecordedRun, readonly Line[]>();

/** A run that ended in a phase says so, instead of "skipped" for it, for the rest, and for the verdict. */
const endedIn = (phase: Phase, verdict: string, word: string) => (run: RecordedRun) => {
  const error = verdict.startsWith('ERROR') ? [/^error: {8}mlnode\/\d+ ./] : [];
  turnReport(run, (lines) => {
    const told = on(lines, skipped, `verdict:      ${verdict}`, ...error);
    return phases.reduce(
      (so, each, i) => {
        const place = phases.indexOf(phase);
        if (i < place || (each !== phase && run.argv.includes(`--skip-${each}`))) return so;
        return on(so, `[${each}] skipped`, `[${each}] ${each === phase ? word : 'not reached'}`);
      },
      told as readonly Line[],
    );
  });
};

const hardError = (phase: Phase, ...scenarios: string[]): Difference => ({
  name: 'hard-error-verdict',
  scenarios,
  turn: endedIn(phase, 'ERROR (no verdict)', 'failed'),
});

const interrupted = (phase: Phase, scenario: string): Difference => ({
  name: 'interrupted',
  scenarios: [scenario],
  turn: (run) => {
    endedIn(phase, 'INTERRUPTED (no verdict)', 'interrupted')(run);
    run.exitCode = 130;
  },
});

/** Lines that come before the rule at the end of the report. */
const warned =
  (...warnings: Line[]) =>
  (run: RecordedRun) =>
    turnReport(run, (lines) => {
      const last = lines.lastIndexOf(rule);
      return [...lines.slice(0, last), ...warnings, ...lines.slice(last)];
    });

const ownWords = (...scenarios: string[]): Difference => ({
  name: 'connection-words',
  scenarios,
  turn: (run) => {
    const words = /^ERROR: (GET|POST) \/[a-z/_]+: no (whole )?answer from http:\/\/127\.0\.0\.1:8080/;
    run.stdout = run.stdout.map((line) => (/^ERROR: HTTPConnectionPool/.test(String(line)) ? words : line));
  },
});

/** Refused before anything is asked of the node. */
const refusedAtOnce = (name: string, stderr: readonly RegExp[], ...scenarios: string[]): Difference => ({
  name,
  scenarios,
  turn: (run) => {
    run.exitCode = 1;
    run.calls = [];
    run.stdout = [];
    run.stderr = stderr;
    run.files.clear();
  },
});

const coded = /^ {2}code: {6}mlnode\/\d+$/;

/** The same status answer, with the replicas in order of port. */
function byPort(run: RecordedRun): void {
  const [report, text] = [run.files.get('validate_report.json')!, run.files.get('validate_report.txt')!];
  const json = JSON.parse(report);
  const statuses = run.calls.filter(({ url }) => url.endsWith('/pow/status'));
  json.throughput.samples.forEach((sample: Record<string, number[]>, i: number) => {
    const { backends } = statuses[i]!.response as {
      backends: { port: number; stats: Record<string, number> | null }[];
    };
    const sorted = [...backends].sort((a, b) => a.port - b.port);
    const before = sample.per_backend_nonces_per_second!;
    sample.per_backend_nonces_per_second = sorted.map(({ stats }) => stats?.nonces_per_second ?? 0);
    sample.per_backend_total_processed = sorted.map(({ stats }) => stats?.total_processed ?? 0);
    const shown = (rates: readonly number[]) => rates.map((rate) => rate.toFixed(2));
    const quoted = (rates: readonly number[]) =>
      `[${shown(rates)
        .map((rate) => `'${rate}'`)
        .join(', ')}]`;
    const now = sample.per_backend_nonces_per_second;
    const swap = (line: Line) =>
      typeof line !== 'string'
        ? line
        : line
            .replace(`per_backend=${quoted(before)}`, `per_backend=${quoted(now)}`)
            .replace(`(last sample): [${shown(before).join(', ')}]`, `(last sample): [${shown(now).join(', ')}]`);
    run.stdout = run.stdout.map(swap);
    reports.set(run, (reports.get(run) ?? text.replace(/\n$/, '').split('\n')).map(swap));
  });
  json.throughput.summary.final_per_backend_total_processed =
    json.throughput.samples.at(-1).per_backend_total_processed;
  run.files.set('validate_report.json', JSON.stringify(json));
}

const made: Difference['scenarios'] = ['success', 'success-options', 'empty-additional-args', 'zero-nonces'];

export const differences: readonly Difference[] = [
  hardError(
    'download',
    'download-429',
    'download-hub-away',
    'download-not-found',
    'download-offline',
    'download-repo-missing',
    'download-timeout',
    'server-down',
  ),
  hardError(
    'deploy',
    'deploy-down-by-other',
    'deploy-failed',
    'deploy-failed-api-hangs',
    'deploy-pow-mode',
    'deploy-timeout',
    'skip-deploy-not-running',
  ),
  hardError(
    'throughput',
    'already-generating',
    'init-gave-up',
    'leftover-generation',
    'model-mismatch-throughput',
    'no-backends-while-measuring',
  ),
  hardError(
    'validate',
    'generate-503',
    'model-mismatch-validate',
    'proxy-60s',
    'throughput-one-refuses',
    'validation-timeout',
  ),
  interrupted('download', 'ctrl-c-download'),
  interrupted('deploy', 'ctrl-c-deploy'),
  interrupted('throughput', 'ctrl-c-warmup'),
  interrupted('throughput', 'ctrl-c-measure'),
  interrupted('validate', 'ctrl-c-validate'),
  ownWords('server-down', 'validation-timeout'),
  {
    name: 'repository-missing',
    scenarios: ['download-repo-missing'],
    turn: (run) => {
      run.calls = run.calls.slice(0, 4);
      const words = /^ERROR: model download failed \(Repository not found: nobody\/missing\): \{'model'/;
      run.stdout = run.stdout
        .filter((line) => !String(line).startsWith('  [  10s] PARTIAL'))
        .map((line) => (String(line).startsWith('ERROR: model download did not') ? words : line));
    },
  },
  {
    name: 'download-under-way',
    scenarios: ['download-409'],
    turn: (run) => {
      const { model } = run.calls[0]!.response as { model: unknown };
      const answer = (status: string): ScriptedCall => ({
        ...run.calls[0]!,
        response: { model, status, progress: null, error_message: null },
      });
      const up = { status: 'completed', is_starting: false, is_running: true, elapsed_seconds: 9.5, error: null };
      const url = `${new URL(run.calls[0]!.url).origin}/api/v1/inference/up/status`;
      run.calls.push(answer('DOWNLOADING'), answer('DOWNLOADED'), {
        method: 'GET',
        url,
        status: 200,
        response: up,
        took_ms: 2,
      });
      run.exitCode = 0;
      const at = run.stdout.findIndex((line) => String(line).startsWith('ERROR:'));
      run.stdout = [
        ...run.stdout.slice(0, at - 1),
        "  /models/download returned 409: {'detail': 'Model slow/b:latest is already downloading'}",
        '  -> downloaded in 5.0s (status: DOWNLOADED)',
        '[2/4] deploy: skipped (--skip-deploy)',
        '[3/4] throughput: skipped (--skip-throughput)',
        '[4/4] validate: skipped (--skip-validate)',
        ...run.stdout.slice(at + 1),
      ];
      turnReport(run, (lines) =>
        on(lines, '[download] skipped', '[download] downloaded (elapsed 5.0s; final status: DOWNLOADED)'),
      );
      const report = JSON.parse(run.files.get('validate_report.json')!);
      report.download = { action: 'downloaded', elapsed_s: 5.01, last_status: run.calls.at(-2)!.response };
      run.files.set('validate_report.json', JSON.stringify(report));
    },
  },
  { name: 'replicas-by-port', scenarios: ['throughput-2-backends', 'throughput-one-refuses'], turn: byPort },
  {
    name: 'slow-replica',
    scenarios: ['throughput-one-refuses'],
    turn: warned(/^WARNING: the replica on port 5002 is slow: 0\.00 nonces\/s, below half of the median of 38\.74$/),
  },
  {
    name: 'refusing-replica',
    scenarios: ['throughput-one-refuses'],
    turn: warned(/^WARNING: replica on port 5002 refused to generate: .*Engine not available/),
  },
  {
    name: 'late-replicas',
    scenarios: ['deploy-3-first-only'],
    turn: (run) => lateReplicas(run),
  },
  {
    name: 'no-backends',
    scenarios: ['no-backends-while-measuring'],
    turn: (run) => {
      run.calls.splice(4, 1);
      run.calls.pop();
      const report = JSON.parse(run.files.get('validate_report.json')!);
      const { samples, summary } = report.throughput;
      samples.pop();
      const average = samples[0].sum_nonces_per_second / 2;
      Object.assign(summary, {
        n_samples: 2,
        avg_sum_nonces_per_second: average,
        avg_sum_nonces_per_min: average * 60,
      });
      run.files.set('validate_report.json', JSON.stringify(report));
      run.stdout = run.stdout
        .filter((line) => !/^( {2}\[ {2}6s\]|\[4\/4\])/.test(String(line)))
        .map((line) => (String(line).startsWith('ERROR:') ? /^ERROR: agg_status: NO_BACKENDS, backends=0; / : line));
      turnReport(run, (lines) =>
        lines.map((line) =>
          /^\[throughput\] /.test(String(line)) ? /^\[throughput\] backends=0 {2}avg sum rate = 26\.62 / : line,
        ),
      );
      warned(/^WARNING: the generation may still run: stop answered "No backends to stop"$/)(run);
    },
  },
  {
    name: 'no-samples',
    scenarios: ['no-samples'],
    turn: (run) => {
      run.exitCode = 0;
      run.stderr = [];
      run.stdout = [
        ...run.stdout,
        /^$/,
        ...Array.from({ length: 21 }, () => /^/),
        /^\[throughput\] no samples \(--measure-seconds 0\)$/,
        /-> PASS$/,
        rule,
        '',
        ...Array.from({ length: 4 }, () => /^(experiment| {2}(config|report))/),
      ];
      const report = JSON.parse(run.files.get('validate_report.json')!);
      const none = {
        avg_sum_nonces_per_second: null,
        avg_sum_nonces_per_min: null,
        min_sum_nonces_per_second: null,
        max_sum_nonces_per_second: null,
      };
      report.throughput.summary = { n_backends: 0, n_samples: 0, ...none, final_per_backend_total_processed: [] };
      run.files.set('validate_report.json', JSON.stringify(report)).set('validate_report.txt', '');
      reports.set(run, [
        rule,
        ...Array.from({ length: 18 }, () => /^/),
        /^\[download\]/,
        /^\[deploy\]/,
        /^\[throughput\] no samples/,
        /^\[validate\].*PASS$/,
        rule,
      ]);
    },
  },
  {
    name: 'threshold-place',
    scenarios: ['dist-threshold-only-in-stat-test'],
    turn: warned(/^WARNING: dist_threshold inside stat_test of the reference is not read;/),
  },
  refusedAtOnce(
    'reference-faults',
    [/^.*bad\.json: artifacts\[5\]\.vector_b64: not base64: invalid reference of PoC vectors$/],
    'bad-vector-text',
  ),
  refusedAtOnce(
    'reference-faults',
    [/^.*: artifacts: a list of \{nonce, vector_b64\} is wanted: invalid/],
    'invalid-artifacts-object',
  ),
  refusedAtOnce('reference-faults', [/byte order mark/], 'invalid-bom'),
  refusedAtOnce(
    'reference-faults',
    [/: dist_threshold: a number from 0 on is wanted: invalid/],
    'invalid-dist-threshold',
  ),
  refusedAtOnce('reference-faults', [/: artifacts: must not be empty: invalid/], 'invalid-empty-artifacts'),
  refusedAtOnce('reference-faults', [/: artifacts\[\d+\]\.vector_b64: a text is wanted: invalid/], 'invalid-entry'),
  refusedAtOnce('reference-faults', [/: not JSON: .*: invalid/], 'invalid-json'),
  refusedAtOnce('reference-faults', [/: an object is wanted at its top: invalid/], 'invalid-list'),
  refusedAtOnce(
    'reference-faults',
    [/: k_dim: a whole number from 1 on is wanted$/, /: block_hash: a text is wanted: invalid/],
    'invalid-missing-fields',
  ),
  {
    name: 'own-commands',
    scenarios: [
      'unknown-model',
      'unknown-model-safe-id',
      'reference-missing-file',
      'reference-mismatch',
      'reference-mismatch-case',
    ],
    turn: (run) => {
      run.stderr = [
        ...run.stderr.map((line) =>
          /python3 .*make_artifact\.py/.test(String(line)) ? '    gonka-sim mlnode make-artifact \\' : line,
        ),
        coded,
      ];
    },
  },
  refusedAtOnce(
    'usage',
    [/^error: (required option|unknown option|option) '--/],
    'usage-bad-float',
    'usage-bad-int',
    'usage-no-model',
    'usage-nothing',
    'usage-unknown-flag',
    'usage-abbreviation',
  ),
  refusedAtOnce(
    'dashed-value',
    [/^ERROR: no golden reference/, /./, /./, /^$/, /./, /./, /./, /./, /./, /./, coded],
    'usage-extra-arg-dashes',
  ),
  {
    name: 'which-test',
    scenarios: made,
    turn: (run) => {
      run.stdout = [
        ...run.stdout,
        /^ {2}a reader gets dist_threshold=0\.(2|35) \(artifact\), p_mismatch=0\.001 \(server-default\), fraud_threshold=0\.01 \(server-default\)$/,
      ];
    },
  },
  refusedAtOnce(
    'args-first',
    [/^ERROR: --additional-args is not a valid JSON list of strings: ./, /^ {2}code: {6}gonka-sim\/26$/],
    'bad-args-not-json',
    'bad-args-numbers',
    'bad-args-object',
  ),
  {
    name: 'codes',
    scenarios: ['engine-missing', 'missing-many', 'missing-nonces', 'no-backends', 'not-running', 'wrong-model'],
    turn: (run) => {
      run.stderr = [...run.stderr, coded];
    },
  },
  {
    name: 'no-tracebacks',
    scenarios: ['pow-mode', 'server-down', 'timeout'],
    turn: (run) => {
      if (run.tool === 'make_artifact') run.stderr = [/^ERROR: (GET|POST) \/inference\/[a-z/]+(:| failed:) ./, coded];
    },
  },
];

/** The second and third replica are there at the first and third look: each time the measurement begins anew. */
function lateReplicas(run: RecordedRun): void {
  const [before, started, running, ...rest] = [
    run.calls.slice(0, 4),
    run.calls[4]!,
    run.calls.slice(5, 9),
    run.calls[9]!,
    run.calls[10]!,
  ];
  const [stop, generate] = [rest[0]!, rest[1]!];
  const startedWith = (n: number): ScriptedCall => ({
    ...started,
    response: { status: 'OK', backends: n, n_groups: n, results: [], errors: null },
  });
  const status = (n: number): ScriptedCall => {
    const { backends } = running[0]!.response as { backends: { port: number; stats: unknown }[] };
    const generating = backends.find(({ stats }) => stats !== null)!;
    return {
      ...running[0]!,
      response: {
        status: 'GENERATING',
        backends: Array.from({ length: n }, (_, i) => ({ ...generating, port: 5001 + i })),
      },
    };
  };
  const full = [status(3), status(3), status(3), status(3)];
  run.calls = [
    ...before,
    started,
    running[0]!,
    stop,
    startedWith(2),
    status(3),
    stop,
    startedWith(3),
    ...full,
    stop,
    generate,
  ];
  const at = run.stdout.findIndex((line) => String(line).startsWith('  init/generate'));
  const after = run.stdout.findIndex((line) => String(line).startsWith('[4/4]'));
  const line = (seconds: string, n: number): RegExp => new RegExp(`^  \\[ *${seconds}s\\] backends=${n} sum_rate=`);
  const anew = (now: number, asked: number) =>
    `  ${now} replicas are up now, ${asked} were asked: measuring anew with all`;
  run.stdout = [
    ...run.stdout.slice(0, at + 1),
    line('3', 2),
    '  stopping generation...',
    anew(2, 1),
    '  init/generate -> backends=2 n_groups=2',
    line('3', 3),
    '  stopping generation...',
    anew(3, 2),
    '  init/generate -> backends=3 n_groups=3',
    ...['3', '6', '9', '12'].map((seconds) => line(seconds, 3)),
    '  stopping generation...',
    ...run.stdout.slice(after),
  ];
  turnReport(run, (lines) =>
    lines.map((each) => {
      if (/^\[throughput\]/.test(String(each))) return /^\[throughput\] backends=3 {2}avg sum rate = 159\.67 /;
      return /^ {2}per-backend/.test(String(each)) ? /\[53\.22, 53\.22, 53\.22\]$/ : each;
    }),
  );
  const report = JSON.parse(run.files.get('validate_report.json')!);
  report.throughput = 'measured anew';
  run.files.set('validate_report.json', JSON.stringify(report));
}
