import {
  ABCIQueryRequest,
  ABCIQueryResponse,
  GetBlockByHeightRequest,
  GetBlockByHeightResponse,
  GetLatestBlockRequest,
  GetLatestBlockResponse,
  GetLatestValidatorSetRequest,
  GetLatestValidatorSetResponse,
  GetNodeInfoRequest,
  GetNodeInfoResponse,
  GetSyncingRequest,
  GetSyncingResponse,
  GetValidatorSetByHeightRequest,
  GetValidatorSetByHeightResponse,
} from 'cosmjs-types/cosmos/base/tendermint/v1beta1/query';
import { abciQuery } from './abciQuery.js';
import { blockByHeight, latestBlock } from './blocks.js';
import { nodeInfo } from './nodeInfo.js';
import { type NodeRoute, nodeRoute } from './nodeRoute.js';
import { latestValidators, validatorsByHeight } from './validatorSets.js';

const path = (method: string): string => `/cosmos.base.tendermint.v1beta1.Service/${method}`;

/** What clients of the SDK ask about the node below it. */
export const tendermintRoutes: readonly NodeRoute[] = [
  nodeRoute(path('GetNodeInfo'), [GetNodeInfoRequest, GetNodeInfoResponse], nodeInfo),
  nodeRoute(path('GetSyncing'), [GetSyncingRequest, GetSyncingResponse], () => ({ syncing: false })),
  nodeRoute(path('GetLatestBlock'), [GetLatestBlockRequest, GetLatestBlockResponse], latestBlock),
  nodeRoute(path('GetBlockByHeight'), [GetBlockByHeightRequest, GetBlockByHeightResponse], blockByHeight),
  nodeRoute(
    path('GetLatestValidatorSet'),
    [GetLatestValidatorSetRequest, GetLatestValidatorSetResponse],
    latestValidators,
  ),
  nodeRoute(
    path('GetValidatorSetByHeight'),
    [GetValidatorSetByHeightRequest, GetValidatorSetByHeightResponse],
    validatorsByHeight,
  ),
  nodeRoute(path('ABCIQuery'), [ABCIQueryRequest, ABCIQueryResponse], abciQuery),
];
