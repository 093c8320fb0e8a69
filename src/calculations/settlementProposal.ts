import { CoverageBonusMode } from '../gen/inference/inference/params.js';
import type { SettlementInput, SettlementResult } from '../types/strategies.js';
import type { Ratio } from '../util/decimal.js';
import { toUint64 } from '../util/int.js';
import { type BonusMode, divideReward } from './divideReward.js';
import { epochRewardParamsOf, fixedEpochReward } from './fixedEpochReward.js';
import { mayEarn, settled, subsidySupplyOf, sumOf, weightsOf, workCoinsOf } from './settlement.js';
import { subsidyParamsOf, workSubsidy } from './workSubsidy.js';

/**
 * Settlement of profile proposal (seed 3, section 6; decisions, section 6; reference, section 8): the reward of the system
 * that the parameter chooses, divided exactly, with the coverage multipliers in the mode that the parameter says.
 *
 * Every minted unit goes to somebody: participants who are INVALID or owe coins have no part, and with nobody left nothing
 * is minted. Cost: O(participants + weights).
 *
 * @throws gonka-sim/1 when an amount does not fit into 64 bits; gonka-sim/2 when the subsidy percentage is 100 or more
 */
export function settlementProposal(input: SettlementInput): SettlementResult {
  const { paid, supply } = subsidySupplyOf(input);
  const { reward, parts, crossedCutoff } = epochReward(input);
  const shares = input.participants.map((participant, i) => ({
    weight: mayEarn(participant) && participant.coinBalance >= 0n ? parts[i]! : 0n,
    multiplier: input.multipliers.get(participant.address) ?? one,
  }));
  const { rewards, minted } = divideReward(reward, shares, { mode: bonusModeOf(input), room: supply - paid });
  const results = input.participants.map((participant, i) => settled(participant, rewards[i]!));
  return { results, minted: toUint64(minted, 'minted'), remainder: 0n, crossedCutoff };
}

/** Name of the strategy, by which is known that it leaves no remainder. */
export const exactShares = 'exact shares';

const one: Ratio = { numerator: 1n, denominator: 1n };

const bonusModeOf = ({ params }: SettlementInput): BonusMode =>
  params.multiModelParams?.coverageBonusMode === CoverageBonusMode.REDISTRIBUTE ? 'redistribute' : 'additional';

/** The base reward of all, and each one's part in it: weight for the fixed reward, work for the subsidy. */
function epochReward(input: SettlementInput) {
  if (input.params.bitcoinRewardParams?.useBitcoinRewards) {
    const reward = fixedEpochReward(input.epochIndex, epochRewardParamsOf(input));
    return { reward, parts: weightsOf(input), crossedCutoff: false };
  }
  const parts = input.participants.map(workCoinsOf);
  const { subsidy, crossedCutoff } = workSubsidy(sumOf(parts), subsidySupplyOf(input), subsidyParamsOf(input));
  return { reward: subsidy, parts, crossedCutoff };
}
