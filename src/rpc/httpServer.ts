import fastify, { type FastifyInstance } from 'fastify';

/** Where a server listens. */
export interface Listening {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
}

/** A server that runs. */
export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Largest body that is read: what CometBFT takes by default. */
const bodyLimit = 1_000_000;

/** An HTTP server that hands every body to its routes as bytes, whatever its type, and answers HEAD as its routes say. */
export function httpServer(): FastifyInstance {
  const server = fastify({ bodyLimit, exposeHeadRoutes: false, forceCloseConnections: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.addHook('onSend', async (_request, reply) => {
    reply.header('x-server-time', String(Math.floor(Date.now() / 1000)));
  });
  return server;
}

/** Lets pages of any origin call: answers what browsers ask beforehand, and says so in every answer. */
export function allowAnyOrigin(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.header('access-control-allow-origin', '*');
    reply.header('access-control-expose-headers', '*');
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return;
    reply.header('access-control-allow-methods', 'GET, POST, OPTIONS');
    reply.header('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '*');
    reply.code(204).send();
  });
}

/** Listens, and says where. */
export async function listen(server: FastifyInstance, { host, port }: Listening): Promise<RunningServer> {
  const url = await server.listen({ host, port });
  return { url, close: () => server.close() };
}
