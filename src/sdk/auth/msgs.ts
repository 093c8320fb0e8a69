import type { Params } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import { MsgUpdateParams, MsgUpdateParamsResponse } from 'cosmjs-types/cosmos/auth/v1beta1/tx';
import { plainError } from '../../types/errors.js';
import { msgRoute, requireAuthority, type SdkMsgRoute } from '../routes.js';

const named: readonly (readonly [name: string, field: keyof Params])[] = [
  ['tx signature limit', 'txSigLimit'],
  ['ED25519 signature verification cost', 'sigVerifyCostEd25519'],
  ['SECK256k1 signature verification cost', 'sigVerifyCostSecp256k1'],
  ['max memo characters', 'maxMemoCharacters'],
  ['tx size cost per byte', 'txSizeCostPerByte'],
];

/** None of the parameters may be 0; the first that is is named, in the SDK's spelling. */
function checkParams(params: Params): void {
  const wrong = named.find(([, field]) => params[field] === 0n);
  if (wrong) throw plainError(`invalid ${wrong[0]}: 0`);
}

export const authMsgs: readonly SdkMsgRoute[] = [
  msgRoute([MsgUpdateParams, MsgUpdateParamsResponse], {
    signers: ({ authority }) => [authority],
    handle(_ctx, { auth, gov }, { authority, params }) {
      requireAuthority(gov.authority, authority);
      checkParams(params);
      auth.setParams(params);
      return {};
    },
  }),
];
