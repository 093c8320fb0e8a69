import type { Coin as ProtoCoin } from 'cosmjs-types/cosmos/base/v1beta1/coin';
import * as tx from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import { sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import type { Coin } from '../../types/expectedKeepers.js';
import { CodedError } from '../../util/errors.js';
import * as dec from '../../util/legacyDec.js';
import { addressesOf, requireAccount, requireOperator } from '../addresses.js';
import { fromProtoCoin, isDenom, printCoin, toProtoCoin } from '../coins.js';
import { msgRoute, requireAuthority, type SdkMsgRoute } from '../routes.js';
import { formatTimeOfSecond, toSeconds } from '../time.js';
import { cancelUnbonding } from './cancelUnbonding.js';
import { createValidator } from './createValidator.js';
import { delegate } from './delegate.js';
import { editValidator } from './editValidator.js';
import type { StakingKeeper } from './keeper.js';
import { redelegate } from './redelegate.js';
import { sharesToUnbond } from './unbond.js';
import { undelegate } from './unbonding.js';

type Pair = Pick<tx.MsgDelegate, 'delegatorAddress' | 'validatorAddress'>;

function requireAddresses({ addresses }: StakingKeeper, { delegatorAddress, validatorAddress }: Pair) {
  const operator = requireOperator(addresses, validatorAddress, 'invalid validator address');
  return { operator, delegator: requireAccount(addresses, delegatorAddress, 'invalid delegator address') };
}

function positive(coin: ProtoCoin, complaint: string): Coin {
  const { denom, amount } = fromProtoCoin(coin);
  if (!isDenom(denom) || amount <= 0n) throw new CodedError(sdkErrors.invalidRequest, complaint);
  return { denom, amount };
}

function requireBondDenom({ params }: StakingKeeper, denom: string): void {
  if (denom === params.bondDenom) return;
  const detail = `invalid coin denomination: got ${denom}, expected ${params.bondDenom}`;
  throw new CodedError(sdkErrors.invalidRequest, detail);
}

/** What an operator does to his validator; his signer is the account with the same bytes. */
const validatorMsgs = (prefix: string): readonly SdkMsgRoute[] => [
  msgRoute([tx.MsgCreateValidator, tx.MsgCreateValidatorResponse], {
    signers: ({ validatorAddress }) => [addressesOf(prefix).accountOf(validatorAddress)],
    handle(_ctx, { staking }, msg) {
      createValidator(staking, msg);
      return {};
    },
  }),
  msgRoute([tx.MsgEditValidator, tx.MsgEditValidatorResponse], {
    signers: ({ validatorAddress }) => [addressesOf(prefix).accountOf(validatorAddress)],
    handle(_ctx, { staking }, msg) {
      editValidator(staking, msg);
      return {};
    },
  }),
];

const delegationMsgs: readonly SdkMsgRoute[] = [
  msgRoute([tx.MsgDelegate, tx.MsgDelegateResponse], {
    signers: ({ delegatorAddress }) => [delegatorAddress],
    handle(ctx, { staking }, msg) {
      const { delegator, operator } = requireAddresses(staking, msg);
      const coin = positive(msg.amount, 'invalid delegation amount');
      const validator = staking.requireValidator(operator);
      requireBondDenom(staking, coin.denom);
      const shares = dec.format(delegate(staking, delegator, validator, coin.amount));
      ctx.emit(event('delegate', { validator: operator, delegator, amount: printCoin(coin), new_shares: shares }));
      return {};
    },
  }),
  msgRoute([tx.MsgUndelegate, tx.MsgUndelegateResponse], {
    signers: ({ delegatorAddress }) => [delegatorAddress],
    handle(ctx, { staking }, msg) {
      const { delegator, operator } = requireAddresses(staking, msg);
      const { denom, amount } = positive(msg.amount, 'invalid shares amount');
      const shares = sharesToUnbond(staking, delegator, operator, amount);
      requireBondDenom(staking, denom);
      const { completion, tokens } = undelegate(staking, delegator, operator, shares);
      const coin = { denom, amount: tokens };
      const completion_time = formatTimeOfSecond(completion);
      ctx.emit(event('unbond', { validator: operator, delegator, amount: printCoin(coin), completion_time }));
      return { completionTime: toSeconds(completion), amount: toProtoCoin(coin) };
    },
  }),
  msgRoute([tx.MsgBeginRedelegate, tx.MsgBeginRedelegateResponse], {
    signers: ({ delegatorAddress }) => [delegatorAddress],
    handle(ctx, { staking }, msg) {
      const source = requireOperator(staking.addresses, msg.validatorSrcAddress, 'invalid source validator address');
      const delegator = requireAccount(staking.addresses, msg.delegatorAddress, 'invalid delegator address');
      const wanted = msg.validatorDstAddress;
      const destination = requireOperator(staking.addresses, wanted, 'invalid destination validator address');
      const coin = positive(msg.amount, 'invalid shares amount');
      const shares = sharesToUnbond(staking, delegator, source, coin.amount);
      requireBondDenom(staking, coin.denom);
      const completion = redelegate(staking, [delegator, source, destination], shares);
      ctx.emit(
        event('redelegate', {
          source_validator: source,
          destination_validator: destination,
          delegator,
          amount: printCoin(coin),
          completion_time: formatTimeOfSecond(completion),
        }),
      );
      return { completionTime: toSeconds(completion) };
    },
  }),
  msgRoute([tx.MsgCancelUnbondingDelegation, tx.MsgCancelUnbondingDelegationResponse], {
    signers: ({ delegatorAddress }) => [delegatorAddress],
    handle(_ctx, { staking }, msg) {
      const { delegator, operator } = requireAddresses(staking, msg);
      const { denom } = positive(msg.amount, 'invalid amount');
      if (msg.creationHeight <= 0n) throw new CodedError(sdkErrors.invalidRequest, 'invalid height');
      requireBondDenom(staking, denom);
      cancelUnbonding(staking, { ...msg, delegatorAddress: delegator, validatorAddress: operator });
      return {};
    },
  }),
];

/** The staking messages of a chain. */
export const stakingMsgs = (prefix: string): readonly SdkMsgRoute[] => [
  ...validatorMsgs(prefix),
  ...delegationMsgs,
  msgRoute([tx.MsgUpdateParams, tx.MsgUpdateParamsResponse], {
    signers: ({ authority }) => [authority],
    handle(_ctx, { staking, gov }, { authority, params }) {
      requireAuthority(gov.authority, authority);
      staking.setParams(params);
      return {};
    },
  }),
];
