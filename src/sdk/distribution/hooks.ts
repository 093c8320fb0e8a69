import type { StakingListener } from '../staking/hooks.js';
import { noteSlash } from './delegationRewards.js';
import { forgetValidator } from './forgetValidator.js';
import type { DistributionKeeper } from './keeper.js';
import { beginDelegation, beginValidator, endPeriod } from './periods.js';
import { withdrawRewards } from './withdraw.js';

/** What distribution does when validators and delegations change. */
export const distributionListener = (keeper: DistributionKeeper): StakingListener => ({
  afterValidatorCreated(operator) {
    // The SDK reads him here without need, and the transaction pays for it.
    keeper.staking.validator(operator);
    beginValidator(keeper, operator);
  },
  afterValidatorRemoved: ({ operatorAddress }) => forgetValidator(keeper, operatorAddress),
  beforeDelegationCreated(_delegator, operator) {
    endPeriod(keeper, keeper.staking.requireValidator(operator));
  },
  beforeDelegationSharesModified(delegator, operator) {
    const validator = keeper.staking.requireValidator(operator);
    withdrawRewards(keeper, validator, keeper.staking.requireDelegation(delegator, operator));
  },
  afterDelegationModified: (delegator, operator) => beginDelegation(keeper, delegator, operator),
  beforeValidatorSlashed: (operator, fraction) => noteSlash(keeper, operator, fraction),
});
