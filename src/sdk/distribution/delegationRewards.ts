import type { Delegation, Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import * as dec from '../../util/legacyDec.js';
import { addDecCoins, type DecCoins, mulDecCoinsTruncate, subDecCoins } from '../decCoins.js';
import { tokensFromShares } from '../staking/validator.js';
import type { DistributionKeeper } from './keeper.js';
import { endPeriod, panic, reference, rewardRatio } from './periods.js';

/** What the same stake may come out larger by after many roundings. */
const margin = dec.fromUnits(3n);

/**
 * What a delegation has earned up to the end of a period: its stake times the growth of the rewards per token, piece by
 * piece between the slashes that made the stake smaller. Cost: O(slashes since the delegation began).
 */
export function delegationRewards(
  keeper: DistributionKeeper,
  validator: Validator,
  { delegatorAddress, shares }: Delegation,
  endingPeriod: bigint,
): DecCoins {
  const { schema, ctx } = keeper;
  const operator = validator.operatorAddress;
  const begun = schema.startingInfos.get([operator, delegatorAddress]);
  const { previousPeriod = 0n, stake: units = '0', height = 0n } = begun ?? {};
  if (height === ctx.block.height) return [];
  let period = previousPeriod;
  let stake = dec.fromUnits(BigInt(units));
  let rewards: DecCoins = [];
  const range = { from: [operator, height, 0n], before: [operator, ctx.block.height + 1n, 0n] } as const;
  for (const { validatorPeriod, fraction } of schema.slashes.values(range)) {
    if (validatorPeriod <= period) continue;
    rewards = addDecCoins(rewards, between(keeper, operator, { from: period, to: validatorPeriod, stake }));
    stake = dec.mulTruncate(stake, dec.sub(dec.one, dec.fromUnits(BigInt(fraction))));
    period = validatorPeriod;
  }
  const worth = tokensFromShares(validator, dec.fromUnits(BigInt(shares)));
  stake = sane(delegatorAddress, stake, worth);
  return addDecCoins(rewards, between(keeper, operator, { from: period, to: endingPeriod, stake }));
}

function sane(delegator: string, stake: dec.LegacyDec, worth: dec.LegacyDec): dec.LegacyDec {
  if (stake <= worth) return stake;
  if (stake <= dec.add(worth, margin)) return worth;
  throw panic(
    `calculated final stake for delegator ${delegator} greater than current stake` +
      `\n\tfinal stake:\t${dec.format(stake)}\n\tcurrent stake:\t${dec.format(worth)}`,
  );
}

interface Stretch {
  readonly from: bigint;
  readonly to: bigint;
  readonly stake: dec.LegacyDec;
}

function between(keeper: DistributionKeeper, operator: string, { from, to, stake }: Stretch): DecCoins {
  if (from > to) throw panic('startingPeriod cannot be greater than endingPeriod');
  if (stake < 0n) throw panic('stake should not be negative');
  const starting = rewardRatio(keeper, operator, from);
  const ending = rewardRatio(keeper, operator, to);
  return mulDecCoinsTruncate(subDecCoins(ending, starting), stake);
}

/** Ends the period at a slash, so that what was earned before it counts with the stake before it. */
export function noteSlash(keeper: DistributionKeeper, operator: string, fraction: dec.LegacyDec): void {
  const { schema, staking, ctx } = keeper;
  const period = endPeriod(keeper, staking.requireValidator(operator));
  reference(keeper, operator, period);
  schema.slashes.set([operator, ctx.block.height, period], { validatorPeriod: period, fraction: String(fraction) });
}
