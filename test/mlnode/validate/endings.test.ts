import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MlNodeClient, planOf, readReference, realClock, runValidation } from '../../../src/mlnode/index.js';
import { withFolder } from '../../cli/gonkaSim.js';
import type { ScriptedCall } from '../../vectors/mlnode/tools/scriptedWorld.js';
import { silentArgs } from './against.js';
import {
  ask,
  base,
  call,
  down,
  failed,
  generating,
  model,
  onlyMeasure,
  onlyVectors,
  reference,
  running,
  silent,
  started,
  stopped,
  verdict,
} from './scripted.js';

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
