import {
  MsgDepositCollateral,
  MsgDepositCollateralResponse,
  MsgUpdateParams,
  MsgUpdateParamsResponse,
  MsgWithdrawCollateral,
  MsgWithdrawCollateralResponse,
} from '../../gen/inference/collateral/tx.js';
import { sdkErrors } from '../../types/errors.js';
import type { Coin } from '../../types/expectedKeepers.js';
import { CodedError } from '../../util/errors.js';
import { requireAccount } from '../addresses.js';
import { fromProtoCoin, isDenom, printCoin } from '../coins.js';
import { msgRoute, requireAuthority, type SdkMsgRoute } from '../routes.js';
import type { CollateralKeeper } from './keeper.js';

/** Who and how much; a participant that is no address is sdk 7, an amount that is not above 0 sdk 10. */
function checked(keeper: CollateralKeeper, msg: MsgDepositCollateral): [participant: string, coin: Coin] {
  const { amount } = msg;
  const participant = requireAccount(keeper.addresses, msg.participant, 'invalid participant address');
  const coin = amount ? fromProtoCoin(amount) : { denom: '', amount: 0n };
  if (!isDenom(coin.denom) || coin.amount <= 0n) throw new CodedError(sdkErrors.invalidCoins, printCoin(coin));
  return [participant, coin];
}

export const collateralMsgs: readonly SdkMsgRoute[] = [
  msgRoute([MsgDepositCollateral, MsgDepositCollateralResponse], {
    signers: ({ participant }) => [participant],
    handle(_ctx, { collateral }, msg) {
      collateral.deposit(...checked(collateral, msg));
      return {};
    },
  }),
  msgRoute([MsgWithdrawCollateral, MsgWithdrawCollateralResponse], {
    signers: ({ participant }) => [participant],
    handle: (_ctx, { collateral }, msg) => ({
      completionEpoch: collateral.withdraw(...checked(collateral, msg)),
    }),
  }),
  msgRoute([MsgUpdateParams, MsgUpdateParamsResponse], {
    signers: ({ authority }) => [authority],
    handle(_ctx, { collateral, gov }, { authority, params }) {
      requireAuthority(gov.authority, authority);
      if (!params) throw new CodedError(sdkErrors.invalidRequest, 'params cannot be empty');
      collateral.setParams(params);
      return {};
    },
  }),
];
