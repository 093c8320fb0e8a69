import { type Params, type Proposal, type TallyResult, type Vote, VoteOption } from 'cosmjs-types/cosmos/gov/v1/gov';
import type { Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import * as dec from '../../util/legacyDec.js';
import type { StakingKeeper } from '../staking/keeper.js';
import { sharesOf, tokensOf } from '../staking/validator.js';

/** What the votes of a proposal come to. */
export interface Outcome {
  readonly passes: boolean;
  readonly burnDeposits: boolean;
  readonly result: TallyResult;
}

type Power = Readonly<Record<'yes' | 'abstain' | 'no' | 'veto' | 'all', dec.LegacyDec>>;

const nameOf: Readonly<Record<number, Exclude<keyof Power, 'all'>>> = {
  [VoteOption.VOTE_OPTION_YES]: 'yes',
  [VoteOption.VOTE_OPTION_ABSTAIN]: 'abstain',
  [VoteOption.VOTE_OPTION_NO]: 'no',
  [VoteOption.VOTE_OPTION_NO_WITH_VETO]: 'veto',
};

/**
 * Weighs votes by bonded power: a delegator's vote takes his shares out of his validator's vote.
 *
 * Cost: O(bonded validators + votes * delegations of the voter).
 */
function powerOf(staking: StakingKeeper, votes: readonly Vote[]): Power {
  const power = { yes: dec.zero, abstain: dec.zero, no: dec.zero, veto: dec.zero, all: dec.zero };
  const add = (voted: dec.LegacyDec, { options }: Vote): void => {
    for (const { option, weight } of options) {
      const name = nameOf[option];
      if (name) power[name] = dec.add(power[name], dec.mul(voted, dec.parse(weight)));
    }
    power.all = dec.add(power.all, voted);
  };
  const bonded = new Map([...staking.bondedValidators()].map((validator) => [validator.operatorAddress, validator]));
  const deducted = new Map<string, dec.LegacyDec>();
  const ownVotes = new Map<string, Vote>();
  for (const vote of votes) {
    const operator = staking.addresses.operatorOf(vote.voter);
    if (bonded.has(operator)) ownVotes.set(operator, vote);
    for (const delegation of staking.delegationsOf(vote.voter)) {
      const validator = bonded.get(delegation.validatorAddress);
      if (!validator) continue;
      const shares = dec.fromUnits(BigInt(delegation.shares));
      deducted.set(validator.operatorAddress, dec.add(deducted.get(validator.operatorAddress) ?? dec.zero, shares));
      add(worth(validator, shares), vote);
    }
  }
  for (const [operator, vote] of ownVotes) {
    const validator = bonded.get(operator)!;
    add(worth(validator, dec.sub(sharesOf(validator), deducted.get(operator) ?? dec.zero)), vote);
  }
  return power;
}

/** Tokens that shares of a validator stand for. */
const worth = (validator: Validator, shares: dec.LegacyDec): dec.LegacyDec =>
  dec.quo(dec.mulInt(shares, tokensOf(validator)), sharesOf(validator));

/** Decides a proposal: quorum, all abstained, veto, then the threshold of its kind, each as a share of voted power. */
function verdict(power: Power, totalBonded: bigint, params: Params, proposal: Proposal): Omit<Outcome, 'result'> {
  const fails = { passes: false, burnDeposits: false };
  if (totalBonded === 0n) return fails;
  if (dec.quo(power.all, dec.fromInt(totalBonded)) < dec.parse(params.quorum)) {
    return { passes: false, burnDeposits: params.burnVoteQuorum };
  }
  const decided = dec.sub(power.all, power.abstain);
  if (decided === 0n) return fails;
  if (dec.quo(power.veto, power.all) > dec.parse(params.vetoThreshold)) {
    return { passes: false, burnDeposits: params.burnVoteVeto };
  }
  const threshold = proposal.expedited ? params.expeditedThreshold : params.threshold;
  return { passes: dec.quo(power.yes, decided) > dec.parse(threshold), burnDeposits: false };
}

/** Counts a proposal's votes and decides it. Reads only; the caller drops the votes. */
export function tally(staking: StakingKeeper, proposal: Proposal, votes: readonly Vote[], params: Params): Outcome {
  const power = powerOf(staking, votes);
  const count = (part: dec.LegacyDec): string => String(dec.truncateInt(part));
  const result: TallyResult = {
    yesCount: count(power.yes),
    abstainCount: count(power.abstain),
    noCount: count(power.no),
    noWithVetoCount: count(power.veto),
  };
  return { ...verdict(power, staking.totalBondedTokens(), params, proposal), result };
}
