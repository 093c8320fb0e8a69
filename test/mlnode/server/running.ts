import { VirtualClock } from '../../../src/mlnode/server/clock.js';
import type { NodeSettings } from '../../../src/mlnode/server/node/nodeSettings.js';
import { type RunningMlNode, type StartOptions, startMlNode } from '../../../src/mlnode/server/startMlNode.js';

export const model = 'org/model';

/** A PoC request without its nonces. */
export const poc = {
  block_hash: 'AB',
  block_height: 5,
  public_key: 'me',
  node_id: 0,
  node_count: 1,
  params: { model, seq_len: 1024 },
};

export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of the other side
  readonly json: any;
  readonly text: string;
}

/** A node on a clock of its own, and ways to talk to it that let time pass until it answers. */
export class TestNode implements AsyncDisposable {
  private constructor(
    readonly running: RunningMlNode,
    readonly clock: VirtualClock,
  ) {}

  static async start(settings: Partial<NodeSettings> = {}, options: StartOptions = {}): Promise<TestNode> {
    const clock = new VirtualClock(1_700_000_000_000);
    return new TestNode(await startMlNode({ clock, settings, ...options }), clock);
  }

  /** One that serves the model already. */
  static async deployed(settings: Partial<NodeSettings> = {}, options: StartOptions = {}): Promise<TestNode> {
    const node = await TestNode.start(settings, options);
    await node.post('/api/v1/inference/up/async', { model, dtype: 'auto' });
    await node.clock.advance(20_000);
    return node;
  }

  get(path: string): Promise<Answered> {
    return this.ask(this.running.url + path, { method: 'GET' });
  }

  post(path: string, body: unknown): Promise<Answered> {
    return this.send(path, JSON.stringify(body));
  }

  send(path: string, body: string | Uint8Array, contentType = 'application/json', method = 'POST'): Promise<Answered> {
    const headers = { 'content-type': contentType };
    return this.ask(this.running.url + path, { method, headers, body: Buffer.from(body as string) });
  }

  async ask(url: string, init: RequestInit): Promise<Answered> {
    let open = true;
    const call = fetch(url, { redirect: 'manual', ...init }).then(async (answer) => {
      const text = await answer.text();
      return { status: answer.status, text, json: jsonOf(text) };
    });
    void call.then(
      () => (open = false),
      () => (open = false),
    );
    for (let i = 0; open && i < 500; i++) {
      await Promise.race([call.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, i < 3 ? 10 : 1))]);
      if (open) await this.clock.advance(200);
    }
    return call;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.running.close();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
