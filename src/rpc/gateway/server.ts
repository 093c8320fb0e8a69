import type { Node } from '../../node/node.js';
import { allowOrigins, httpServer, type Listening, listen, type RunningServer } from '../httpServer.js';
import { isGrpcWeb, serveGrpcWeb } from '../rest/grpcWeb.js';
import { addSiteRoutes, type SiteOptions } from '../site/siteRoutes.js';
import { addApiRoutes } from './apiRoutes.js';
import { proxy } from './proxy.js';

export interface GatewayOptions extends Listening, SiteOptions {}

/**
 * Starts the one port that Gonka's nodes show to the world: `/chain-rpc/`, `/chain-api/` and `/chain-grpc/` lead to the
 * doors that `chain` names, `/v1/` answers as the API node does, and what the node tells of itself is at the root. gRPC
 * is served to web clients here; others take its own port.
 */
export async function startGateway(node: Node, options: GatewayOptions): Promise<RunningServer> {
  const server = httpServer();
  allowOrigins(server, ['*']);
  const { rpc, rest } = options.chain();
  proxy(server, '/chain-rpc', rpc);
  proxy(server, '/chain-api', rest);
  server.post('/chain-grpc/*', async (request, reply) => {
    if (!isGrpcWeb(request.headers['content-type'])) return reply.code(415).send();
    return serveGrpcWeb(node, request, reply, request.url.slice('/chain-grpc'.length));
  });
  addApiRoutes(server, node);
  addSiteRoutes(server, node, options);
  return listen(server, options);
}
