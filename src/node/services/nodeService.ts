import {
  ConfigRequest,
  ConfigResponse,
  StatusRequest,
  StatusResponse,
} from 'cosmjs-types/cosmos/base/node/v1beta1/query';
import { emptyBytes } from '../../util/bytes.js';
import * as dec from '../../util/legacyDec.js';
import type { Node } from '../node.js';
import { type NodeRoute, nodeRoute } from './nodeRoute.js';

const path = (method: string): string => `/cosmos.base.node.v1beta1.Service/${method}`;

/** Where the chain stands at a height. */
function statusAt({ blocks }: Node, height: bigint): StatusResponse {
  const header = blocks.byHeight(height)?.block.header;
  return {
    earliestStoreHeight: 0n,
    height,
    appHash: header?.appHash ?? emptyBytes,
    validatorHash: header?.nextValidatorsHash ?? emptyBytes,
    ...(header && { timestamp: header.time }),
  };
}

/** Prices are decimals with all their places; those that are nothing are left out. Old states are never pruned by height. */
function configOf({ settings: { minGasPrices, haltHeight = 0n } }: Node): ConfigResponse {
  const prices = minGasPrices
    .filter(({ amount }) => amount > 0n)
    .map(({ amount, denom }) => dec.format(amount) + denom);
  return { minimumGasPrice: prices.join(','), pruningKeepRecent: '0', pruningInterval: '0', haltHeight };
}

/** How a node was set up, and where it stands. */
export const nodeServiceRoutes: readonly NodeRoute[] = [
  nodeRoute(path('Config'), [ConfigRequest, ConfigResponse], configOf),
  nodeRoute(path('Status'), [StatusRequest, StatusResponse], (node, _request, height) => statusAt(node, height)),
];
