import type { Validator } from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import type { MsgCreateValidator } from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import { sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import { CodedError } from '../../util/errors.js';
import * as dec from '../../util/legacyDec.js';
import { requireOperator } from '../addresses.js';
import { printCoin } from '../coins.js';
import { stakingErrors } from '../errors.js';
import { toSeconds } from '../time.js';
import type { StakingKeeper } from './keeper.js';
import { consensusKeyOf, ed25519TypeUrl, newValidator, sharesOf, tokensOf, withTokensAdded } from './validator.js';

const invalid = (detail: string): CodedError => new CodedError(sdkErrors.invalidRequest, detail);

/** Adds tokens and shares to a validator and a delegation; in the fork no coins move. Answers the new shares. */
export function delegate(
  keeper: StakingKeeper,
  delegator: string,
  validator: Validator,
  amount: bigint,
): dec.LegacyDec {
  if (tokensOf(validator) === 0n && sharesOf(validator) > 0n) {
    throw invalid('cannot delegate to validators with invalid (zero) ex-rate');
  }
  const operator = validator.operatorAddress;
  const { validator: grown, issued } = withTokensAdded(validator, amount);
  keeper.replaceValidator(validator, grown);
  const held = keeper.delegation(delegator, operator)?.shares ?? '0';
  const shares = String(dec.add(dec.fromUnits(BigInt(held)), issued));
  keeper.setDelegation({ delegatorAddress: delegator, validatorAddress: operator, shares });
  return issued;
}

/** Makes a validator from a message, with the operator's own delegation; also from genesis transactions. */
export function createValidator(keeper: StakingKeeper, msg: MsgCreateValidator): void {
  const { value, description, commission } = msg;
  const operator = requireOperator(keeper.addresses, msg.validatorAddress, 'invalid validator address');
  checkCreation(keeper, msg);
  if (keeper.validator(operator)) throw new CodedError(stakingErrors.validatorOwnerExists);
  const key = consensusKeyOf({ consensusPubkey: msg.pubkey! });
  if (keeper.validatorByConsensusKey(key)) throw new CodedError(stakingErrors.validatorPubKeyExists);
  const { bondDenom } = keeper.params;
  if (value.denom !== bondDenom) {
    throw invalid(`invalid coin denomination: got ${value.denom}, expected ${bondDenom}`);
  }
  const validator = newValidator({
    operatorAddress: operator,
    consensusKey: msg.pubkey!,
    description,
    rates: commission,
    minSelfDelegation: msg.minSelfDelegation,
    time: toSeconds(keeper.ctx.block.time),
  });
  keeper.setValidator(validator);
  keeper.indexConsensusKey(validator);
  keeper.indexPower(validator);
  const amount = BigInt(value.amount);
  delegate(keeper, keeper.addresses.accountOf(operator), validator, amount);
  keeper.ctx.emit(
    event('create_validator', { validator: operator, amount: printCoin({ denom: value.denom, amount }) }),
  );
}

function checkCreation(keeper: StakingKeeper, msg: MsgCreateValidator): void {
  if (!msg.pubkey) throw invalid('empty validator public key');
  if (msg.pubkey.typeUrl !== ed25519TypeUrl || consensusKeyOf({ consensusPubkey: msg.pubkey }).length !== 32) {
    const detail = `got: ${msg.pubkey.typeUrl}, expected: [ed25519]`;
    throw new CodedError(stakingErrors.validatorPubKeyTypeNotSupported, detail);
  }
  const positive = (amount: string): boolean => /^\d+$/.test(amount) && BigInt(amount) > 0n;
  if (!positive(msg.value.amount)) throw invalid('invalid delegation amount');
  if (Object.values(msg.description).every((text) => text === '')) throw invalid('empty description');
  checkCommission(keeper, msg);
  if (!positive(msg.minSelfDelegation)) throw invalid('minimum self delegation must be a positive integer');
  if (BigInt(msg.value.amount) < BigInt(msg.minSelfDelegation)) {
    throw invalid("validator's self delegation must be greater than their minimum self delegation");
  }
}

/** Commission rates are in units of 1e-18. */
function checkCommission(keeper: StakingKeeper, { commission }: MsgCreateValidator): void {
  const [rate, max, change] = [commission.rate, commission.maxRate, commission.maxChangeRate].map((text) =>
    dec.fromUnits(BigInt(/^-?\d+$/.test(text) ? text : '-1')),
  ) as [dec.LegacyDec, dec.LegacyDec, dec.LegacyDec];
  if (max < 0n || rate < 0n) throw invalid('commission must be positive');
  if (max > dec.one) throw invalid('commission cannot be more than 100%');
  if (rate > max) throw invalid('commission cannot be more than the max rate');
  if (change < 0n) throw invalid('commission change rate must be positive');
  if (change > max) throw invalid('commission change rate cannot be more than the max rate');
  const least = dec.fromUnits(BigInt(keeper.params.minCommissionRate || '0'));
  if (rate < least) {
    throw invalid(
      `cannot set validator commission to less than minimum rate of ${dec.format(least)}: commission cannot be less than min rate`,
    );
  }
}
