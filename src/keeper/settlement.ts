import { isDowntime } from '../calculations/downtime.js';
import { reducedSubsidyPercentage } from '../calculations/reducedSubsidyPercentage.js';
import type { EpochGroupData } from '../gen/inference/inference/epoch_group_data.js';
import type { Params } from '../gen/inference/inference/params.js';
import { type Participant, ParticipantStatus } from '../gen/inference/inference/participant.js';
import type { SettleAmount } from '../gen/inference/inference/settle_amount.js';
import { inferenceErrors } from '../types/errors.js';
import type { SettledParticipant, SettlementResult } from '../types/strategies.js';
import { toLegacyDec } from '../util/decimal.js';
import { CodedError } from '../util/errors.js';
import { addUint64 } from '../util/int.js';
import { getEpochGroupData, getSubGroups } from './epochGroupData.js';
import type { Keeper } from './keeper.js';
import { burn, mintSubsidy } from './money.js';
import { getGenesisOnlyParams, getParams, getStrategyParams, setParams } from './params.js';
import { noStats, setParticipant, statsOf } from './participants.js';
import { setPerformanceSummary } from './performanceSummaries.js';
import { getTokenomicsData } from './tokenomics.js';

/**
 * Settles an epoch (seed 3, section 6; reference, section 8.1): mints its rewards, gives every participant a claim on work
 * and reward, starts new counts, and burns what nobody has claimed for too long. How much each one gets is the profile's
 * `settlement` and `coverageBonus`. Epoch 0 is never settled. Cost: O(participants + models).
 *
 * @param previousEpoch the epoch before it; claims on older ones expire, none when it is 0
 * @throws 1112 when the epoch has no root group
 */
export function settleAccounts(
  keeper: Keeper,
  epochIndex: bigint,
  previousEpoch: bigint,
): SettlementResult | undefined {
  if (epochIndex === 0n) return undefined;
  const rootGroup = getEpochGroupData(keeper, epochIndex);
  if (rootGroup === undefined) throw new CodedError(inferenceErrors.currentEpochGroupNotFound);
  const params = getParams(keeper);
  const participants = settledParticipants(keeper);
  const result = computeSettlement(keeper, rootGroup, participants);

  mintSubsidy(keeper, result.minted, 'reward_distribution');
  if (result.crossedCutoff) lowerSubsidyPercentage(keeper, params);
  const signatures = new Map(rootGroup.memberSeedSignatures.map((one) => [one.memberAddress, one.signature]));
  participants.forEach((participant, i) => {
    const settled = result.results[i]!;
    slashForDowntime(keeper, participant, params);
    closeEpoch(keeper, participant, settled, epochIndex);
    giveClaim(keeper, settled, epochIndex, signatures.get(participant.address) ?? '');
  });
  if (previousEpoch !== 0n) expireClaims(keeper, previousEpoch);
  return result;
}

function settledParticipants({ state, profile }: Keeper): Participant[] {
  const participants: Participant[] = [];
  for (const participant of state.participants.values()) {
    if (participants.length >= profile.conduct.settlementLimit) break;
    profile.conduct.checkSettledBalance(participant.coinBalance, participant.address);
    participants.push(participant);
  }
  return participants;
}

function computeSettlement(
  keeper: Keeper,
  rootGroup: EpochGroupData,
  participants: readonly Participant[],
): SettlementResult {
  const { coverageBonus, settlement } = keeper.profile.strategies;
  const params = getStrategyParams(keeper);
  const multipliers = coverageBonus.run({
    participants: participants.map(({ address }) => address),
    rootGroup,
    subGroups: getSubGroups(keeper, rootGroup),
    params,
  });
  return settlement.run({
    epochIndex: rootGroup.epochIndex,
    participants,
    validationWeights: rootGroup.validationWeights,
    multipliers,
    params,
    genesisOnlyParams: getGenesisOnlyParams(keeper),
    totalSubsidies: getTokenomicsData(keeper).totalSubsidies,
  });
}

function lowerSubsidyPercentage(keeper: Keeper, params: Params): void {
  const tokenomicsParams = params.tokenomicsParams!;
  const currentSubsidyPercentage = reducedSubsidyPercentage(tokenomicsParams);
  setParams(keeper, { ...params, tokenomicsParams: { ...tokenomicsParams, currentSubsidyPercentage } });
}

function slashForDowntime(keeper: Keeper, participant: Participant, { collateralParams }: Params): void {
  const threshold = collateralParams?.downtimeMissedPercentageThreshold;
  const fraction = collateralParams?.slashFractionDowntime;
  if (fraction === undefined || !isDowntime(statsOf(participant), threshold)) return;
  keeper.neighbours.collateral.slash(participant.address, toLegacyDec(fraction));
}

/** Writes down what the participant did, and starts his counts anew. Whoever owes goes on owing. */
function closeEpoch(keeper: Keeper, participant: Participant, settled: SettledParticipant, epochIndex: bigint): void {
  const stats = statsOf(participant);
  const isPaid = settled.error === undefined;
  const isInvalid = participant.status === ParticipantStatus.INVALID;
  setParticipant(keeper, {
    ...participant,
    coinBalance: isPaid ? 0n : participant.coinBalance,
    epochsCompleted: isInvalid ? participant.epochsCompleted : participant.epochsCompleted + 1,
    currentEpochStats: noStats,
  });
  setPerformanceSummary(keeper, {
    epochIndex,
    participantId: participant.address,
    inferenceCount: stats.inferenceCount,
    missedRequests: stats.missedRequests,
    earnedCoins: isPaid ? settled.workCoins : 0n,
    rewardedCoins: isPaid ? settled.rewardCoins : 0n,
    burnedCoins: stats.burnedCoins,
    validatedInferences: stats.validatedInferences,
    invalidatedInferences: stats.invalidatedInferences,
    claimed: false,
  });
}

function giveClaim(keeper: Keeper, settled: SettledParticipant, epochIndex: bigint, seedSignature: string): void {
  const { participant, workCoins, rewardCoins, error } = settled;
  if (error !== undefined || workCoins + rewardCoins === 0n) return;
  const { settleAmounts } = keeper.state;
  const older = settleAmounts.get(participant);
  if (older !== undefined) burn(keeper, totalOf(older), `expired claim:${participant}`);
  settleAmounts.set(participant, { participant, rewardCoins, workCoins, epochIndex, seedSignature });
}

/** Burns the claims on epochs before this one. Cost: O(open claims). */
function expireClaims(keeper: Keeper, epochIndex: bigint): void {
  const { settleAmounts } = keeper.state;
  const expired = [...settleAmounts.values()].filter((claim) => claim.epochIndex < epochIndex);
  for (const claim of expired) {
    burn(keeper, totalOf(claim), `expired:${claim.participant}`);
    settleAmounts.remove(claim.participant);
  }
}

/** Work and reward of a claim. */
export function totalOf({ workCoins, rewardCoins, participant }: SettleAmount): bigint {
  return addUint64(workCoins, rewardCoins, `claim of ${participant}`);
}
