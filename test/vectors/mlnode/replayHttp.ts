import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { VirtualClock } from '../../../src/mlnode/server/clock.js';
import { parsePythonJson, pythonJsonText } from '../../../src/mlnode/server/python/json.js';
import { type RunningMlNode, startMlNode } from '../../../src/mlnode/server/startMlNode.js';
import { beginsDeployed, deploy, isOffline, type Line, model, rateOf, settingsOf } from './phases.js';
import { difference, type Given, Ids } from './sameAnswer.js';
import { steer } from './stimuli.js';

/** Puts the recorded calls to our server, phase after phase, at the recorded times of a clock that runs as fast as it can. */
export async function replayHttp(folder: string): Promise<void> {
  const lines = readFileSync(join(folder, 'mlnode/http.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => parsePythonJson(line) as Line); // nonces of any size
  const faults: string[] = [];
  for (const { about, phase } of lines.filter((line) => line.about !== undefined)) {
    const rows = lines.filter((line) => line.phase === phase && line.about === undefined);
    await using replay = new Phase(about);
    faults.push(...(await replay.run(inOrderOfTime(rows))));
  }
  expect(faults).toEqual([]);
}

/** A call that another one overtook stands after it; events have no time, and happen after the call before. */
function inOrderOfTime(rows: readonly Line[]): Line[] {
  let last = 0;
  return rows
    .map((row) => {
      last = row.t_ms ?? last;
      return { ...row, t_ms: last };
    })
    .sort((a, b) => a.t_ms - b.t_ms);
}

/** Milliseconds: of real time for a request to arrive, and of the node's by which an answer may come later than recorded. */
const arrival = 12;
const patience = 30;

class Phase implements AsyncDisposable {
  readonly #clock = new VirtualClock(1_700_000_000_000);
  readonly #ids = new Ids();
  #running!: RunningMlNode;
  #begun = 0;

  constructor(private readonly about: string) {}

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#running?.close();
  }

  async run(rows: readonly Line[]): Promise<string[]> {
    await this.#start();
    this.#steer(rows[0]!);
    const open: Promise<string | undefined>[] = [];
    for (const [i, row] of rows.entries()) {
      const next = rows.slice(i + 1).find(({ method }) => method !== undefined);
      if (row.method === undefined) await this.#happen(row);
      else {
        await this.#until(row);
        const call = this.#call(row);
        open.push(call);
        await this.#await(call, row, next);
      }
      if (next !== undefined) this.#steer(next);
    }
    await this.#clock.advance(1000);
    return (await Promise.all(open)).filter((fault) => fault !== undefined);
  }

  /** Lets time pass up to a call; a process that has ended is begun anew when the recorded one answers. */
  async #until(row: Line): Promise<void> {
    if (row.t_ms > this.#time) await this.#clock.advance(row.t_ms - this.#time);
    const { life } = this.#running.node;
    if (life === 'gone' && row.response.exception === undefined && row.server !== 'backend') {
      await this.#start();
      this.#steer(row);
    }
  }

  /** Lets time pass until a call is answered, or the next one is due. */
  async #await(call: Promise<unknown>, row: Line, next: Line | undefined): Promise<void> {
    let settled = false;
    void call.then(() => {
      settled = true;
    });
    const took = row.took_ms ?? 0;
    await Promise.race([call, pause(took > patience ? arrival : 3 * arrival)]);
    const end = Math.min(row.t_ms + took + patience, next?.t_ms ?? Number.POSITIVE_INFINITY);
    while (!settled && this.#time < end) {
      await this.#clock.advance(Math.min(Math.max(10, took / 40), end - this.#time));
      await Promise.race([call, pause(1)]);
    }
  }

  async #call(row: Line): Promise<string | undefined> {
    const given = await ask(this.#urlOf(row) + this.#ids.inPath(row.path), row, this.#bodyOf(row));
    this.#ids.learn(row, given);
    return difference(row, given);
  }

  #urlOf({ server, port }: Line): string {
    const { url, compatUrl, backendUrls, node } = this.#running;
    if (server === 'backend') return backendUrls[port - node.settings.firstPort]!;
    return server === 'compat' ? compatUrl : url;
  }

  /** What is sent; a recipe tells how one too long to store differs from the last like it. */
  #bodyOf({ request }: Line): string | undefined {
    if (request.raw !== undefined) return request.raw;
    if (request.body_recipe === undefined) return request.body === undefined ? undefined : pythonJsonText(request.body);
    const { like, nonces, ...rest } = request.body_recipe;
    const last = Number(/^0\.\.(\d+)/.exec(nonces)![1]);
    expect(like).toBe('gen');
    return JSON.stringify({ ...generateLike, ...rest, nonces: Array.from({ length: last + 1 }, (_, i) => i) });
  }

  #steer({ note }: Line): void {
    steer(note ?? '', this.#running, rateOf(this.about));
  }

  async #happen({ event }: Line): Promise<void> {
    const { node } = this.#running;
    const dead = /^instance (\d+) is made to die/.exec(event)?.[1];
    if (dead !== undefined) node.inference.die(node.proxy.backends.find(({ port }) => port === Number(dead))!);
    else if (/^next: a backend with/.test(event)) await this.#start(true);
    else expect(event).toMatch(/^the API process ended itself/);
  }

  get #time(): number {
    return this.#clock.now() - this.#begun;
  }

  async #start(limits = false): Promise<void> {
    await this.#running?.close();
    const settings = settingsOf(this.about, limits);
    const time = this.#running === undefined ? 0 : this.#time;
    const backendPorts = [0, 0, 0];
    this.#running = await startMlNode({ clock: this.#clock, settings, backendPorts });
    if (isOffline(this.about)) this.#running.node.hub.state = 'offline';
    if (beginsDeployed(this.about)) await deploy(this.#running, this.#clock);
    this.#begun = this.#clock.now() - time;
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const generateLike = {
  block_hash: 'TEST_BLOCK',
  block_height: 100,
  public_key: 'test_pub_keys',
  node_id: 0,
  node_count: 1,
  params: { model, seq_len: 1024, k_dim: 12 },
};

async function ask(url: string, { method, request }: Line, body: string | undefined): Promise<Given> {
  try {
    const answer = await fetch(url, {
      method,
      headers: request.headers,
      redirect: 'manual',
      ...(body !== undefined && { body: Buffer.from(body) }), // bytes, so that no content type is added
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  } catch (error) {
    return { gone: String((error as Error).cause ?? error) };
  }
}
