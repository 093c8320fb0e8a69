import type { MsgCancelUnbondingDelegation } from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import { sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import { notFound } from '../../types/queryStatus.js';
import { CodedError } from '../../util/errors.js';
import { fromProtoCoin, printCoin } from '../coins.js';
import { stakingErrors } from '../errors.js';
import { fromSeconds } from '../time.js';
import { delegate } from './delegate.js';
import type { StakingKeeper } from './keeper.js';
import { hasInvalidRate } from './validator.js';

/** Delegates again what waits for the end of an unbonding; addresses and amount are checked. */
export function cancelUnbonding(keeper: StakingKeeper, msg: MsgCancelUnbondingDelegation): void {
  const { delegatorAddress: delegator, validatorAddress: operator, creationHeight } = msg;
  const coin = fromProtoCoin(msg.amount);
  const validator = keeper.requireValidator(operator);
  if (hasInvalidRate(validator)) throw new CodedError(stakingErrors.invalidShareRate);
  if (validator.jailed) throw new CodedError(stakingErrors.validatorJailed);
  const unbonding = keeper.unbonding(delegator, operator);
  if (!unbonding) {
    throw notFound(`unbonding delegation with delegator ${delegator} not found for validator ${operator}`);
  }
  const entry = unbonding.entries.find(
    (candidate) =>
      candidate.creationHeight === creationHeight && fromSeconds(candidate.completionTime) > keeper.ctx.block.time,
  );
  if (!entry) {
    throw new CodedError(
      sdkErrors.notFound,
      `unbonding delegation entry is not found at block height ${creationHeight}`,
    );
  }
  const left = BigInt(entry.balance) - coin.amount;
  if (left < 0n) {
    const detail = 'amount is greater than the unbonding delegation entry balance';
    throw new CodedError(sdkErrors.invalidRequest, detail);
  }
  delegate(keeper, delegator, validator, coin.amount, 'not_bonded_tokens_pool');
  const initialBalance = String(BigInt(entry.initialBalance) - coin.amount);
  const rest = left === 0n ? [] : [{ ...entry, balance: String(left), initialBalance }];
  const entries = unbonding.entries.flatMap((other) => (other === entry ? rest : [other]));
  keeper.setUnbonding({ ...unbonding, entries });
  const named = { validator: operator, delegator, creation_height: creationHeight };
  keeper.ctx.emit(event('cancel_unbonding_delegation', { amount: printCoin(coin), ...named }));
}
