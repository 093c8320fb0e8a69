import type { CommissionRates, Description } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import type { MsgCreateValidator } from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import { sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import { CodedError } from '../../util/errors.js';
import * as dec from '../../util/legacyDec.js';
import { requireOperator } from '../addresses.js';
import { printCoin } from '../coins.js';
import { stakingErrors } from '../errors.js';
import { toSeconds } from '../time.js';
import { delegate } from './delegate.js';
import { requireLengths } from './description.js';
import type { StakingKeeper } from './keeper.js';
import { consensusKeyOf, ed25519TypeUrl, newValidator } from './validator.js';

const invalid = (detail: string): CodedError => new CodedError(sdkErrors.invalidRequest, detail);

/** Makes a validator from a message, with the operator's own delegation; also from genesis transactions. */
export function createValidator(keeper: StakingKeeper, msg: MsgCreateValidator): void {
  const operator = requireOperator(keeper.addresses, msg.validatorAddress, 'invalid validator address');
  const rates = checkCreation(msg);
  requireMinimum(keeper, rates.rate);
  if (keeper.validator(operator)) throw new CodedError(stakingErrors.validatorOwnerExists);
  if (keeper.validatorByConsensusKey(consensusKeyOf({ consensusPubkey: msg.pubkey! }))) {
    throw new CodedError(stakingErrors.validatorPubKeyExists);
  }
  const { denom } = msg.value;
  const { bondDenom } = keeper.params;
  if (denom !== bondDenom) throw invalid(`invalid coin denomination: got ${denom}, expected ${bondDenom}`);
  requireLengths(msg.description);
  requireEd25519(msg);
  const validator = newValidator({
    operatorAddress: operator,
    consensusKey: msg.pubkey!,
    description: msg.description,
    rates: msg.commission,
    minSelfDelegation: msg.minSelfDelegation,
    time: toSeconds(keeper.ctx.block.time),
  });
  keeper.setValidator(validator);
  keeper.indexConsensusKey(validator);
  keeper.indexPower(validator);
  for (const listener of keeper.listeners) listener.afterValidatorCreated?.(operator);
  const amount = BigInt(msg.value.amount);
  delegate(keeper, keeper.addresses.accountOf(operator), validator, amount);
  keeper.ctx.emit(event('create_validator', { validator: operator, amount: printCoin({ denom, amount }) }));
}

const isEmpty = (texts: Description | CommissionRates): boolean =>
  Object.values(texts).every((text) => text === '' || text === '0');

function checkCreation(msg: MsgCreateValidator): Rates {
  if (!msg.pubkey) throw new CodedError(stakingErrors.emptyPubKey);
  if (!isPositive(msg.value.amount)) throw invalid('invalid delegation amount');
  if (isEmpty(msg.description)) throw invalid('empty description');
  const rates = checkRates(msg.commission);
  if (!isPositive(msg.minSelfDelegation)) throw invalid('minimum self delegation must be a positive integer');
  if (BigInt(msg.value.amount) < BigInt(msg.minSelfDelegation)) {
    throw new CodedError(stakingErrors.selfDelegationBelowMinimum);
  }
  return rates;
}

const isPositive = (amount: string): boolean => /^\d+$/.test(amount) && BigInt(amount) > 0n;

/** The chain's consensus keys are of this type alone. */
function requireEd25519({ pubkey }: MsgCreateValidator): void {
  if (pubkey!.typeUrl === ed25519TypeUrl && consensusKeyOf({ consensusPubkey: pubkey! }).length === 32) return;
  const kind = /\.crypto\.(\w+)\./.exec(pubkey!.typeUrl)?.[1] ?? pubkey!.typeUrl;
  throw new CodedError(stakingErrors.validatorPubKeyTypeNotSupported, `got: ${kind}, expected: [ed25519]`);
}

interface Rates {
  readonly rate: dec.LegacyDec;
  readonly max: dec.LegacyDec;
  readonly change: dec.LegacyDec;
}

const rateOf = (units: string): dec.LegacyDec => dec.fromUnits(BigInt(/^-?\d+$/.test(units) ? units : '-1'));

function checkRates({ rate: rateUnits, maxRate, maxChangeRate }: CommissionRates): Rates {
  const [rate, max, change] = [rateOf(rateUnits), rateOf(maxRate), rateOf(maxChangeRate)];
  if (max < 0n) throw new CodedError(stakingErrors.commissionNegative);
  if (max > dec.one) throw new CodedError(stakingErrors.commissionHuge);
  if (rate < 0n) throw new CodedError(stakingErrors.commissionNegative);
  if (rate > max) throw new CodedError(stakingErrors.commissionAboveMax);
  if (change < 0n) throw new CodedError(stakingErrors.commissionChangeNegative);
  if (change > max) throw new CodedError(stakingErrors.commissionChangeAboveMax);
  return { rate, max, change };
}

function requireMinimum(keeper: StakingKeeper, rate: dec.LegacyDec): void {
  const least = dec.fromUnits(BigInt(keeper.params.minCommissionRate || '0'));
  if (rate >= least) return;
  const detail = `cannot set validator commission to less than minimum rate of ${dec.format(least)}`;
  throw new CodedError(stakingErrors.commissionBelowMin, detail);
}
