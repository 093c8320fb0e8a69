import { MsgUpdateParams, MsgUpdateParamsResponse } from 'cosmjs-types/cosmos/auth/v1beta1/tx';
import { msgRoute, requireAuthority, type SdkMsgRoute } from '../routes.js';

export const authMsgs: readonly SdkMsgRoute[] = [
  msgRoute([MsgUpdateParams, MsgUpdateParamsResponse], {
    signers: ({ authority }) => [authority],
    handle(_ctx, { auth, gov }, { authority, params }) {
      requireAuthority(gov.authority, authority);
      auth.setParams(params);
      return {};
    },
  }),
];
