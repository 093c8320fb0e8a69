import type { RecordedRun } from './recordedRun.js';
import type { ScriptedCall } from './scriptedWorld.js';
import { type Difference, type Line, on, turnReport } from './turn.js';

type Phase = 'download' | 'deploy' | 'throughput' | 'validate';
const phases: readonly Phase[] = ['download', 'deploy', 'throughput', 'validate'];
const skipped = 'verdict:      validation skipped';

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

const ownWords = (...scenarios: string[]): Difference => ({
  name: 'connection-words',
  scenarios,
  turn: (run) => {
    const words = /^ERROR: (GET|POST) \/[a-z/_]+: no (whole )?answer from http:\/\/127\.0\.0\.1:8080/;
    run.stdout = run.stdout.map((line) => (/^ERROR: HTTPConnectionPool/.test(String(line)) ? words : line));
  },
});

/** How runs end, and what becomes of downloads. */
export const endings: readonly Difference[] = [
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
];
