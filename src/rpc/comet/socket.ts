import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { CodedError } from '../../util/errors.js';
import { answerBeyond } from './beyond.js';
import { asRpcError, lacksParams, paramsFromJson, tooFewArguments } from './calls.js';
import { failure, parseSingle, type RpcRequest, success } from './envelope.js';
import { internalError, rpcErrors } from './errors.js';
import type { EventDesk } from './eventDesk.js';
import { type CometEnv, isSocketRoute } from './route.js';
import { routeOf } from './routeTable.js';
import type { JsonText } from './shapes/json.js';
import { Subscriber } from './subscriber.js';

/** How often a client is asked whether it is still there, in milliseconds; one that does not answer in time is left. */
const pingEvery = 27_000;
/** Requests of one client that may wait for the one before them. */
const mostWaiting = 64;

/** The WebSocket side of the RPC: the same methods, and subscriptions. */
export class SocketDoor {
  readonly #server: WebSocketServer;
  readonly #pings: NodeJS.Timeout;
  readonly #silent = new WeakSet<WebSocket>();

  constructor(
    readonly env: CometEnv,
    readonly desk: EventDesk,
  ) {
    this.#server = new WebSocketServer({ noServer: true, maxPayload: env.limits.bodyBytes });
    this.#server.on('connection', (socket, { headers }) => this.#welcome(socket, headers.origin));
    this.#pings = setInterval(() => this.#ping(), pingEvery).unref();
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, stream, head, (socket) => this.#server.emit('connection', socket, request));
  }

  close(): void {
    clearInterval(this.#pings);
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #welcome(socket: WebSocket, origin: string | undefined): void {
    const subscriber = new Subscriber(this.env.limits, this.desk, {
      send: (text) => socket.send(text),
      get unread() {
        return socket.bufferedAmount;
      },
    });
    // One request after the other, so that answers keep the order of their requests. Who sends faster has to wait.
    let before: Promise<void> = Promise.resolve();
    let waiting = 0;
    const answer = async (text: string): Promise<void> => {
      // Who has gone is not answered, and subscribes to nothing any more.
      if (socket.readyState !== socket.OPEN) return;
      const answered = await answerMessage(this.env, subscriber, text, origin);
      if (answered !== undefined && socket.readyState === socket.OPEN) socket.send(answered);
      waiting -= 1;
      if (waiting < mostWaiting && socket.isPaused) socket.resume();
    };
    socket.on('message', (data) => {
      waiting += 1;
      if (waiting >= mostWaiting) socket.pause();
      const text = data.toString();
      before = before.then(() => answer(text));
    });
    socket.on('pong', () => this.#silent.delete(socket));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => subscriber.close());
  }

  #ping(): void {
    for (const socket of this.#server.clients) {
      if (this.#silent.has(socket)) {
        socket.terminate();
        continue;
      }
      this.#silent.add(socket);
      socket.ping();
    }
  }
}

/** Answers one message; undefined for a notification. */
export async function answerMessage(
  env: CometEnv,
  subscriber: Subscriber,
  message: string,
  origin?: string | undefined,
): Promise<JsonText | undefined> {
  let request: RpcRequest;
  try {
    request = parseSingle(message);
  } catch (error) {
    return failure(undefined, asRpcError(error));
  }
  const { id } = request;
  if (id === undefined) return undefined;
  const route = routeOf(request.method);
  if (route === undefined) return answerBeyond(env, request, id, origin);
  if (lacksParams(request, route)) return failure('-1', internalError(`WSJSONRPC: ${tooFewArguments}`));
  try {
    const params = paramsFromJson(route.params, request);
    const result = isSocketRoute(route) ? route.handleSocket(subscriber, params, id) : route.handle(env, params);
    return success(id, typeof result === 'string' ? result : await result);
  } catch (error) {
    return failure(id, withoutParamsKind(error));
  }
}

/** Over a WebSocket bad parameters are an internal error, with the same words. */
function withoutParamsKind(error: unknown): CodedError {
  const told = asRpcError(error);
  return told.kind === rpcErrors.invalidParams ? internalError(String(told.context.data)) : told;
}
