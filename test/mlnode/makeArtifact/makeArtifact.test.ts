import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mlnodeMakeArtifactVerb } from '../../../src/cli/mlnodeMakeArtifact.js';
import { readReference } from '../../../src/mlnode/index.js';
import { withFolder } from '../../cli/gonkaSim.js';
import { runScripted, type ScriptedCall } from '../../vectors/mlnode/tools/scriptedWorld.js';

const base = 'http://node:8080/api/v1';
const up = (is_running: boolean): ScriptedCall => ({
  method: 'GET',
  url: `${base}/inference/up/status`,
  status: 200,
  response: { status: 'completed', is_starting: false, is_running },
  took_ms: 5,
});
const vectors = (...nonces: number[]): ScriptedCall => ({
  method: 'POST',
  url: `${base}/inference/pow/generate`,
  status: 200,
  response: { status: 'completed', request_id: 'x', artifacts: nonces.map((nonce) => ({ nonce, vector_b64: 'ADw=' })) },
  took_ms: 5,
});
const silent: ScriptedCall = { method: 'POST', url: base, exception: 'ReadTimeout', took_ms: 0 };

interface Asked {
  readonly flags?: readonly string[];
  readonly calls?: readonly ScriptedCall[];
  readonly before?: string;
  readonly interrupt?: { readonly after: string; readonly milliseconds: number };
}

const make = ({ flags = [], calls = [], before, interrupt }: Asked) =>
  withFolder(async (folder) => {
    const out = join(folder, 'deep', 'r.json');
    const there = join(folder, 'there.json');
    if (before !== undefined) writeFileSync(there, before);
    const argv = [
      '--mlnode-url',
      'http://node:8080',
      '--model',
      'org/model',
      '--num-nonces',
      '2',
      '--k-dim',
      '1',
      '--out',
      before === undefined ? out : there,
      ...flags,
    ];
    const run = await runScripted(mlnodeMakeArtifactVerb, { argv, calls, interrupt, experiments: folder });
    const file = before === undefined ? out : there;
    return { ...run, text: existsSync(file) ? readFileSync(file, 'utf8') : undefined, names: readdirSync(folder) };
  });

describe('make-artifact', () => {
  it('bakes a reference that validate reads, in order of nonce', async () => {
    const { exitCode, text, stdout } = await make({ calls: [up(true), vectors(1, 0)] });
    expect(exitCode).toBe(0);
    expect(readReference(text!, 'r.json')).toMatchObject({ model: 'org/model', nonces: [0, 1], kDim: 1 });
    expect(JSON.parse(text!)).not.toHaveProperty('stat_test');
    expect(stdout).toMatch(
      /a reader gets dist_threshold=0\.2 \(artifact\), p_mismatch=0\.001 \(server-default\), fraud_threshold=0\.01 \(server-default\)\n$/,
    );
  });

  it('writes stat_test when asked, and only what was asked', async () => {
    const { text, stdout } = await make({ flags: ['--p-mismatch', '0.1'], calls: [up(true), vectors(0, 1)] });
    expect(JSON.parse(text!).stat_test).toEqual({ p_mismatch: 0.1 });
    expect(stdout).toMatch(/p_mismatch=0\.1 \(artifact\), fraud_threshold=0\.01 \(server-default\)/);
  });

  it('never replaces a file without --force, and asks nothing then', async () => {
    const refused = await make({ before: 'mine' });
    expect(refused).toMatchObject({ exitCode: 1, text: 'mine', called: [] });
    expect(refused.stderr).toMatch(/^ERROR: .* is there already; --force replaces it\n {2}code: {6}mlnode\/27\n$/);
    const forced = await make({ before: 'mine', flags: ['--force'], calls: [up(true), vectors(0, 1)] });
    expect([forced.exitCode, JSON.parse(forced.text!).artifacts.length]).toEqual([0, 2]);
  });

  it.each<[string, string, Asked]>([
    ['vLLM is down', 'mlnode/23', { calls: [up(false)] }],
    ['a vector is missing', 'mlnode/26', { calls: [up(true), vectors(0)] }],
    ['a vector is none', 'mlnode/3', { calls: [up(true), vectors(0, 1)], flags: ['--k-dim', '3'] }],
    ['the node is silent', 'mlnode/13', { calls: [up(true), silent], flags: ['--timeout', '5'] }],
    ['nobody listens', 'mlnode/11', { calls: [{ ...silent, exception: 'ConnectionError' }] }],
    ['the arguments are no list', 'gonka-sim/26', { flags: ['--additional-args', '{}'] }],
    ['the arguments are no JSON', 'gonka-sim/26', { flags: ['--additional-args', '--x 1'] }],
  ])('writes nothing when %s', async (_, code, asked) => {
    const { exitCode, stderr, names } = await make(asked);
    expect([exitCode, names]).toEqual([1, []]);
    expect(stderr).toMatch(new RegExp(`^ERROR: .*\n(.*\n)? {2}code: {6}${code}\n$`));
  });

  it('can be interrupted', async () => {
    const { exitCode, names } = await make({
      calls: [up(true), silent],
      interrupt: { after: 'Sending', milliseconds: 500 },
    });
    expect([exitCode, names]).toEqual([130, []]);
  });
});
