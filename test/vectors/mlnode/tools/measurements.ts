import type { RecordedRun } from './recordedRun.js';
import type { ScriptedCall } from './scriptedWorld.js';
import { type Difference, type Line, reports, rule, turnReport, warned } from './turn.js';

/** What is measured of the replicas. */
export const measurements: readonly Difference[] = [
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
];

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
