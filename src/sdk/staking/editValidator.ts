import type { Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import type { MsgEditValidator } from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import { plainError, sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import { CodedError } from '../../util/errors.js';
import { abs } from '../../util/int.js';
import * as dec from '../../util/legacyDec.js';
import { requireOperator } from '../addresses.js';
import { stakingErrors } from '../errors.js';
import { fromSeconds, toSeconds } from '../time.js';
import { updatedDescription } from './description.js';
import type { StakingKeeper } from './keeper.js';
import { tokensOf } from './validator.js';

const invalid = (detail: string): CodedError => new CodedError(sdkErrors.invalidRequest, detail);
const dayInNanoseconds = 86_400_000_000_000n;

/** Changes what an operator may change of his validator; empty texts leave commission and minimum as they are. */
export function editValidator(keeper: StakingKeeper, msg: MsgEditValidator): void {
  const operator = requireOperator(keeper.addresses, msg.validatorAddress, 'invalid validator address');
  const rate = checkEdit(keeper, msg);
  const old = keeper.requireValidator(operator);
  const described = { ...old, description: updatedDescription(old.description, msg.description) };
  const priced = rate === undefined ? described : withRate(keeper, described, rate);
  const changed = msg.minSelfDelegation === '' ? priced : withMinimum(priced, BigInt(msg.minSelfDelegation));
  keeper.setValidator(changed);
  keeper.ctx.emit(
    event('edit_validator', {
      commission_rate: describeCommission(changed),
      min_self_delegation: changed.minSelfDelegation,
    }),
  );
}

/** The new commission rate, if one is asked for. */
function checkEdit(keeper: StakingKeeper, { description, minSelfDelegation, commissionRate }: MsgEditValidator) {
  if (Object.values(description).every((text) => text === '')) throw invalid('empty description');
  if (minSelfDelegation !== '' && !(/^\d+$/.test(minSelfDelegation) && BigInt(minSelfDelegation) > 0n)) {
    throw invalid('minimum self delegation must be a positive integer');
  }
  if (commissionRate === '') return undefined;
  const rate = dec.fromUnits(BigInt(commissionRate));
  if (rate > dec.one || rate < 0n) throw invalid('commission rate must be between 0 and 1 (inclusive)');
  const least = minCommissionRate(keeper);
  if (rate < least) throw invalid(`commission rate cannot be less than the min commission rate ${dec.format(least)}`);
  return rate;
}

const minCommissionRate = ({ params }: StakingKeeper): dec.LegacyDec =>
  dec.fromUnits(BigInt(params.minCommissionRate || '0'));

function withRate(keeper: StakingKeeper, validator: Validator, rate: dec.LegacyDec): Validator {
  const { commissionRates, updateTime } = validator.commission;
  const now = keeper.ctx.block.time;
  const [max, change, old] = [commissionRates.maxRate, commissionRates.maxChangeRate, commissionRates.rate].map(BigInt);
  if (now - fromSeconds(updateTime) < dayInNanoseconds) throw new CodedError(stakingErrors.commissionUpdateTime);
  if (rate < 0n) throw new CodedError(stakingErrors.commissionNegative);
  if (rate > max!) throw new CodedError(stakingErrors.commissionAboveMax);
  if (abs(rate - old!) > change!) throw new CodedError(stakingErrors.commissionAboveMaxChange);
  const least = minCommissionRate(keeper);
  if (rate < least) {
    throw plainError(`cannot set validator commission to less than minimum rate of ${dec.format(least)}`);
  }
  const rates = { ...commissionRates, rate: String(rate) };
  return { ...validator, commission: { commissionRates: rates, updateTime: toSeconds(now) } };
}

function withMinimum(validator: Validator, minimum: bigint): Validator {
  if (minimum <= BigInt(validator.minSelfDelegation)) throw new CodedError(stakingErrors.minSelfDelegationDecreased);
  if (minimum > tokensOf(validator)) throw new CodedError(stakingErrors.selfDelegationBelowMinimum);
  return { ...validator, minSelfDelegation: String(minimum) };
}

/** The commission as the event prints it: protobuf's short text form, rates in units of 1e-18. */
function describeCommission({ commission: { commissionRates, updateTime } }: Validator): string {
  const { rate, maxRate, maxChangeRate } = commissionRates;
  const { seconds, nanos } = updateTime;
  const time = [...(seconds === 0n ? [] : [`seconds:${seconds} `]), ...(nanos === 0 ? [] : [`nanos:${nanos} `])];
  const rates = `rate:"${rate}" max_rate:"${maxRate}" max_change_rate:"${maxChangeRate}" `;
  return `commission_rates:<${rates}> update_time:<${time.join('')}> `;
}
