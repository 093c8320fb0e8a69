import type { Node } from '../../src/node/node.js';
import { serviceQueries } from '../../src/node/services/routes.js';
import type { QueryPort } from '../../src/rpc/queryPort.js';
import type { RecordedNode } from './recordedNode.js';

/** The recorded node behind REST and gRPC: with the services that only a node has. */
export function queryPortOf(recorded: RecordedNode): QueryPort {
  const { routes } = recorded.app.machine;
  const methods = new Set<string>();
  const node = Object.assign(recorded, { methods, settings: { minGasPrices: [] } });
  routes.addQueries(serviceQueries(node as unknown as Node), 'node');
  for (const path of routes.queryPaths) methods.add(path);
  return {
    methods,
    query: (request) => node.query(request),
  };
}
