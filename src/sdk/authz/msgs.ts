import {
  MsgExec,
  MsgExecResponse,
  MsgGrant,
  MsgGrantResponse,
  MsgRevoke,
  MsgRevokeResponse,
} from 'cosmjs-types/cosmos/authz/v1beta1/tx';
import { sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import { requireAccount } from '../addresses.js';
import { authzErrors } from '../errors.js';
import { msgRoute, type SdkMsgRoute } from '../routes.js';
import { fromSeconds } from '../time.js';
import { messageTypeOf, validateAuthorization } from './authorization.js';
import type { AuthzKeeper } from './keeper.js';

/** Who gives and who gets; one and the same is authz 7, what is no address sdk 7. */
function parties({ addresses }: AuthzKeeper, msg: { granter: string; grantee: string }) {
  if (msg.granter.toLowerCase() === msg.grantee.toLowerCase()) throw new CodedError(authzErrors.granteeIsGranter);
  const granter = requireAccount(addresses, msg.granter, 'invalid granter address');
  const grantee = requireAccount(addresses, msg.grantee, 'invalid grantee address');
  return { granter, grantee };
}

export const authzMsgs: readonly SdkMsgRoute[] = [
  msgRoute([MsgGrant, MsgGrantResponse], {
    signers: ({ granter }) => [granter],
    handle(_ctx, { auth, authz, bank, config }, msg) {
      const { granter, grantee } = parties(authz, msg);
      const { authorization, expiration } = msg.grant ?? {};
      if (!authorization) throw new CodedError(sdkErrors.packAny, 'authorization is nil');
      validateAuthorization(authorization);
      if (auth.account(grantee) === undefined) {
        bank.requireReceiver(grantee);
        auth.create(grantee);
      }
      const messageType = messageTypeOf(authorization);
      if (config.router.signers({ typeUrl: messageType, value: new Uint8Array(0) }) === undefined) {
        throw new CodedError(sdkErrors.invalidType, `${messageType} doesn't exist.`);
      }
      authz.allow(granter, grantee, authorization, expiration && fromSeconds(expiration));
      return {};
    },
  }),
  msgRoute([MsgRevoke, MsgRevokeResponse], {
    signers: ({ granter }) => [granter],
    handle(_ctx, { authz }, msg) {
      const { granter, grantee } = parties(authz, msg);
      if (msg.msgTypeUrl === '') throw new CodedError(sdkErrors.invalidRequest, 'missing msg method name');
      authz.revoke(granter, grantee, msg.msgTypeUrl);
      return {};
    },
  }),
  msgRoute([MsgExec, MsgExecResponse], {
    signers: ({ grantee }) => [grantee],
    handle(_ctx, { authz, config }, { grantee, msgs }) {
      const address = requireAccount(authz.addresses, grantee, 'invalid grantee address');
      if (msgs.length === 0) throw new CodedError(sdkErrors.invalidRequest, 'messages cannot be empty');
      for (const message of msgs) config.router.validateBasic(message);
      return { results: authz.execute(address, msgs) };
    },
  }),
];
