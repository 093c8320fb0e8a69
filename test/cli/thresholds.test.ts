import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gonkaSim, jsonLines, type Outcome, withFolder } from './gonkaSim.js';

type Run = (...args: string[]) => Promise<Outcome>;
const inFolder = <T>(use: (folder: string, run: Run) => Promise<T>): Promise<T> =>
  withFolder((folder) => use(folder, (...args) => gonkaSim(args, { home: folder })));

/** A record whose validation differs by a factor. */
const line = (factor: number, tokens = 2, extra: object = {}): string => {
  const results = (scale: number) =>
    Array.from({ length: tokens }, (_, i) => ({
      token: `t${i}`,
      logprobs: { [`t${i}`]: -0.5 * scale, zz: -4 * scale },
    }));
  const answer = (scale: number) => ({ text: 'x'.repeat(tokens), results: results(scale) });
  return JSON.stringify({ prompt: 'p', inference_result: answer(1), validation_result: answer(factor), ...extra });
};
const honestLines = Array.from({ length: 30 }, (_, i) => line(1 + i / 1000, 100));
const fraudLines = Array.from({ length: 20 }, (_, i) => line(1.02 + i / 100, 100));

describe('distance', () => {
  it('prints one object per record in input order, whatever it is', () =>
    inFolder(async (folder, run) => {
      const file = join(folder, 'records.jsonl');
      const { validation_result: _, ...inferenceOnly } = JSON.parse(line(1));
      const empty = { text: '', results: [] };
      const lines = [
        line(1),
        line(1.5),
        line(1, 2, { validation_result: JSON.parse(line(1, 3)).validation_result }),
        line(1, 2, {
          validation_result: {
            text: '',
            results: [
              { token: 'a', logprobs: {} },
              { token: 'b', logprobs: {} },
            ],
          },
        }),
        JSON.stringify(inferenceOnly),
        line(1, 0, { inference_result: empty, validation_result: empty }),
      ];
      writeFileSync(file, `${lines.join('\n')}\n`);
      const { code, stdout } = await run('distance', file, '--json', '-');
      expect(code).toBe(0);
      const rows = jsonLines(stdout);
      expect(rows.map((row) => [row.line, row.kind, row.distance === null ? null : Math.sign(row.distance)])).toEqual([
        [1, 'similarity', 1],
        [2, 'similarity', 1],
        [3, 'differentLength', -1],
        [4, 'differentTokens', -1],
        [5, 'notValidated', null],
        [6, 'emptyAnswer', null],
      ]);
      expect(rows[0].distance).toBe(1 / 201);

      const chain = await run('distance', file, '--json', '-', '--distance', 'chain');
      expect(jsonLines(chain.stdout)[0]).toMatchObject({ distance: 0, similarity: 1 });
      const told = await run('distance', file);
      expect(told.stdout).toMatch(/without a distance: 1 of other length/);
    }));

  it('names the line that is not a record, exit code 1', () =>
    inFolder(async (folder, run) => {
      const file = join(folder, 'records.jsonl');
      writeFileSync(file, `${line(1)}\n{"prompt": 1}\n`);
      const { code, stderr } = await run('distance', file);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^error\[validation\/2\]: .*records\.jsonl:2: prompt: /);
      expect((await run('distance', join(folder, 'none'))).stderr).toMatch(/none: no such file/);
    }));
});

describe('thresholds compute', () => {
  it('finds bounds, says them as upstream does, and writes a proposal', () =>
    inFolder(async (folder, run) => {
      const [honest, fraud] = ['M-fp8-1xH100___M-fp8-2x3090.jsonl', 'M-int4-1xH100___M-fp8-2x3090.jsonl'];
      writeFileSync(join(folder, honest), honestLines.join('\n'));
      writeFileSync(join(folder, fraud), fraudLines.join('\n'));
      const files = ['--honest', join(folder, honest), '--fraud', join(folder, fraud)];
      const out = join(folder, 'proposal');
      const json = join(folder, 'figures.json');
      const told = await run('thresholds', 'compute', ...files, '--model', 'M', '--out', out, '--json', json);
      expect(told.code).toBe(0);
      expect(told.stdout).toMatch(
        /^Optimal Lower Bound: 0\.\d{6}\nOptimal Upper Bound: 0\.\d{6}\nBest F1-Score: 0\.\d{4}\n/,
      );
      expect(told.stderr).toContain(
        'warning: honest_M_1xH100vs2x3090: 30 samples; at least 1000 honest ones are advised',
      );
      const figures = JSON.parse(readFileSync(json, 'utf8'));
      expect(figures).toMatchObject({
        schema: 'gonka-sim/thresholds/1',
        model: 'M',
        holdOut: { parameters: { seed: 42 } },
      });
      expect(readdirSync(out).sort()).toEqual(['README.md', 'data', 'plots', 'thresholds.json']);

      const again = await run('thresholds', 'compute', ...files, '--model', 'M', '--json', '-');
      expect(JSON.parse(again.stdout)).toEqual(figures);
    }));

  it('says why there are no bounds, exit code 1', () =>
    inFolder(async (folder, run) => {
      const file = join(folder, 'same.jsonl');
      writeFileSync(file, honestLines.join('\n'));
      const { code, stderr } = await run('thresholds', 'compute', '--honest', file, '--fraud', file);
      expect([code, stderr]).toEqual([1, expect.stringMatching(/^error\[validation\/5\]: No valid bounds found/)]);
      writeFileSync(join(folder, 'empty.jsonl'), '');
      const none = await run('thresholds', 'compute', '--honest', file, '--fraud', join(folder, 'empty.jsonl'));
      expect([none.code, none.stderr]).toEqual([1, expect.stringMatching(/validation\/3\]: fraud/)]);
      const usage = await run('thresholds', 'compute', '--honest', file);
      expect([usage.code, usage.stderr]).toEqual([1, expect.stringMatching(/--fraud/)]);
    }));
});

describe('thresholds collect', () => {
  it('runs a cycle against a server over HTTP, and goes on where it stopped', async () => {
    let loaded: string | null = null;
    const chats: { model: string; enforced_tokens?: object }[] = [];
    const server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      const body = text === '' ? undefined : JSON.parse(text);
      const answers: Record<string, () => unknown> = {
        '/api/v1/state': () => ({ state: loaded === null ? 'STOPPED' : 'INFERENCE', loaded_model: loaded }),
        '/api/v1/stop': () => ({ status: 'OK' }),
        '/api/v1/inference/up/async': () => {
          loaded = body.model;
          return { status: 'starting' };
        },
        '/api/v1/inference/up/status': () => ({ status: 'completed', is_running: true, error: null }),
        '/v1/chat/completions': () => {
          chats.push(body);
          const content = [{ token: 'Hi', logprob: -0.1, top_logprobs: [{ token: 'Hi', logprob: -0.1 }] }];
          return { choices: [{ message: { content: 'Hi' }, logprobs: { content } }] };
        },
      };
      response.end(JSON.stringify(answers[request.url!]!()));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const machine = { ip: '127.0.0.1', inference_port: port, node_port: port, gpu: 'cpu' };
    const plan = {
      models: { A: { model: 'a/A', precision: 'fp8' } },
      runs: [
        {
          model_inference: 'A',
          model_validation: 'A',
          server_inference: machine,
          server_validation: machine,
          run_inference: { n_prompts: 7 },
        },
      ],
    };
    try {
      await inFolder(async (folder, run) => {
        writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
        const collect = () => run('thresholds', 'collect', join(folder, 'plan.json'), '--out', folder, '--json', '-');
        const { code, stdout } = await collect();
        expect([code, JSON.parse(stdout)]).toMatchObject([
          0,
          { run: 'A-fp8-cpu___A-fp8-cpu', validated: 7, failed: 0 },
        ]);
        const records = jsonLines(readFileSync(join(folder, 'A-fp8-cpu___A-fp8-cpu.jsonl'), 'utf8'));
        expect(new Set(records.map(({ language }) => language))).toEqual(new Set(['en', 'sp', 'ch', 'hi', 'ar']));
        expect(chats.filter((chat) => chat.enforced_tokens !== undefined)).toHaveLength(7);
        expect((await collect()).code).toBe(0);
        expect(chats).toHaveLength(14);
      });
    } finally {
      server.close();
    }
  });

  it('refuses a plan that it does not understand', () =>
    inFolder(async (folder, run) => {
      writeFileSync(join(folder, 'plan.yaml'), 'runs: []\n');
      const { code, stderr } = await run('thresholds', 'collect', join(folder, 'plan.yaml'));
      expect([code, stderr]).toEqual([1, expect.stringMatching(/^error\[validation\/7\]: .*plan\.yaml: runs: /)]);
    }));
});
