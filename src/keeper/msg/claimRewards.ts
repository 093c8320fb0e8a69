import type { SettleAmount } from '../../gen/inference/inference/settle_amount.js';
import type { MsgClaimRewards, MsgClaimRewardsResponse } from '../../gen/inference/inference/tx.js';
import { sdkErrors } from '../../types/errors.js';
import { isReturned } from '../../types/wrapped.js';
import { operatingKeys } from '../accounts.js';
import { missedValidations } from '../claims.js';
import type { Keeper } from '../keeper.js';
import { payEarned } from '../money.js';
import { getParams } from '../params.js';
import { getPerformanceSummary, setPerformanceSummary } from '../performanceSummaries.js';
import { totalOf } from '../settlement.js';
import { addToTokenomics } from '../tokenomics.js';

/**
 * Pays what an epoch's settlement left for the sender, when his seed is the one that he had committed to and he has
 * validated all that it bound him to (seed 3, section 6; reference, section 7.2).
 *
 * The message succeeds always; a refusal is an amount of 0 and a text that says why.
 */
export function claimRewards(keeper: Keeper, msg: MsgClaimRewards): MsgClaimRewardsResponse {
  const claim = keeper.state.settleAmounts.get(msg.creator);
  if (claim === undefined || totalOf(claim) === 0n) return refusal('No rewards for this address');
  if (claim.epochIndex !== msg.epochIndex) return refusal('No rewards for this block height');
  const why = refusalOf(keeper, claim, msg.seed);
  if (why !== undefined) return refusal(why);

  const { response, unpaid } = pay(keeper, claim);
  const open = unpaid && keeper.profile.conduct.openClaim(unpaid);
  if (open === undefined) close(keeper, claim);
  else keeper.state.settleAmounts.set(msg.creator, open);
  return response;
}

function close(keeper: Keeper, { participant, epochIndex }: SettleAmount): void {
  keeper.state.settleAmounts.remove(participant);
  const summary = getPerformanceSummary(keeper, participant, epochIndex);
  if (summary !== undefined) setPerformanceSummary(keeper, { ...summary, claimed: true });
}

const refusal = (result: string): MsgClaimRewardsResponse => ({ amount: 0n, result });

function refusalOf(keeper: Keeper, claim: SettleAmount, seed: bigint): string | undefined {
  const { participant, epochIndex, seedSignature: signature } = claim;
  // The account is looked up by itself before its keys are, and the claimant pays for both.
  const account = keeper.neighbours.auth.baseAccount(participant);
  const publicKeys = account && operatingKeys(keeper, participant);
  if (publicKeys === undefined || !keeper.profile.conduct.isSeedAccepted({ seed, signature, publicKeys })) {
    return 'Seed signature validation failed';
  }
  try {
    const missed = missedValidations(keeper, { participant, epochIndex, seed });
    return missed.length > 0 ? 'Inference not validated' : undefined;
  } catch (error) {
    if (!isReturned(error)) throw error;
    return 'Failed to check for missed validations';
  }
}

/** What a claimant is told, and what the module account could not pay. */
interface Payment {
  readonly response: MsgClaimRewardsResponse;
  readonly unpaid?: SettleAmount;
}

/** Pays work first, then the reward. */
function pay(keeper: Keeper, claim: SettleAmount): Payment {
  const { participant, workCoins, rewardCoins } = claim;
  const { workVestingPeriod, rewardVestingPeriod } = getParams(keeper).tokenomicsParams!;
  const work = tryToPay(() =>
    payEarned(keeper, participant, workCoins, `work_coins:${participant}`, workVestingPeriod),
  );
  if (work !== 'paid') return { response: refusal(work), unpaid: claim };
  addToTokenomics(keeper, 'totalFees', workCoins);

  const reward = tryToPay(() =>
    payEarned(keeper, participant, rewardCoins, `reward_coins:${participant}`, rewardVestingPeriod),
  );
  if (reward !== 'paid') {
    const response = { amount: workCoins, result: 'Work paid, but rewards failed.' };
    return { response, unpaid: { ...claim, workCoins: 0n } };
  }
  return { response: { amount: totalOf(claim), result: 'Rewards claimed successfully' } };
}

/** Pays, or says in the chain's words why not. */
function tryToPay(run: () => void): string {
  try {
    run();
    return 'paid';
  } catch (error) {
    // Without a vesting module nothing can ever be paid: then the message fails, and the claim stays.
    if (!isReturned(error) || error.kind === sdkErrors.notSupported) throw error;
    const { codespace, code } = sdkErrors.insufficientFunds;
    const isShort = error.codespace === codespace && error.code === code;
    return isShort
      ? 'Insufficient funds for paying participant for work! Unpaid settlement'
      : 'Error paying participant from escrow';
  }
}
