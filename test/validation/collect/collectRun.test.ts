import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { CodedError } from '../../../src/util/errors.js';
import { collectRun, type Progress } from '../../../src/validation/collect/collectRun.js';
import { deployModel } from '../../../src/validation/collect/deployModel.js';
import type { HttpAnswer, World } from '../../../src/validation/collect/http.js';
import { parsePlan, runName } from '../../../src/validation/collect/plan.js';
import { choosePrompts } from '../../../src/validation/collect/prompts.js';
import { computeThresholds, hardwareGroup, readSamples, validationErrors } from '../../../src/validation/index.js';

const root = mkdtempSync(join(tmpdir(), 'gonka-sim-collect-'));
afterAll(() => rmSync(root, { recursive: true }));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(root, 'run-'));
});

const ok = (body: unknown): HttpAnswer => ({ status: 200, text: JSON.stringify(body) });

/** Two machines: each deploys what it is told to, and its model says two tokens, a little other than the last model. */
class FakeWorld implements World {
  readonly requests: { url: string; body: Record<string, unknown> }[] = [];
  readonly slept: number[] = [];
  readonly loaded = new Map<string, string>();
  /** Consulted before each request; an answer or an error instead of the usual. */
  trouble: (url: string, count: number) => HttpAnswer | Error | undefined = () => undefined;

  async request(_: 'GET' | 'POST', url: string, body: unknown): Promise<HttpAnswer> {
    const trouble = this.trouble(url, this.requests.filter((one) => one.url === url).length);
    this.requests.push({ url, body: body as Record<string, unknown> });
    if (trouble instanceof Error) throw trouble;
    if (trouble !== undefined) return trouble;
    const { hostname: ip, pathname } = new URL(url);
    switch (pathname.replace('/api/v1', '')) {
      case '/state':
        return ok({ state: this.loaded.has(ip) ? 'INFERENCE' : 'STOPPED', loaded_model: this.loaded.get(ip) ?? null });
      case '/stop':
        this.loaded.delete(ip);
        return ok({ status: 'OK' });
      case '/inference/up/async':
        this.loaded.set(ip, (body as { model: string }).model);
        return ok({ status: 'starting' });
      case '/inference/up/status':
        return ok({ status: 'completed', is_starting: false, is_running: true, elapsed_seconds: 5, error: null });
      case '/v1/chat/completions':
        return ok(completion(this.loaded.get(ip) === 'a/Cheap' ? -0.4 : -0.2));
      default:
        return { status: 404, text: pathname };
    }
  }

  async sleep(seconds: number): Promise<void> {
    this.slept.push(seconds);
  }

  asked = (part: string) => this.requests.filter(({ url }) => url.includes(part));
}

const completion = (logprob: number) => ({
  choices: [
    {
      message: { content: 'Hi!' },
      logprobs: {
        content: ['Hi', '!'].map((token) => ({
          token,
          logprob,
          top_logprobs: [
            { token, logprob },
            { token: 'zz', logprob: -7.5 },
          ],
        })),
      },
    },
  ],
});

const plan = {
  models: { CLAIMED: { model: 'a/Claimed', precision: 'fp8' }, CHEAP: { model: 'a/Cheap', precision: 'int4' } },
  servers: {
    one: { ip: '10.0.0.1', inference_port: 5000, node_port: 8080, gpu: '1xH100' },
    two: { ip: '10.0.0.2', inference_port: '5000', node_port: 8080, gpu: '2x3090' },
  },
  runs: [
    {
      model_inference: 'CHEAP',
      model_validation: 'CLAIMED',
      server_inference: 'one',
      server_validation: 'two',
      run_inference: { exp_name: 'my try', n_prompts: 5, request: { max_tokens: 9, top_logprobs: 2, seed: 7 } },
      max_workers: 3,
    },
  ],
};
const [run] = parsePlan(plan, 'plan.yaml') as [ReturnType<typeof parsePlan>[number]];
const prompts = choosePrompts({ en: ['a', 'b', 'c'], sp: ['d', 'e'] }, 5, 'prompts.yaml');
const lines = (file: string) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('a cycle of inference and validation', () => {
  it('deploys, asks, has the same tokens said again, and writes records that thresholds are computed from', async () => {
    const world = new FakeWorld();
    const told: Progress[] = [];
    const result = await collectRun(run, prompts, { folder, world, onProgress: (progress) => told.push(progress) });
    const file = join(folder, 'Cheap-int4-1xH100___Claimed-fp8-2x3090__my-try.jsonl');
    expect(result).toEqual({ file, validated: 5, failed: 0, stopped: false });

    const [record] = lines(file).sort((a, b) => a.metadata.prompt_index - b.metadata.prompt_index);
    expect(record).toMatchObject({
      prompt: 'a',
      language: 'en',
      inference_result: { text: 'Hi!', results: [{ token: 'Hi', logprobs: { Hi: -0.4, zz: -7.5 } }, {}] },
      validation_result: { results: [{ token: 'Hi', logprobs: { Hi: -0.2, zz: -7.5 } }, {}] },
      inference_model: { name: 'a/Cheap', url: 'http://10.0.0.1:5000', deploy_params: { precision: 'int4' } },
      validation_model: { name: 'a/Claimed', url: 'http://10.0.0.2:5000' },
      request_params: { max_tokens: 9, top_logprobs: 2, seed: 7 },
    });
    const [asked, checked] = [world.asked('10.0.0.1:5000'), world.asked('10.0.0.2:5000')];
    expect(asked[0]!.body).toMatchObject({ model: 'a/Cheap', logprobs: true, top_logprobs: 2, max_tokens: 9, seed: 7 });
    expect(asked[0]!.body).not.toHaveProperty('enforced_tokens');
    expect(checked[0]!.body.enforced_tokens).toEqual({
      tokens: [
        { token: 'Hi', top_tokens: ['Hi', 'zz'] },
        { token: '!', top_tokens: ['!', 'zz'] },
      ],
    });
    expect(told.filter(({ kind }) => kind === 'answered')).toHaveLength(10);

    expect(await hardwareGroup(file, 'fraud')).toBe('fraud_Cheap_1xH100vs2x3090');
    const fraud = await readSamples(file, 'fraud', 'fraud_Cheap_1xH100vs2x3090');
    const honest = {
      ...fraud,
      class: 'honest',
      samples: [{ ...fraud.samples[0]!, class: 'honest', distance: 0.001 }],
    } as const;
    expect(computeThresholds([honest, fraud]).bounds.metrics.f1).toBe(1);
  });

  it('started again asks nothing, and after a cut in the middle of a line only what is missing', async () => {
    const { file } = await collectRun(run, prompts, { folder, world: new FakeWorld() });
    const again = new FakeWorld();
    await collectRun(run, prompts, { folder, world: again });
    expect(again.requests).toEqual([]);

    const whole = readFileSync(file, 'utf8');
    const cut = whole.slice(0, -30);
    rmSync(file);
    appendFileSync(file, cut);
    const third = new FakeWorld();
    expect(await collectRun(run, prompts, { folder, world: third })).toMatchObject({ validated: 5, failed: 0 });
    expect([third.asked('10.0.0.1').length, third.asked('/v1/chat').length]).toEqual([0, 1]);
    expect(
      lines(file)
        .map((one) => one.metadata.prompt_index)
        .sort(),
    ).toEqual([0, 1, 2, 3, 4]);
  });

  it('stops after the requests under way and goes on later', async () => {
    const world = new FakeWorld();
    const stop = () => world.asked('/v1/chat').length >= 3;
    expect(await collectRun(run, prompts, { folder, world, stop })).toMatchObject({ validated: 0, stopped: true });
    const rest = new FakeWorld();
    expect(await collectRun(run, prompts, { folder, world: rest })).toMatchObject({ validated: 5, stopped: false });
    expect(rest.asked('10.0.0.1:5000')).toHaveLength(2);
  });

  it('repeats what may pass with growing pauses, and counts what does not', async () => {
    const world = new FakeWorld();
    const chat = 'http://10.0.0.1:5000/v1/chat/completions';
    world.trouble = (url, count) => {
      if (url !== chat) return undefined;
      if (count === 0) return { status: 503, text: 'busy' };
      if (count === 1) return new Error('connection refused');
      return undefined;
    };
    expect(await collectRun({ ...run, maxWorkers: 1 }, prompts, { folder, world })).toMatchObject({ failed: 0 });
    expect(world.slept.slice(0, 2)).toEqual([1, 2]);

    const told: Progress[] = [];
    const refusing = new FakeWorld();
    refusing.trouble = (url) =>
      url.endsWith('/v1/chat/completions') ? { status: 400, text: 'no such model' } : undefined;
    folder = mkdtempSync(join(root, 'run-'));
    const onProgress = (progress: Progress) => told.push(progress);
    expect(await collectRun(run, prompts, { folder, world: refusing, onProgress })).toMatchObject({ failed: 5 });
    expect(told.find(({ kind }) => kind === 'failed')).toMatchObject({
      phase: 'inference',
      reason: expect.stringMatching(/completions answered 400: no such model/),
    });
  });

  it.each([
    ['no JSON', 'oops', /answered no JSON: oops/],
    ['no completion', '{}', /choices: /],
  ])('%s instead of an answer is told', async (_, text, reason) => {
    const world = new FakeWorld();
    world.trouble = (url) => (url.endsWith('/v1/chat/completions') ? { status: 200, text } : undefined);
    const told: Progress[] = [];
    await collectRun(run, prompts.slice(0, 1), { folder, world, onProgress: (progress) => told.push(progress) });
    expect(told.find(({ kind }) => kind === 'failed')).toMatchObject({ reason: expect.stringMatching(reason) });
  });
});

describe('the deployment of a model', () => {
  const [server, preset] = [run.serverInference, run.modelInference];

  it('leaves alone what already runs, and stops another model', async () => {
    const world = new FakeWorld();
    world.loaded.set(server.ip, 'a/Cheap');
    expect(await deployModel(world, server, preset, 60)).toBe('alreadyRunning');
    expect(world.asked('/stop')).toEqual([]);
    world.loaded.set(server.ip, 'a/Other');
    expect(await deployModel(world, server, preset, 60)).toBe('deployed');
    expect(world.asked('/stop')).toHaveLength(1);
    expect(world.asked('/up/async')[0]!.body).toEqual({ model: 'a/Cheap', dtype: 'auto', additional_args: [] });
  });

  it.each<[string, HttpAnswer | Error, RegExp]>([
    [
      'a start that fails',
      ok({ status: 'failed', is_running: false, error: 'out of memory' }),
      /failed: out of memory/,
    ],
    ['one that never ends', ok({ status: 'in_progress', is_running: false }), /a\/Cheap was not up within 20 s/],
    ['a refusal', { status: 409, text: '{"detail":"Cannot run"}' }, /answered 409: \{"detail":"Cannot run"\}/],
    ['another form', ok({}), /answered 200: \{\}/],
    ['no answer', new Error('fetch failed'), /fetch failed \(5 attempts\)/],
  ])('%s is told', async (_, answer, message) => {
    const world = new FakeWorld();
    world.trouble = (url) => (url.endsWith('/up/status') ? answer : undefined);
    const failure = deployModel(world, server, preset, 20);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toMatchObject({ kind: validationErrors.serverFailed });
  });
});

describe('a plan', () => {
  it('knows the shipped presets, names of its own, and models in place', () => {
    const server = { ip: 'h', inference_port: 1, node_port: 2, gpu: 'g' };
    const inPlace = { model: 'x/Y', precision: 'int8', additional_args: ['--n', 3] };
    const [one] = parsePlan(
      {
        runs: [
          {
            model_inference: 'QWEN3_30B_FP8',
            model_validation: inPlace,
            server_inference: server,
            server_validation: server,
          },
        ],
      },
      'p',
    );
    expect(one).toMatchObject({
      modelInference: { model: 'Qwen/Qwen3-30B-A3B-Instruct-2507-FP8', dtype: 'float16' },
      modelValidation: { model: 'x/Y', dtype: 'auto', additionalArgs: ['--n', '3'] },
      runInference: { nPrompts: 1000, request: { maxTokens: 3000, temperature: 0.99, seed: 42, topLogprobs: 5 } },
      maxWorkers: 10,
    });
    expect(runName(one!)).toBe('Qwen3-30B-A3B-Instruct-2507-FP8-fp8-g___Y-int8-g');
  });

  it.each<[string, unknown, RegExp]>([
    ['no runs', { runs: [] }, /^p: runs: /],
    ['another form', 7, /^p: /],
    ['an unknown model', { ...plan, models: {} }, /^p: model CHEAP is not among: QWEN3_30B_FP8, /],
    ['an unknown server', { ...plan, servers: {} }, /^p: server one is not among: none/],
    [
      'a name of another thing',
      { ...plan, runs: [{ ...plan.runs[0], server_inference: 'constructor' }] },
      /constructor/,
    ],
  ])('with %s is refused', (_, wrong, message) => {
    expect(() => parsePlan(wrong, 'p')).toThrow(message);
    expect(() => parsePlan(wrong, 'p')).toThrow(CodedError);
  });

  it('prompts take turns by language', () => {
    expect(prompts.map(({ prompt }) => prompt).join('')).toBe('adbec');
    expect(choosePrompts({ en: ['a'] }, 5, 'f')).toHaveLength(1);
    for (const wrong of [null, {}, { en: [] }, { en: 'a' }, ['a']]) {
      expect(() => choosePrompts(wrong, 1, 'f')).toThrow(
        expect.objectContaining({ kind: validationErrors.promptsInvalid }),
      );
    }
  });
});
