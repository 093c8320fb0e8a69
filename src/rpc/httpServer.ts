import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { CodedError, simErrors } from '../util/errors.js';

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

/** Largest body that is read, in bytes: what an SDK node takes by default. */
const bodyLimit = 1_000_000;

/** Tells a client that its body is too large, or of a bug in words that it can report; gRPC's codes in both. */
function answerFailure(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const tooLarge = error.code === 'FST_ERR_CTP_BODY_TOO_LARGE';
  const told = tooLarge ? { code: 3, message: 'http: request body too large' } : { code: 13, message: error.message };
  reply
    .code(tooLarge ? 400 : 500)
    .type('application/json')
    .send({ ...told, details: [] });
}

/** No route has a JSON schema; Fastify would load its compilers of them at the start all the same. */
const noCompiler = (): never => {
  throw new CodedError(simErrors.usage, 'routes of this server have no schemas');
};
const schemaController = { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } };

/** An HTTP server that hands every body to its routes as bytes, whatever its type, and answers HEAD as its routes say. */
export function httpServer(): FastifyInstance {
  const server = fastify({ bodyLimit, exposeHeadRoutes: false, forceCloseConnections: true, schemaController });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.setErrorHandler(answerFailure);
  server.addHook('onSend', async (_request, reply) => {
    reply.header('x-server-time', String(Math.floor(Date.now() / 1000)));
  });
  return server;
}

/**
 * Lets pages of these origins (`*` for any) call with any headers: answers what browsers ask beforehand, and says so in every
 * answer.
 */
export function allowOrigins(server: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  server.addHook('onRequest', (request, reply, done) => {
    const { origin, 'access-control-request-method': method } = request.headers;
    const allowed = origins.includes('*') ? '*' : origins.find((one) => one === origin);
    reply.header('vary', 'Origin');
    if (allowed !== undefined) {
      reply.header('access-control-allow-origin', allowed);
      reply.header('access-control-expose-headers', '*');
    }
    if (request.method !== 'OPTIONS' || method === undefined) {
      done();
      return;
    }
    reply.header('access-control-allow-methods', 'GET, POST');
    reply.header('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '*');
    reply.code(204).send();
  });
}

/** Listens, and says where. @throws gonka-sim/26 when it cannot */
export async function listen(server: FastifyInstance, { host, port }: Listening): Promise<RunningServer> {
  try {
    const url = await server.listen({ host, port });
    return { url, close: () => server.close() };
  } catch (error) {
    throw cannotListen(error, { host, port });
  }
}

/** Why a port cannot be opened, and what to do. */
export function cannotListen(cause: unknown, { host, port }: Listening): CodedError {
  const reason = (cause as Error).message;
  const why = /EADDRINUSE/.test(reason)
    ? `port ${port} of ${host} is taken: choose another one, or 0 for any that is free`
    : `cannot listen on port ${port} of ${host}: ${reason}`;
  return new CodedError(simErrors.usage, why, { context: { host, port }, cause });
}
