import type { Coin as ProtoCoin } from 'cosmjs-types/cosmos/base/v1beta1/coin';
import * as tx from 'cosmjs-types/cosmos/protocolpool/v1/tx';
import { plainError, sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import * as dec from '../../util/legacyDec.js';
import { requireAccount } from '../addresses.js';
import { type Coins, fromProtoCoins, isValidCoins, printCoins } from '../coins.js';
import { msgRoute, requireAuthority, type SdkMsgRoute } from '../routes.js';
import { fromSeconds, toSeconds } from '../time.js';
import { communityPool, schemaOf } from './distribute.js';

function validCoins(amount: readonly ProtoCoin[]): Coins {
  const coins = fromProtoCoins(amount);
  if (coins.length === 0 || !isValidCoins(coins)) throw new CodedError(sdkErrors.invalidCoins, printCoins(coins));
  return coins;
}

/** A part of the whole, above nothing and below everything. */
function requirePart(units: string): dec.LegacyDec {
  const part = dec.fromUnits(BigInt(/^-?\d+$/.test(units) ? units : '0'));
  if (part === 0n) throw plainError('percentage cannot be zero or empty');
  if (part < 0n) throw plainError('percentage cannot be negative');
  if (part >= dec.one) throw plainError('percentage cannot be greater than or equal to one');
  return part;
}

export const poolMsgs: readonly SdkMsgRoute[] = [
  msgRoute([tx.MsgFundCommunityPool, tx.MsgFundCommunityPoolResponse], {
    signers: ({ depositor }) => [depositor],
    handle(_ctx, { auth, bank }, { depositor, amount }) {
      const from = requireAccount(auth.addresses, depositor, 'invalid depositor address');
      bank.sendToModule(from, communityPool, validCoins(amount));
      return {};
    },
  }),
  msgRoute([tx.MsgCommunityPoolSpend, tx.MsgCommunityPoolSpendResponse], {
    signers: ({ authority }) => [authority],
    handle(_ctx, { auth, bank, gov }, { authority, recipient, amount }) {
      requireAuthority(gov.authority, authority);
      const coins = validCoins(amount);
      bank.sendFromModule(communityPool, requireAccount(auth.addresses, recipient, 'invalid recipient address'), coins);
      return {};
    },
  }),
  msgRoute([tx.MsgCreateContinuousFund, tx.MsgCreateContinuousFundResponse], {
    signers: ({ authority }) => [authority],
    handle(ctx, keepers, { authority, percentage, expiry, ...msg }) {
      requireAuthority(keepers.gov.authority, authority);
      const recipient = requireAccount(keepers.auth.addresses, msg.recipient, 'invalid recipient address');
      keepers.bank.requireReceiver(recipient);
      const part = requirePart(percentage);
      if (expiry && fromSeconds(expiry) < ctx.block.time) {
        throw plainError('expiry time cannot be less than the current block time');
      }
      const { funds } = schemaOf(ctx, keepers);
      if (funds.has(recipient)) throw plainError(`continuous fund already exists for recipient ${recipient}`);
      const total = [...funds.values()].reduce((sum, fund) => sum + BigInt(fund.percentage), BigInt(part));
      if (total > dec.one) throw plainError('cannot set continuous fund proposal; total funds percentage exceeds 100');
      funds.set(recipient, { recipient, percentage, ...(expiry && { expiry }) });
      return {};
    },
  }),
  msgRoute([tx.MsgCancelContinuousFund, tx.MsgCancelContinuousFundResponse], {
    signers: ({ authority }) => [authority],
    handle(ctx, keepers, { authority, recipient }) {
      requireAuthority(keepers.gov.authority, authority);
      const { funds } = schemaOf(ctx, keepers);
      if (!funds.has(recipient)) throw plainError(`no recipient fund found for recipient: ${recipient}`);
      funds.remove(recipient);
      return { canceledTime: toSeconds(ctx.block.time), canceledHeight: ctx.block.height, recipient };
    },
  }),
  msgRoute([tx.MsgUpdateParams, tx.MsgUpdateParamsResponse], {
    signers: ({ authority }) => [authority],
    handle(ctx, keepers, { authority, params }) {
      requireAuthority(keepers.gov.authority, authority);
      schemaOf(ctx, keepers).params.set(params);
      return {};
    },
  }),
];
