import type { Coin as ProtoCoin } from 'cosmjs-types/cosmos/base/v1beta1/coin';
import {
  MsgCreateValidator,
  MsgCreateValidatorResponse,
  MsgDelegate,
  MsgDelegateResponse,
  MsgUndelegate,
  MsgUndelegateResponse,
  MsgUpdateParams,
  MsgUpdateParamsResponse,
} from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import { sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import type { Coin } from '../../types/expectedKeepers.js';
import { CodedError } from '../../util/errors.js';
import * as dec from '../../util/legacyDec.js';
import { addressesOf, requireAccount, requireOperator } from '../addresses.js';
import { fromProtoCoin, isDenom, printCoin, toProtoCoin } from '../coins.js';
import { msgRoute, requireAuthority, type SdkMsgRoute } from '../routes.js';
import { toSeconds } from '../time.js';
import { createValidator, delegate } from './delegate.js';
import type { StakingKeeper } from './keeper.js';
import { undelegate } from './unbonding.js';

type Pair = Pick<MsgDelegate, 'delegatorAddress' | 'validatorAddress'>;

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

/** The staking messages of a chain; an operator's signer is the account with his bytes. */
export const stakingMsgs = (prefix: string): readonly SdkMsgRoute[] => [
  msgRoute([MsgCreateValidator, MsgCreateValidatorResponse], {
    signers: ({ validatorAddress }) => [addressesOf(prefix).accountOf(validatorAddress)],
    handle(_ctx, { staking }, msg) {
      createValidator(staking, msg);
      return {};
    },
  }),
  msgRoute([MsgDelegate, MsgDelegateResponse], {
    signers: ({ delegatorAddress }) => [delegatorAddress],
    handle(ctx, { staking }, msg) {
      const { delegator, operator } = requireAddresses(staking, msg);
      const coin = positive(msg.amount, 'invalid delegation amount');
      const validator = staking.requireValidator(operator);
      requireBondDenom(staking, coin.denom);
      const shares = delegate(staking, delegator, validator, coin.amount);
      ctx.emit(
        event('delegate', {
          validator: operator,
          delegator,
          amount: printCoin(coin),
          new_shares: dec.format(shares),
        }),
      );
      return {};
    },
  }),
  msgRoute([MsgUndelegate, MsgUndelegateResponse], {
    signers: ({ delegatorAddress }) => [delegatorAddress],
    handle(_ctx, { staking }, msg) {
      const { delegator, operator } = requireAddresses(staking, msg);
      const coin = positive(msg.amount, 'invalid shares amount');
      requireBondDenom(staking, coin.denom);
      const completion = undelegate(staking, delegator, operator, coin.amount);
      return { completionTime: toSeconds(completion), amount: toProtoCoin(coin) };
    },
  }),
  msgRoute([MsgUpdateParams, MsgUpdateParamsResponse], {
    signers: ({ authority }) => [authority],
    handle(_ctx, { staking, gov }, { authority, params }) {
      requireAuthority(gov.authority, authority);
      staking.setParams(params);
      return {};
    },
  }),
];
