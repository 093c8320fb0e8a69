import { exactShares } from '../../calculations/settlementProposal.js';
import { sumOf } from '../../calculations/sumOf.js';
import { InferenceStatus } from '../../gen/inference/inference/inference.js';
import { moduleAddress } from '../../keeper/accounts.js';
import { isFinished, isStarted } from '../../keeper/inferences.js';
import type { Keeper } from '../../keeper/keeper.js';
import { getDenom } from '../../keeper/params.js';
import { getAllParticipants } from '../../keeper/participants.js';
import { getPerformanceSummary } from '../../keeper/performanceSummaries.js';
import { moduleName } from '../../keeper/schema.js';
import { getTokenomicsData } from '../../keeper/tokenomics.js';
import type { Invariant } from './invariant.js';

/** Rewards of all settlements so far; summaries are kept for good. Cost: O(summaries). */
const settledRewards = ({ state }: Keeper): bigint =>
  sumOf([...state.performanceSummaries.values()].map(({ rewardedCoins }) => rewardedCoins));

/**
 * What was minted as subsidy (`tokenomics.total_subsidies`) is what the settlements gave to participants, and the remainder
 * that they gave to nobody, which is never less than nothing; the profile's own settlement leaves none (decisions, section 6).
 */
export const mintedIsSettled: Invariant = {
  name: 'what was minted was settled, or is left over',
  *check(keeper) {
    const { totalSubsidies } = getTokenomicsData(keeper);
    const settled = settledRewards(keeper);
    const isExact = keeper.profile.strategies.settlement.name === exactShares;
    if (isExact ? settled !== totalSubsidies : settled > totalSubsidies)
      yield `minted ${totalSubsidies}, settled ${settled}`;
  },
};

/**
 * The module account holds whatever it must pay: escrows of open requests, coins earned since the last settlement less what
 * participants owe, claims that are open, and the remainder of what was minted. It may hold more: coins of those who lost
 * their claim to them, and gifts. Cost: O(inferences + participants + summaries).
 */
export const moduleIsSolvent: Invariant = {
  name: 'the module account covers what it owes',
  *check(keeper) {
    const { state, neighbours } = keeper;
    const open = [...state.inferences.values()].filter(
      (one) => one.status === InferenceStatus.STARTED && isStarted(one) && !isFinished(one),
    );
    const escrows = sumOf(open.map(({ escrowAmount }) => escrowAmount));
    const earned = sumOf(getAllParticipants(keeper).map(({ coinBalance }) => coinBalance));
    const claims = sumOf([...state.settleAmounts.values()].map((claim) => claim.workCoins + claim.rewardCoins));
    const remainder = getTokenomicsData(keeper).totalSubsidies - settledRewards(keeper);
    const balance = neighbours.bank.balance(moduleAddress(keeper, moduleName), getDenom(keeper));
    if (balance >= escrows + earned + claims + remainder) return;
    yield `holds ${balance}, owes ${escrows} in escrow, ${earned} earned, ${claims} claimed, ${remainder} left over`;
  },
};

/** An open claim is what its epoch's settlement wrote down for the participant, and not paid yet. Cost: O(claims). */
export const claimsAreSettled: Invariant = {
  name: 'claims are what settlements wrote down',
  *check(keeper) {
    for (const { participant, epochIndex, workCoins, rewardCoins } of keeper.state.settleAmounts.values()) {
      const summary = getPerformanceSummary(keeper, participant, epochIndex);
      const claim = `${participant}, epoch ${epochIndex}: claim of ${workCoins} work and ${rewardCoins} reward`;
      if (summary === undefined) yield `${claim} without a settlement`;
      else if (summary.claimed) yield `${claim} that was paid`;
      else if (summary.earnedCoins !== workCoins || summary.rewardedCoins !== rewardCoins) {
        yield `${claim}, settled were ${summary.earnedCoins} and ${summary.rewardedCoins}`;
      }
    }
  },
};
