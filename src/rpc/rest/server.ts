import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { heightHeader } from '../callMethod.js';
import { allowAnyOrigin, httpServer, type Listening, listen, type RunningServer } from '../httpServer.js';
import type { QueryPort } from '../queryPort.js';
import { GrpcGateway } from './grpcGateway.js';
import { isGrpcWeb, serveGrpcWeb } from './grpcWeb.js';
import { openapi } from './openapi.js';
import { openapiPage } from './openapiPage.js';

export interface RestOptions extends Listening {
  /** Whether pages of other origins may call; true when left out. An SDK node says no unless told otherwise. */
  readonly cors?: boolean;
  /** Adds what this port serves besides. */
  readonly routes?: (server: FastifyInstance) => void;
}

/** Starts the REST port: every method that the node serves, by the HTTP routes of the schema, and gRPC-web. */
export async function startRestServer(node: QueryPort, options: RestOptions): Promise<RunningServer> {
  const server = httpServer();
  if (options.cors ?? true) allowAnyOrigin(server);
  options.routes?.(server);
  addRestRoutes(server, node);
  return listen(server, options);
}

/** Adds the REST port's routes, which take all paths that no other route has. */
export function addRestRoutes(server: FastifyInstance, node: QueryPort): void {
  const gateway = new GrpcGateway(node);
  let document: string | undefined;
  server.get('/openapi.json', async (_request, reply) => {
    document ??= JSON.stringify(openapi(gateway.routes));
    reply.type('application/json');
    return document;
  });
  for (const path of ['/', '/openapi', '/swagger/']) {
    server.get(path, async (_request, reply) => {
      reply.type('text/html; charset=utf-8');
      return openapiPage;
    });
  }
  server.all('/*', async (request, reply) => {
    if (isGrpcWeb(request.headers['content-type'])) return serveGrpcWeb(node, request, reply);
    return serveRest(gateway, request, reply);
  });
}

function serveRest(gateway: GrpcGateway, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const asked = request.headers[heightHeader] ?? request.headers[`grpc-metadata-${heightHeader}`];
  const answer = gateway.answer({
    verb: request.method,
    url: request.raw.url ?? '/',
    height: typeof asked === 'string' ? asked : undefined,
    body: (request.body as Buffer | undefined)?.toString('utf8') ?? '',
  });
  reply.code(answer.code).headers(answer.headers);
  // As bytes: to text of type JSON the server would add a charset.
  return answer.body === '' ? reply.send() : reply.send(Buffer.from(answer.body));
}
