import { addDecCoins, subDecCoins, truncated } from '../decCoins.js';
import { type DistributionKeeper, distributionModuleName } from './keeper.js';

/** A validator is gone: his commission is paid, what is left goes to all, and his records end. Cost: O(his periods and slashes). */
export function forgetValidator(keeper: DistributionKeeper, operator: string): void {
  const { schema } = keeper;
  const all = keeper.outstanding(operator);
  const commission = keeper.commission(operator);
  const outstanding = subDecCoins(all, commission);
  if (commission.length > 0) payCommission(keeper, operator);
  keeper.setCommunityPool(addDecCoins(keeper.communityPool, outstanding));
  schema.outstanding.remove(operator);
  schema.commissions.remove(operator);
  schema.slashes.clear({ prefix: [operator] });
  schema.historical.clear({ prefix: [operator] });
  schema.current.remove(operator);
}

function payCommission(keeper: DistributionKeeper, operator: string): void {
  const { whole, rest } = truncated(keeper.commission(operator));
  keeper.setCommunityPool(addDecCoins(keeper.communityPool, rest));
  if (whole.length === 0) return;
  const account = keeper.addresses.accountOf(operator);
  keeper.bank.sendFromModule(distributionModuleName, keeper.withdrawAddress(account), whole);
}
