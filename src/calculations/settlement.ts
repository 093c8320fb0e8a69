import { ParticipantStatus } from '../gen/inference/inference/participant.js';
import { inferenceErrors } from '../types/errors.js';
import type { SettledParticipant, SettlementInput, SettlementParticipant } from '../types/strategies.js';
import { CodedError } from '../util/errors.js';

// What all settlements have in common (reference, section 8.1).

/** Subsidy coins over the chain's life, in base units. */
export interface SubsidySupply {
  readonly paid: bigint;
  readonly supply: bigint;
}

export const subsidySupplyOf = ({ totalSubsidies, genesisOnlyParams }: SettlementInput): SubsidySupply => ({
  paid: totalSubsidies,
  supply: genesisOnlyParams.standardRewardAmount,
});

/** Whether a participant earns anything: only INVALID ones do not. */
export const mayEarn = ({ status }: SettlementParticipant): boolean => status !== ParticipantStatus.INVALID;

/** The coins that a participant has earned by work: his balance, unless he is INVALID or owes. */
export const workCoinsOf = (participant: SettlementParticipant): bigint =>
  mayEarn(participant) && participant.coinBalance > 0n ? participant.coinBalance : 0n;

/** Weights in the order of the participants: of an address that is listed twice the first counts, one that is not has 0. */
export function weightsOf({ participants, validationWeights }: SettlementInput): bigint[] {
  const weightOf = new Map<string, bigint>();
  for (const { memberAddress, weight } of validationWeights) {
    if (!weightOf.has(memberAddress)) weightOf.set(memberAddress, weight);
  }
  return participants.map(({ address }) => weightOf.get(address) ?? 0n);
}

/** One participant's result; a negative balance is error 1114, whatever else he would get. */
export function settled(participant: SettlementParticipant, rewardCoins: bigint): SettledParticipant {
  const result = { participant: participant.address, workCoins: workCoinsOf(participant), rewardCoins };
  if (participant.coinBalance >= 0n) return result;
  const context = { participant: participant.address, coinBalance: participant.coinBalance };
  return { ...result, error: new CodedError(inferenceErrors.negativeCoinBalance, undefined, { context }) };
}

export const isPayable = ({ error }: SettledParticipant): boolean => error === undefined;

export const sumOf = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

/** The rewards that are paid out. */
export const paidRewards = (results: readonly SettledParticipant[]): bigint =>
  sumOf(results.filter(isPayable).map(({ rewardCoins }) => rewardCoins));
