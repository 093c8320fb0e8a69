import type { GonkaKeepers } from '../../app/gonkaKeepers.js';
import type { AnyQueryRoute } from '../../app/routes.js';
import type { Codec } from '../../store/value.js';
import type { Node } from '../node.js';
import { ibcRoutes } from './ibc.js';
import { nodeServiceRoutes } from './nodeService.js';
import { reflectionRoutes } from './reflection.js';
import { tendermintRoutes } from './tendermint.js';
import { txRoutes } from './tx.js';

/**
 * The gRPC methods that a node answers besides its modules, as query routes: the ABCI, REST and gRPC doors all ask through
 * them. Lists of IBC are there when genesis says that the chain has it.
 */
export function serviceQueries(node: Node): readonly AnyQueryRoute<GonkaKeepers>[] {
  const ibc = Object.hasOwn(node.genesis.appState, 'ibc') ? ibcRoutes : [];
  const all = [...txRoutes, ...tendermintRoutes, ...nodeServiceRoutes, ...reflectionRoutes, ...ibc];
  return all.map(({ path, request, response, handle }) => ({
    path,
    request: request as Codec<never>,
    response,
    handle: ({ block }, _keepers, asked) => handle(node, asked, block.height),
  }));
}
