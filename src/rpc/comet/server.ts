import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { answerCors } from './cors.js';
import { failure } from './envelope.js';
import { rpcError } from './errors.js';
import { EventDesk } from './eventDesk.js';
import { answerBody, answerUri, writeAnswer, writeListing, writePlain } from './http.js';
import { type CometEnv, type CometLimits, defaultLimits, type Route, type ServedNode } from './route.js';
import { routes } from './routeTable.js';
import { SocketDoor } from './socket.js';

export interface CometServerOptions {
  /** Loopback when left out. */
  readonly host?: string | undefined;
  /** Any free one when left out or 0. */
  readonly port?: number | undefined;
  /** Origins of web pages that may call; any (`*`) when left out, none for an empty list. */
  readonly corsOrigins?: readonly string[] | undefined;
  readonly limits?: Partial<CometLimits> | undefined;
}

export interface CometServer {
  /** `http://127.0.0.1:26657`; the WebSocket is at `/websocket` below it. */
  readonly url: string;
  readonly port: number;
  /** Settles when nobody is connected any more. */
  close(): Promise<void>;
}

/** Opens CometBFT's RPC of a node: JSON-RPC by POST, methods by URI, and the WebSocket, all on one port. */
export async function startCometServer(node: ServedNode, options: CometServerOptions = {}): Promise<CometServer> {
  const { host = '127.0.0.1', port: wanted = 0, corsOrigins = ['*'] } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const env = { node, limits, rpcAddress: '' };
  const app = openDoors(env, corsOrigins);
  await app.listen({ host, port: wanted });
  const { port } = app.server.address() as AddressInfo;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  env.rpcAddress = `tcp://${shownHost}:${port}`;
  app.server.maxConnections = limits.openConnections;
  const sockets = new SocketDoor(env, new EventDesk(node.events));
  app.server.on('upgrade', (request, stream, head) => {
    if (pathOf(request) === '/websocket') sockets.upgrade(request, stream, head);
    else stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  return {
    url: `http://${shownHost}:${port}`,
    port,
    async close() {
      sockets.close();
      await app.close();
    },
  };
}

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0]!;

/** A router that reads bodies as they are and leaves writing to the handlers. */
function openDoors(env: CometEnv, corsOrigins: readonly string[]): FastifyInstance {
  const app = fastify({
    bodyLimit: env.limits.bodyBytes,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    // A path that cannot be read does not come to any route.
    frameworkErrors: (_error, _request, reply) => {
      reply.hijack();
      writePlain(reply.raw, 400, '400 Bad Request');
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.addHook('onRequest', (request, reply, done) => {
    if (answerCors(corsOrigins, request.raw, reply.raw)) reply.hijack();
    else done();
  });
  app.all('/', raw(env, answerRoot));
  app.all('/websocket', raw(env, refuseSocket));
  for (const route of routes) app.all(`/${route.name}`, raw(env, byUri(route)));
  app.setNotFoundHandler((_request, reply) => {
    reply.hijack();
    writePlain(reply.raw, 404, '404 page not found\n');
  });
  app.setErrorHandler((error, _request, reply) => {
    reply.hijack();
    refuseBody(reply.raw, error as Error & { readonly code?: string });
  });
  return app;
}

type RawHandler = (env: CometEnv, request: FastifyRequest, response: ServerResponse) => undefined | Promise<undefined>;

const raw = (env: CometEnv, handler: RawHandler) => (request: FastifyRequest, reply: FastifyReply) => {
  reply.hijack();
  return handler(env, request, reply.raw);
};

const answerRoot: RawHandler = async (env, request, response) => {
  const body = (request.body ?? '') as string;
  if (body === '') writeListing(request.raw, response);
  else writeAnswer(response, await answerBody(env, body));
};

const byUri =
  (route: Route): RawHandler =>
  async (env, request, response) => {
    const query = readQuery(request.raw.url!.split('?').slice(1).join('?'));
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
    const form = isForm ? readQuery((request.body ?? '') as string) : undefined;
    writeAnswer(response, await answerUri(env, route, (name) => query.get(name) || form?.get(name) || null));
  };

/** The pairs of a query. Go leaves out those that it cannot read. */
const readQuery = (text: string): URLSearchParams =>
  new URLSearchParams(
    text
      .split('&')
      .filter((pair) => !/%(?![0-9a-f]{2})|;/i.test(pair))
      .join('&'),
  );

const refuseSocket: RawHandler = (_env, _request, response) => {
  writePlain(response, 400, 'Bad Request\n', { 'Sec-Websocket-Version': '13' });
};

/** A body that is too large or breaks off is refused before anybody reads it. */
function refuseBody(response: ServerResponse, error: Error & { readonly code?: string }): void {
  const tooLarge = error.code === 'FST_ERR_CTP_BODY_TOO_LARGE';
  const reason = tooLarge ? 'http: request body too large' : 'unexpected EOF';
  const text = failure(undefined, rpcError('invalidRequest', `error reading request body: ${reason}`));
  response.writeHead(400, { 'Content-Type': 'application/json', Connection: 'close' });
  response.end(text);
}
