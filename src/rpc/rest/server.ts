import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { heightHeader } from '../callMethod.js';
import { allowOrigins, httpServer, type Listening, listen, type RunningServer } from '../httpServer.js';
import type { QueryPort } from '../queryPort.js';
import { GrpcGateway } from './grpcGateway.js';
import { isGrpcWeb, serveGrpcWeb } from './grpcWeb.js';
import { openapi } from './openapi.js';
import { openapiPage } from './openapiPage.js';

export interface RestOptions extends Listening {
  /** Origins of web pages that may call; any (`*`) when left out, none for an empty list, as an SDK node has it. */
  readonly corsOrigins?: readonly string[] | undefined;
  /** Adds what this port serves besides. */
  readonly routes?: (server: FastifyInstance) => void;
}

/** Starts the REST port: every method that the node serves, by the HTTP routes of the schema, and gRPC-web. */
export async function startRestServer(node: QueryPort, options: RestOptions): Promise<RunningServer> {
  const server = httpServer();
  allowOrigins(server, options.corsOrigins ?? ['*']);
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
