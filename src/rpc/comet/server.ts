import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { cannotListen } from '../httpServer.js';
import { readBody } from './body.js';
import { asRpcError } from './calls.js';
import { preflightHeaders } from './cors.js';
import { EventDesk } from './eventDesk.js';
import { answerBody, answerUri } from './http.js';
import { type CometLimits, defaultLimits } from './limits.js';
import { type Exchange, refuseBody, refuseSocket, replyAnswer, replyListing, replyPlain } from './reply.js';
import type { CometEnv, OwnMethods, Route, ServedNode } from './route.js';
import { routeOf } from './routeTable.js';
import { SocketDoor } from './socket.js';

export interface CometServerOptions {
  /** Loopback when left out. */
  readonly host?: string | undefined;
  /** Any free one when left out or 0. */
  readonly port?: number | undefined;
  /** Origins of web pages that may call; any (`*`) when left out, none for an empty list. */
  readonly corsOrigins?: readonly string[] | undefined;
  readonly limits?: Partial<CometLimits> | undefined;
  /** Methods that this node has besides. They are not in the listing, and not to be had by URI. */
  readonly beyond?: OwnMethods | undefined;
}

export interface CometServer {
  /** `http://127.0.0.1:26657`; the WebSocket is at `/websocket` below it. */
  readonly url: string;
  readonly port: number;
  /** Settles when nobody is connected any more. */
  close(): Promise<void>;
}

/**
 * Opens CometBFT's RPC of a node: JSON-RPC by POST, methods by URI, and the WebSocket, all on one port.
 *
 * It stands on Node's own server: there is nothing to route but names, and clients ask the same small things all day long.
 *
 * @throws gonka-sim/26 when the port cannot be opened
 */
export async function startCometServer(node: ServedNode, options: CometServerOptions = {}): Promise<CometServer> {
  const { host = '127.0.0.1', port: wanted = 0, corsOrigins: origins = ['*'], beyond } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const env = { node, limits, beyond, rpcAddress: '' };
  const server = createServer((request, response) => answer(env, { request, response, origins }));
  server.maxConnections = limits.openConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(cannotListen(cause, { host, port: wanted })));
    server.listen(wanted, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  env.rpcAddress = `tcp://${shownHost}:${port}`;
  const sockets = new SocketDoor(env, new EventDesk(node.events));
  server.on('upgrade', (request, stream, head) => {
    if (pathOf(request) === '/websocket') sockets.upgrade(request, stream, head);
    else refuseUpgrade(stream);
  });
  return {
    url: `http://${shownHost}:${port}`,
    port,
    close() {
      sockets.close();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function refuseUpgrade(stream: Duplex): void {
  stream.on('error', () => stream.destroy());
  stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0]!;

/** Methods do not count: a PUT is answered like a POST, as in CometBFT. */
function answer(env: CometEnv, exchange: Exchange): void {
  const { request, response, origins } = exchange;
  const preflight = preflightHeaders(origins, request);
  if (preflight !== undefined) {
    response.writeHead(204, preflight).end();
    return;
  }
  const path = pathOf(request);
  const route = routeOf(path.slice(1));
  if (path === '/') whole(exchange, () => answerRoot(env, exchange));
  else if (route !== undefined) whole(exchange, () => answerRoute(env, exchange, route));
  else if (path === '/websocket') refuseSocket(exchange);
  else if (/%(?![0-9a-f]{2})/i.test(path)) replyPlain(exchange, 400, '400 Bad Request');
  else replyPlain(exchange, 404, '404 page not found\n');
}

/** Answers in any case: what is thrown here is a body that cannot be read, or a client that went away. */
function whole(exchange: Exchange, work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    if (exchange.response.headersSent) exchange.response.destroy();
    else refuseBody(exchange, asRpcError(error));
  });
}

async function answerRoot(env: CometEnv, exchange: Exchange): Promise<void> {
  const body = await readBody(exchange.request, env.limits.bodyBytes);
  if (body === '') replyListing(exchange);
  else replyAnswer(exchange, await answerBody(env, body, exchange.request.headers.origin));
}

async function answerRoute(env: CometEnv, exchange: Exchange, route: Route): Promise<void> {
  const { url = '', headers } = exchange.request;
  const query = readQuery(url.slice(pathOf(exchange.request).length + 1));
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const form = isForm ? readQuery(await readBody(exchange.request, env.limits.bodyBytes)) : undefined;
  replyAnswer(exchange, await answerUri(env, route, (name) => query.get(name) || form?.get(name) || null));
}

/** The pairs of a query. Go leaves out those that it cannot read. */
function readQuery(text: string): URLSearchParams {
  const pairs = text.split('&').filter((pair) => !/%(?![0-9a-f]{2})|;/i.test(pair));
  return new URLSearchParams(pairs.join('&'));
}
