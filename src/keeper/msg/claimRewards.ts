import type { SettleAmount } from '../../gen/inference/inference/settle_amount.js';
import type { MsgClaimRewards, MsgClaimRewardsResponse } from '../../gen/inference/inference/tx.js';
import { sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
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

  keeper.state.settleAmounts.remove(msg.creator);
  const summary = getPerformanceSummary(keeper, msg.creator, msg.epochIndex);
  if (summary !== undefined) setPerformanceSummary(keeper, { ...summary, claimed: true });
  return pay(keeper, claim);
}

const refusal = (result: string): MsgClaimRewardsResponse => ({ amount: 0n, result });

function refusalOf(keeper: Keeper, claim: SettleAmount, seed: bigint): string | undefined {
  const { participant, epochIndex, seedSignature: signature } = claim;
  const publicKeys = operatingKeys(keeper, participant);
  if (publicKeys === undefined || !keeper.profile.conduct.isSeedAccepted({ seed, signature, publicKeys })) {
    return 'Seed signature validation failed';
  }
  try {
    const missed = missedValidations(keeper, { participant, epochIndex, seed });
    return missed.length > 0 ? 'Inference not validated' : undefined;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return 'Failed to check for missed validations';
  }
}

/** Pays work first, then the reward; what the module account cannot pay is lost to the claimant (QUIRKS). */
function pay(keeper: Keeper, claim: SettleAmount): MsgClaimRewardsResponse {
  const { participant, workCoins, rewardCoins } = claim;
  const { workVestingPeriod, rewardVestingPeriod } = getParams(keeper).tokenomicsParams!;
  const work = tryToPay(() =>
    payEarned(keeper, participant, workCoins, `work_coins:${participant}`, workVestingPeriod),
  );
  if (work === 'insufficient') {
    return refusal('Insufficient funds for paying participant for work! Unpaid settlement');
  }
  if (work === 'failed') return refusal('Error paying participant from escrow');
  addToTokenomics(keeper, 'totalFees', workCoins);

  const reward = tryToPay(() =>
    payEarned(keeper, participant, rewardCoins, `reward_coins:${participant}`, rewardVestingPeriod),
  );
  if (reward !== 'paid') return { amount: workCoins, result: 'Work paid, but rewards failed.' };
  return { amount: totalOf(claim), result: 'Rewards claimed successfully' };
}

function tryToPay(run: () => void): 'paid' | 'insufficient' | 'failed' {
  try {
    run();
    return 'paid';
  } catch (error) {
    // Without a vesting module nothing could ever be paid: then the claim stays.
    if (!(error instanceof CodedError) || error.kind === sdkErrors.notSupported) throw error;
    const { codespace, code } = sdkErrors.insufficientFunds;
    return error.codespace === codespace && error.code === code ? 'insufficient' : 'failed';
  }
}
