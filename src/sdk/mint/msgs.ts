import { MsgUpdateParams, MsgUpdateParamsResponse } from 'cosmjs-types/cosmos/mint/v1beta1/tx';
import { msgRoute, requireAuthority, type SdkMsgRoute } from '../routes.js';
import { schemaOf } from './schema.js';

export const mintMsgs: readonly SdkMsgRoute[] = [
  msgRoute([MsgUpdateParams, MsgUpdateParamsResponse], {
    signers: ({ authority }) => [authority],
    handle(ctx, { gov }, { authority, params }) {
      requireAuthority(gov.authority, authority);
      schemaOf(ctx).params.set(params);
      return {};
    },
  }),
];
