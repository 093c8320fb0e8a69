import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Transport } from '../../../src/mlnode/server/backend/transport.js';
import { sleep, VirtualClock } from '../../../src/mlnode/server/clock.js';
import { startMlNode } from '../../../src/mlnode/server/startMlNode.js';
import { deploy, type Line, model, settingsOf } from './phases.js';
import { sameBody } from './sameAnswer.js';

interface Callback {
  readonly at: number;
  readonly path: string;
  readonly body: Line;
}

/** Milliseconds by which a gap may differ: the recorder's own work, and that of a client that was given up after ten seconds. */
const tolerance = { usual: 130, hang: 400 };
const receiver = 'http://receiver';

/** Lets our server meet the recorded receivers, and holds what they are sent, and when, to the recording. */
export async function replayCallbacks(folder: string): Promise<void> {
  const lines = readFileSync(join(folder, 'mlnode/callbacks.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  for (const { scenario } of lines.filter(({ about }) => about !== undefined)) {
    await replayScenario(lines.filter((line) => line.scenario === scenario && line.about === undefined));
  }
}

async function replayScenario(rows: readonly Line[]): Promise<void> {
  const recorded = rows.filter(({ body }) => body !== undefined);
  const clock = new VirtualClock();
  const sent: Callback[] = [];
  let begun = 0;
  const transport: Transport = async (url, body, signal) => {
    const { answered } = recorded[sent.length] ?? { answered: 200 };
    sent.push({ at: clock.now() - begun, path: url.slice(receiver.length), body: JSON.parse(body) });
    return answerOf(answered, clock, signal);
  };
  const { scenario } = rows[0]!;
  // Some engines were told to take no time: the first callback comes at once.
  const fast = recorded[0]?.body.request_id !== undefined && recorded[0]!.t_ms < 100;
  const settings = { ...settingsOf(''), speed: { noncesPerSecond: fast ? 10_000 : 8, batchOverhead: 1.76 } };
  await using running = await startMlNode({ clock, transport, settings });
  await deploy(running, clock);
  begun = clock.now();
  for (const { t_ms, event } of rows.filter((row) => row.event !== undefined)) {
    await clock.advance(begun + t_ms - clock.now());
    for (const [path, body] of requestsOf(event, urlOf(recorded[0], event))) {
      const answer = await fetch(`${running.url}/api/v1/inference/pow/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(answer.status, await answer.text()).toBe(200);
    }
  }
  await clock.advance(Math.max(1, begun + (recorded.at(-1)?.t_ms ?? 0) + 1000 - clock.now()));
  compare(scenario, sent, recorded);
}

async function answerOf(answered: Line, clock: VirtualClock, signal: AbortSignal): Promise<number> {
  if (answered === 'drop') throw new Error('connection closed');
  if (answered === 'hang') return (await sleep(clock, 11_000, signal)) ? 200 : Promise.reject(new Error('given up'));
  if (typeof answered === 'number') return answered;
  await sleep(clock, answered.delay * 1000, signal);
  return answered.status;
}

/** The address that was given, from the paths that were called. */
function urlOf(first: Line | undefined, event: string): string {
  if (first === undefined) return receiver;
  if (/url ends with a slash/.test(event)) return `${receiver}/`;
  return receiver + first.path.replace(/\/(generated|validated)$/, '');
}

const artifacts = [
  'RjY3NaW2azWZtQC04bajMZkwO6besJMt',
  'MDSAsb018Cows2Am6DXxtTUz6TYCNU01',
  'jbZsshy2ODVctcKz7SpOMpwufDFVtsc1',
  'c7TdNmmzUKpeMjw3vK+1rPq3TDaYIdwv',
].map((vector_b64, nonce) => ({ nonce, vector_b64 }));
const oneWrong = artifacts.map((one) => (one.nonce === 2 ? { ...one, vector_b64: artifacts[0]!.vector_b64 } : one));

/** What an event says was posted. */
function requestsOf(event: string, url: string): (readonly [path: string, body: object])[] {
  const [, nodeId = 0, nodeCount = 1] = /node (\d+) of (\d+)/.exec(event) ?? [];
  const head = { block_hash: 'TEST_BLOCK', block_height: 100, public_key: 'test_pub_keys', url };
  const poc = { ...head, node_id: Number(nodeId), node_count: Number(nodeCount), params: { model, seq_len: 1024 } };
  const init = { ...poc, batch_size: 4 };
  const validation = (given: typeof artifacts, stat_test?: object) =>
    ['generate', { ...poc, nonces: [0, 1, 2, 3], validation: { artifacts: given }, stat_test }] as const;
  const bad = { artifacts: [{ nonce: 0, vector_b64: 'A' }] };
  const known: readonly (readonly [RegExp, () => (readonly [string, object])[]])[] = [
    [/^end/, () => []],
    [/^POST stop/, () => [['stop', {}]]],
    [/^POST init/, () => [['init/generate', init]]],
    [/^POST generate wait=false/, () => [['generate', { ...poc, nonces: [0, 1] }]]],
    [
      /^three queued validations/,
      () => [validation(artifacts), validation(oneWrong, { p_mismatch: 0.1 }), validation(oneWrong)],
    ],
    [/^a queued job that fails/, () => [['generate', { ...poc, nonces: [0], validation: bad }]]],
    [/^13 queued jobs/, () => Array.from({ length: 13 }, (_, i) => ['generate', { ...poc, nonces: [i] }] as const)],
    [
      /^init\/generate without url/,
      () => [
        ['init/generate', { ...init, url: null }],
        ['generate', { ...poc, nonces: [0, 1] }],
      ],
    ],
  ];
  const found = known.find(([pattern]) => pattern.test(event));
  if (found === undefined) throw new Error(`an event of an unknown form: ${event}`);
  return found[1]();
}

function compare(scenario: string, sent: readonly Callback[], recorded: readonly Line[]): void {
  expect(
    sent.map(({ path }) => path),
    scenario,
  ).toEqual(recorded.map(({ path }) => path));
  for (const [i, { path, body, t_ms, answered }] of recorded.entries()) {
    const where = `${scenario}: callback ${i + 1} to ${path}`;
    const ours = cutLike(sent[i]!.body, body);
    if (!sameBody(ours, body)) expect(ours, where).toEqual(body);
    expect(Object.keys(sent[i]!.body), where).toEqual(Object.keys(body));
    const [gap, found] = [t_ms - (recorded[i - 1]?.t_ms ?? 0), sent[i]!.at - (sent[i - 1]?.at ?? 0)];
    const allowed = recorded[i - 1]?.answered === 'hang' ? tolerance.hang : tolerance.usual;
    expect(Math.abs(gap - found), `${where}, ${answered}: after ${found} ms, recorded ${gap}`).toBeLessThan(allowed);
  }
}

/** Long lists of artifacts are recorded by their number and their ends. */
function cutLike(body: Line, recorded: Line): Line {
  if (recorded.artifacts === undefined || Array.isArray(recorded.artifacts)) return body;
  const { artifacts: list } = body;
  return { ...body, artifacts: { count: list.length, first: list[0], last: list.at(-1) } };
}
