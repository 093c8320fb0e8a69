import { ParticipantStatus } from '../gen/inference/inference/participant.js';
import { inferenceErrors } from '../types/errors.js';
import { CodedError } from '../util/errors.js';

/** What a settlement reads of a participant. Balances are base units earned in the epoch. */
export interface SettlingParticipant {
  readonly address: string;
  readonly status: ParticipantStatus;
  readonly coinBalance: bigint;
}

/** What a participant gets for an epoch, in base units; one with an error is not paid. */
export interface SettledParticipant {
  readonly participant: string;
  /** Earned by serving inference, paid by requesters. */
  readonly workCoins: bigint;
  /** Newly minted. */
  readonly rewardCoins: bigint;
  readonly error?: CodedError;
}

/** An epoch's settlement, in the order of the participants. */
export interface Settlement {
  readonly results: readonly SettledParticipant[];
  /** To mint, in base units. */
  readonly minted: bigint;
  /** How often the stored subsidy percentage is lowered afterwards. */
  readonly cutoffsCrossed: number;
}

/** Coins that are minted as subsidy over the chain's life, in base units. */
export interface SubsidySupply {
  readonly paid: bigint;
  readonly supply: bigint;
}

/** Whether a participant earns anything: only INVALID ones do not. */
export const mayEarn = ({ status }: SettlingParticipant): boolean => status !== ParticipantStatus.INVALID;

/** The coins that a participant has earned by work: his balance, unless he is INVALID or owes. */
export const workCoinsOf = (participant: SettlingParticipant): bigint =>
  mayEarn(participant) && participant.coinBalance > 0n ? participant.coinBalance : 0n;

/** One participant's result; a negative balance is error 1114, whatever else he would get. */
export function settled(participant: SettlingParticipant, rewardCoins: bigint): SettledParticipant {
  const result = { participant: participant.address, workCoins: workCoinsOf(participant), rewardCoins };
  if (participant.coinBalance >= 0n) return result;
  const context = { participant: participant.address, coinBalance: participant.coinBalance };
  return { ...result, error: new CodedError(inferenceErrors.negativeCoinBalance, undefined, { context }) };
}
