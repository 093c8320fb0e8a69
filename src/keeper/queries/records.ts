import * as q from '../../gen/inference/inference/query.js';
import type { CollectionMap } from '../../store/collections.js';
import { addressComplaint } from '../../types/address.js';
import { notFound } from '../../types/queryStatus.js';
import { getEpochGroupData } from '../epochGroupData.js';
import { getAllHardwareNodes, getHardwareNodes } from '../hardwareNodes.js';
import type { Keeper } from '../keeper.js';
import { getGovernanceModels } from '../models.js';
import { getParams } from '../params.js';
import { getPriceProposal } from '../priceProposals.js';
import { getTokenomicsData } from '../tokenomics.js';
import { pageOf } from './pageOf.js';
import { present } from './present.js';
import { type InferenceQueryRoute, query } from './route.js';

/** A record by an address; a text that is no address has none. */
function byAddress<T>({ bech32Prefix }: Keeper, records: CollectionMap<string, T>, address: string): T {
  return present(addressComplaint(address, bech32Prefix) === undefined ? records.get(address) : undefined);
}

/** Single records and whole collections, as they are stored (reference 1.4). */
export const recordQueries: readonly InferenceQueryRoute[] = [
  query('Params', q.QueryParamsRequest, q.QueryParamsResponse, (keeper) => ({ params: getParams(keeper) })),
  query('Inference', q.QueryGetInferenceRequest, q.QueryGetInferenceResponse, ({ state }, { index }) => ({
    inference: present(state.inferences.get(index)),
  })),
  query('InferenceAll', q.QueryAllInferenceRequest, q.QueryAllInferenceResponse, ({ state }, request) => {
    const { items, pagination } = pageOf(state.inferences, request.pagination);
    return { inference: items, pagination };
  }),
  query('Participant', q.QueryGetParticipantRequest, q.QueryGetParticipantResponse, (keeper, { index }) => ({
    participant: byAddress(keeper, keeper.state.participants, index),
  })),
  query('ParticipantAll', q.QueryAllParticipantRequest, q.QueryAllParticipantResponse, (keeper, request) => {
    const { items, pagination } = pageOf(keeper.state.participants, request.pagination);
    return { participant: items, pagination, blockHeight: keeper.height };
  }),
  query('EpochGroupData', q.QueryGetEpochGroupDataRequest, q.QueryGetEpochGroupDataResponse, (keeper, asked) => ({
    epochGroupData: present(getEpochGroupData(keeper, asked.epochIndex, asked.modelId)),
  })),
  query(
    'EpochGroupDataAll',
    q.QueryAllEpochGroupDataRequest,
    q.QueryAllEpochGroupDataResponse,
    ({ state }, request) => {
      const { items, pagination } = pageOf(state.epochGroupData, request.pagination);
      return { epochGroupData: items, pagination };
    },
  ),
  query('SettleAmount', q.QueryGetSettleAmountRequest, q.QueryGetSettleAmountResponse, (keeper, { participant }) => ({
    settleAmount: byAddress(keeper, keeper.state.settleAmounts, participant),
  })),
  query('SettleAmountAll', q.QueryAllSettleAmountRequest, q.QueryAllSettleAmountResponse, ({ state }, request) => {
    const { items, pagination } = pageOf(state.settleAmounts, request.pagination);
    return { settleAmount: items, pagination };
  }),
  query(
    'EpochGroupValidations',
    q.QueryGetEpochGroupValidationsRequest,
    q.QueryGetEpochGroupValidationsResponse,
    ({ state }, { epochIndex, participant }) => ({
      epochGroupValidations: present(state.epochGroupValidations.get([epochIndex, participant])),
    }),
  ),
  query(
    'EpochGroupValidationsAll',
    q.QueryAllEpochGroupValidationsRequest,
    q.QueryAllEpochGroupValidationsResponse,
    ({ state }, request) => {
      const { items, pagination } = pageOf(state.epochGroupValidations, request.pagination);
      return { epochGroupValidations: items, pagination };
    },
  ),
  query('TokenomicsData', q.QueryGetTokenomicsDataRequest, q.QueryGetTokenomicsDataResponse, (keeper) => ({
    tokenomicsData: getTokenomicsData(keeper),
  })),
  query(
    'GetUnitOfComputePriceProposal',
    q.QueryGetUnitOfComputePriceProposalRequest,
    q.QueryGetUnitOfComputePriceProposalResponse,
    (keeper, { participant }) => ({
      proposal: getPriceProposal(keeper, participant),
      default: getParams(keeper).epochParams!.defaultUnitOfComputePrice,
    }),
  ),
  query('ModelsAll', q.QueryModelsAllRequest, q.QueryModelsAllResponse, (keeper) => ({
    model: getGovernanceModels(keeper),
  })),
  query('TopMiner', q.QueryGetTopMinerRequest, q.QueryGetTopMinerResponse, (keeper, { address }) => ({
    topMiner: byAddress(keeper, keeper.state.topMiners, address),
  })),
  query('TopMinerAll', q.QueryAllTopMinerRequest, q.QueryAllTopMinerResponse, ({ state }, request) => {
    const { items, pagination } = pageOf(state.topMiners, request.pagination);
    return { topMiner: items, pagination };
  }),
  query(
    'PartialUpgrade',
    q.QueryGetPartialUpgradeRequest,
    q.QueryGetPartialUpgradeResponse,
    ({ state }, { height }) => ({
      partialUpgrade: present(state.partialUpgrades.get(height)),
    }),
  ),
  query(
    'PartialUpgradeAll',
    q.QueryAllPartialUpgradeRequest,
    q.QueryAllPartialUpgradeResponse,
    ({ state }, request) => {
      const { items, pagination } = pageOf(state.partialUpgrades, request.pagination);
      return { partialUpgrade: items, pagination };
    },
  ),
  query('HardwareNodes', q.QueryHardwareNodesRequest, q.QueryHardwareNodesResponse, (keeper, { participant }) => ({
    nodes: getHardwareNodes(keeper, participant) ?? { participant: '', hardwareNodes: [] },
  })),
  query('HardwareNodesAll', q.QueryHardwareNodesAllRequest, q.QueryHardwareNodesAllResponse, (keeper) => ({
    nodes: getAllHardwareNodes(keeper),
  })),
  // The chain's bridge is no part of this simulator: there never is a transaction of it.
  query('BridgeTransaction', q.QueryGetBridgeTransactionRequest, q.QueryGetBridgeTransactionResponse, () => {
    throw notFound('bridge transaction not found');
  }),
  query('BridgeTransactions', q.QueryAllBridgeTransactionsRequest, q.QueryAllBridgeTransactionsResponse, () => ({
    bridgeTransactions: [],
    pagination: { nextKey: new Uint8Array(0), total: 0n },
  })),
];
