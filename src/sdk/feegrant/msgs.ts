import {
  MsgGrantAllowance,
  MsgGrantAllowanceResponse,
  MsgPruneAllowances,
  MsgPruneAllowancesResponse,
  MsgRevokeAllowance,
  MsgRevokeAllowanceResponse,
} from 'cosmjs-types/cosmos/feegrant/v1beta1/tx';
import { sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import { CodedError } from '../../util/errors.js';
import { requireAccount } from '../addresses.js';
import { feegrantErrors } from '../errors.js';
import { msgRoute, type SdkMsgRoute } from '../routes.js';
import { validateAllowance } from './allowance.js';
import type { FeegrantKeeper } from './keeper.js';

/** Most allowances that one message prunes. */
const prunedPerMessage = 75;

/** Who gives and who gets; one and the same, or what is no address: sdk 7. */
function parties({ addresses }: FeegrantKeeper, msg: { granter: string; grantee: string }, same: string) {
  if (msg.granter.toLowerCase() === msg.grantee.toLowerCase()) throw new CodedError(sdkErrors.invalidAddress, same);
  const granter = requireAccount(addresses, msg.granter, 'invalid granter address');
  const grantee = requireAccount(addresses, msg.grantee, 'invalid grantee address');
  return { granter, grantee };
}

export const feegrantMsgs: readonly SdkMsgRoute[] = [
  msgRoute([MsgGrantAllowance, MsgGrantAllowanceResponse], {
    signers: ({ granter }) => [granter],
    handle(_ctx, { feegrant }, msg) {
      const { granter, grantee } = parties(feegrant, msg, 'cannot self-grant fee authorization');
      if (!msg.allowance) throw new CodedError(feegrantErrors.noAllowance, 'allowance is nil');
      validateAllowance(msg.allowance);
      if (feegrant.grant(granter, grantee) !== undefined) {
        throw new CodedError(sdkErrors.invalidRequest, 'fee allowance already exists');
      }
      feegrant.allow(granter, grantee, msg.allowance);
      return {};
    },
  }),
  msgRoute([MsgRevokeAllowance, MsgRevokeAllowanceResponse], {
    signers: ({ granter }) => [granter],
    handle(_ctx, { feegrant }, msg) {
      const { granter, grantee } = parties(feegrant, msg, 'addresses must be different');
      feegrant.revoke(granter, grantee);
      return {};
    },
  }),
  msgRoute([MsgPruneAllowances, MsgPruneAllowancesResponse], {
    signers: ({ pruner }) => [pruner],
    handle(ctx, { feegrant }, { pruner }) {
      feegrant.removeExpired(prunedPerMessage);
      ctx.emit(event('prune_feegrant', { pruner }));
      return {};
    },
  }),
];
