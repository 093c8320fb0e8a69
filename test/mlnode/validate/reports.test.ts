import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mlnodeValidateVerb } from '../../../src/cli/mlnodeValidate.js';
import { withFolder } from '../../cli/gonkaSim.js';
import { runScripted } from '../../vectors/mlnode/tools/scriptedWorld.js';
import {
  argvOf,
  ask,
  call,
  generating,
  model,
  onlyMeasure,
  onlyVectors,
  reference,
  running,
  started,
  stopped,
  verdict,
} from './scripted.js';

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
      const argv = argvOf([good, join(folder, 'none.json')]);
      const run = await runScripted(mlnodeValidateVerb, { argv, calls: [], experiments: join(folder, 'experiments') });
      expect([run.exitCode, run.called, existsSync(join(folder, 'experiments'))]).toEqual([1, [], false]);
      expect(run.stderr).toMatch(/^ERROR: no golden reference found[\s\S]*code: {6}mlnode\/20\n$/);
    }));

  it('stop before the first call where the folder cannot be made', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'r.json');
      writeFileSync(file, JSON.stringify(reference));
      const argv = argvOf([file], '--exp-dir', join(file, 'exp'));
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
