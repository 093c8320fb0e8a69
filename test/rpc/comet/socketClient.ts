import { WebSocket } from 'ws';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely
export type Message = any;

/** A client of the WebSocket that takes messages one by one, in the order in which they come. */
export class SocketClient {
  readonly #socket: WebSocket;
  readonly #got: string[] = [];
  #wake: (() => void) | undefined;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      this.#got.push(data.toString());
      this.#wake?.();
    });
  }

  static async open(url: string): Promise<SocketClient> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/websocket`);
    const client = new SocketClient(socket);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return client;
  }

  send(message: string | object): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Sends a call and takes the next message, which is its answer when no event comes between. */
  call(id: unknown, method: string, params: unknown = {}): Promise<Message> {
    this.send({ jsonrpc: '2.0', id, method, params });
    return this.next();
  }

  async nextText(): Promise<string> {
    while (this.#got.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#got.shift()!;
  }

  async next(): Promise<Message> {
    return JSON.parse(await this.nextText());
  }

  /** Messages that nobody has taken yet. */
  get waiting(): number {
    return this.#got.length;
  }

  close(): void {
    this.#socket.terminate();
  }

  closed(): Promise<number> {
    return new Promise((resolve) => this.#socket.once('close', resolve));
  }
}
