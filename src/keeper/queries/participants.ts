import * as q from '../../gen/inference/inference/query.js';
import { addressComplaint } from '../../types/address.js';
import { invalidArgument, notFound } from '../../types/queryStatus.js';
import { underPrefix } from '../../util/address.js';
import { bytesToBase64 } from '../../util/bytes.js';
import { asInt64, asUint64 } from '../../util/int.js';
import { accountKey } from '../accounts.js';
import { requireCurrentRootGroup } from '../epochGroupData.js';
import type { Keeper } from '../keeper.js';
import { getDenom } from '../params.js';
import { getParticipant, statsOf } from '../participants.js';
import { getPerformanceSummary } from '../performanceSummaries.js';
import { randomExecutor } from './randomExecutor.js';
import { type InferenceQueryRoute, query } from './route.js';

/** Who takes part, with which weight and standing. */
export const participantQueries: readonly InferenceQueryRoute[] = [
  query(
    'InferenceParticipant',
    q.QueryInferenceParticipantRequest,
    q.QueryInferenceParticipantResponse,
    (keeper, { address }) => accountOf(keeper, address),
  ),
  query('GetRandomExecutor', q.QueryGetRandomExecutorRequest, q.QueryGetRandomExecutorResponse, (keeper, asked) => ({
    executor: randomExecutor(keeper, asked.model),
  })),
  query(
    'GetParticipantCurrentStats',
    q.QueryGetParticipantCurrentStatsRequest,
    q.QueryGetParticipantCurrentStatsResponse,
    (keeper, { participantId }) => {
      const { validationWeights } = requireCurrentRootGroup(keeper);
      const member = validationWeights.find(({ memberAddress }) => memberAddress === participantId);
      return { weight: asUint64(member?.weight ?? 0n), reputation: member?.reputation ?? 0 };
    },
  ),
  query(
    'GetAllParticipantCurrentStats',
    q.QueryGetAllParticipantCurrentStatsRequest,
    q.QueryGetAllParticipantCurrentStatsResponse,
    (keeper) => {
      const { validationWeights, epochGroupId } = requireCurrentRootGroup(keeper);
      return {
        participantCurrentStats: validationWeights.map(({ memberAddress, weight, reputation }) => ({
          participantId: memberAddress,
          weight: asUint64(weight),
          reputation,
        })),
        blockHeight: keeper.height,
        // The chain answers the id of the x/group group under this name.
        epochId: asInt64(epochGroupId),
      };
    },
  ),
  query(
    'GetParticipantsFullStats',
    q.QueryParticipantsFullStatsRequest,
    q.QueryParticipantsFullStatsResponse,
    (keeper) => ({ participantsStats: fullStats(keeper) }),
  ),
  query('CountParticipants', q.QueryCountAllParticipantsRequest, q.QueryCountAllParticipantsResponse, ({ state }) => ({
    total: BigInt([...state.participants.keys()].length),
  })),
  query(
    'GranteesByMessageType',
    q.QueryGranteesByMessageTypeRequest,
    q.QueryGranteesByMessageTypeResponse,
    (keeper, { granterAddress, messageTypeUrl }) => {
      const grantees = keeper.neighbours.authz?.grantees(granterAddress, messageTypeUrl) ?? [];
      return { grantees: grantees.map((address) => ({ address, pubKey: keyText(keeper, address) })) };
    },
  ),
];

const keyText = (keeper: Keeper, address: string): string =>
  bytesToBase64(accountKey(keeper, address) ?? new Uint8Array());

function accountOf(keeper: Keeper, address: string): q.QueryInferenceParticipantResponse {
  if (addressComplaint(address, keeper.bech32Prefix) !== undefined) throw invalidArgument('invalid address');
  const { auth, bank } = keeper.neighbours;
  if (!auth.has(address)) throw notFound('account not found');
  return { pubkey: keyText(keeper, address), balance: asInt64(bank.balance(address, getDenom(keeper))) };
}

/** The members of the current epoch, with what they have earned. Cost: O(members). */
function fullStats(keeper: Keeper): q.QueryParticipantsFullStatsResponse['participantsStats'] {
  const { validationWeights, epochIndex } = requireCurrentRootGroup(keeper);
  return validationWeights.flatMap(({ memberAddress, reputation }) => {
    const participant = getParticipant(keeper, memberAddress);
    if (participant === undefined) return [];
    const latest = epochIndex === 0n ? undefined : getPerformanceSummary(keeper, memberAddress, epochIndex - 1n);
    return [
      {
        accountAddress: memberAddress,
        operatorAddress: underPrefix(`${keeper.bech32Prefix}valoper`, memberAddress),
        reputation,
        earnedCoinsCurrentEpoch: statsOf(participant).earnedCoins,
        rewardedCoinsLatestEpoch: latest?.rewardedCoins ?? 0n,
        epochsCompleted: participant.epochsCompleted,
      },
    ];
  });
}
