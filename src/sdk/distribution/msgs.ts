import type { Coin as ProtoCoin } from 'cosmjs-types/cosmos/base/v1beta1/coin';
import * as tx from 'cosmjs-types/cosmos/distribution/v1beta1/tx';
import { sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import { CodedError } from '../../util/errors.js';
import { addressesOf, requireAccount, requireOperator } from '../addresses.js';
import { type Coins, fromProtoCoins, isValidCoins, printCoins, toProtoCoins } from '../coins.js';
import { addDecCoins, decCoinsOf, subDecCoins } from '../decCoins.js';
import { distributionErrors } from '../errors.js';
import { msgRoute, requireAuthority, type SdkMsgRoute } from '../routes.js';
import { type DistributionKeeper, distributionModuleName } from './keeper.js';
import { beginDelegation } from './periods.js';
import { withdrawCommission, withdrawRewards } from './withdraw.js';

/** Refuses what another module does on chains that have it. */
function requireOwnPool({ hasExternalPool }: DistributionKeeper, method: string): void {
  if (!hasExternalPool) return;
  const detail = `external community pool is enabled - use the ${method} method exposed by the external community pool`;
  throw new CodedError(sdkErrors.invalidRequest, detail);
}

function validCoins(amount: readonly ProtoCoin[]): Coins {
  const coins = fromProtoCoins(amount);
  if (!isValidCoins(coins)) throw new CodedError(sdkErrors.invalidCoins, printCoins(coins));
  return coins;
}

const rewardMsgs = (prefix: string): readonly SdkMsgRoute[] => [
  msgRoute([tx.MsgSetWithdrawAddress, tx.MsgSetWithdrawAddressResponse], {
    signers: ({ delegatorAddress }) => [delegatorAddress],
    handle(ctx, { distribution, bank }, msg) {
      const keeper = distribution!;
      const delegator = requireAccount(keeper.addresses, msg.delegatorAddress, 'invalid delegator address');
      const address = requireAccount(keeper.addresses, msg.withdrawAddress, 'invalid withdraw address');
      bank.requireReceiver(address);
      if (!keeper.params.withdrawAddrEnabled) throw new CodedError(distributionErrors.withdrawAddressDisabled);
      ctx.emit(event('set_withdraw_address', { withdraw_address: address }));
      keeper.schema.withdrawAddresses.set(delegator, address);
      return {};
    },
  }),
  msgRoute([tx.MsgWithdrawDelegatorReward, tx.MsgWithdrawDelegatorRewardResponse], {
    signers: ({ delegatorAddress }) => [delegatorAddress],
    handle(_ctx, { distribution, staking }, msg) {
      const keeper = distribution!;
      const operator = requireOperator(keeper.addresses, msg.validatorAddress, 'invalid validator address');
      const delegator = requireAccount(keeper.addresses, msg.delegatorAddress, 'invalid delegator address');
      const validator = staking.requireValidator(operator);
      const delegation = staking.requireDelegation(delegator, operator);
      const paid = withdrawRewards(keeper, validator, delegation);
      beginDelegation(keeper, delegator, operator);
      return { amount: toProtoCoins(paid) };
    },
  }),
  msgRoute([tx.MsgWithdrawValidatorCommission, tx.MsgWithdrawValidatorCommissionResponse], {
    signers: ({ validatorAddress }) => [addressesOf(prefix).accountOf(validatorAddress)],
    handle(_ctx, { distribution }, msg) {
      const keeper = distribution!;
      const operator = requireOperator(keeper.addresses, msg.validatorAddress, 'invalid validator address');
      return { amount: toProtoCoins(withdrawCommission(keeper, operator)) };
    },
  }),
];

const poolMsgs: readonly SdkMsgRoute[] = [
  msgRoute([tx.MsgFundCommunityPool, tx.MsgFundCommunityPoolResponse], {
    signers: ({ depositor }) => [depositor],
    handle(_ctx, { distribution, bank }, msg) {
      const keeper = distribution!;
      requireOwnPool(keeper, 'FundCommunityPool');
      const depositor = requireAccount(keeper.addresses, msg.depositor, 'invalid depositor address');
      const coins = validCoins(msg.amount);
      bank.sendToModule(depositor, distributionModuleName, coins);
      keeper.setCommunityPool(addDecCoins(keeper.communityPool, decCoinsOf(coins)));
      return {};
    },
  }),
  msgRoute([tx.MsgCommunityPoolSpend, tx.MsgCommunityPoolSpendResponse], {
    signers: ({ authority }) => [authority],
    handle(_ctx, { distribution, bank, gov }, msg) {
      const keeper = distribution!;
      requireOwnPool(keeper, 'CommunityPoolSpend');
      requireAuthority(gov.authority, msg.authority);
      const coins = validCoins(msg.amount);
      const recipient = requireAccount(keeper.addresses, msg.recipient, 'invalid recipient address');
      bank.requireReceiver(recipient);
      const wanted = decCoinsOf(coins);
      const pool = keeper.communityPool;
      const isThere = wanted.every(({ denom, amount }) =>
        pool.some((coin) => coin.denom === denom && coin.amount >= amount),
      );
      if (!isThere) throw new CodedError(distributionErrors.badDistribution);
      keeper.setCommunityPool(subDecCoins(pool, wanted));
      bank.sendFromModule(distributionModuleName, recipient, coins);
      return {};
    },
  }),
  msgRoute([tx.MsgUpdateParams, tx.MsgUpdateParamsResponse], {
    signers: ({ authority }) => [authority],
    handle(_ctx, { distribution, gov }, { authority, params }) {
      requireAuthority(gov.authority, authority);
      if (BigInt(params.baseProposerReward || '0') !== 0n || BigInt(params.bonusProposerReward || '0') !== 0n) {
        const detail = 'cannot update base or bonus proposer reward because these are deprecated fields';
        throw new CodedError(sdkErrors.invalidRequest, detail);
      }
      distribution!.setParams(params);
      return {};
    },
  }),
];

/** The distribution messages of a chain; an operator's signer is the account with his bytes. */
export const distributionMsgs = (prefix: string): readonly SdkMsgRoute[] => [...rewardMsgs(prefix), ...poolMsgs];
