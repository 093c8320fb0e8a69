import type { PageResponse } from 'cosmjs-types/cosmos/base/query/v1beta1/pagination';
import { QueryChannelsRequest, QueryChannelsResponse } from 'cosmjs-types/ibc/core/channel/v1/query';
import type { Height } from 'cosmjs-types/ibc/core/client/v1/client';
import { QueryClientStatesRequest, QueryClientStatesResponse } from 'cosmjs-types/ibc/core/client/v1/query';
import { QueryConnectionsRequest, QueryConnectionsResponse } from 'cosmjs-types/ibc/core/connection/v1/query';
import { type PageRequest, pageRules } from '../../types/paging.js';
import { emptyBytes } from '../../util/bytes.js';
import { describedRoute, type NodeRoute, nodeRoute } from './nodeRoute.js';

/** The height of an IBC answer: the chain id may end in a number of its revision, `gonka-mainnet-1`. */
function ibcHeight(chainId: string, height: bigint): Height {
  const revision = /^.*[^\n-]-([1-9][0-9]*)$/.exec(chainId)?.[1] ?? '0';
  return { revisionNumber: BigInt(revision), revisionHeight: height };
}

function emptyPage(request: PageRequest | undefined): PageResponse {
  pageRules(request);
  return { nextKey: emptyBytes, total: 0n };
}

/** The lists of IBC, which wallets ask of chains that have it. No other chain is connected here, so they are empty. */
export const ibcRoutes: readonly NodeRoute[] = [
  nodeRoute(
    '/ibc.core.client.v1.Query/ClientStates',
    [QueryClientStatesRequest, QueryClientStatesResponse],
    (_node, { pagination }) => ({ clientStates: [], pagination: emptyPage(pagination) }),
  ),
  nodeRoute(
    '/ibc.core.connection.v1.Query/Connections',
    [QueryConnectionsRequest, QueryConnectionsResponse],
    ({ genesis }, { pagination }, height) => ({
      connections: [],
      pagination: emptyPage(pagination),
      height: ibcHeight(genesis.chainId, height),
    }),
  ),
  nodeRoute(
    '/ibc.core.channel.v1.Query/Channels',
    [QueryChannelsRequest, QueryChannelsResponse],
    ({ genesis }, { pagination }, height) => ({
      channels: [],
      pagination: emptyPage(pagination),
      height: ibcHeight(genesis.chainId, height),
    }),
  ),
  describedRoute(
    '/ibc.applications.transfer.v1.Query/DenomTraces',
    'ibc.applications.transfer.v1.QueryDenomTracesResponse',
    () => ({ denom_traces: [], pagination: { total: '0' } }),
  ),
];
