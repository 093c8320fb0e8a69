import { encodePubkey } from '@cosmjs/proto-signing';
import { SignMode } from 'cosmjs-types/cosmos/tx/signing/v1beta1/signing';
import { AuthInfo, SignDoc, TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import type { Account } from '../node/accounts.js';
import { proto } from '../types/codec.js';
import { bytesToBase64 } from '../util/bytes.js';
import { signSecp256k1 } from '../util/secp256k1.js';

export interface SignTxOptions {
  readonly messages: readonly Any[];
  readonly account: Account;
  readonly chainId: string;
  readonly accountNumber: bigint;
  readonly sequence: bigint;
  readonly gasLimit: bigint;
  readonly fee?: readonly { readonly denom: string; readonly amount: string }[];
}

/** The bytes of a transaction that one account signs in direct mode. */
export function signTx(options: SignTxOptions): Uint8Array {
  const { messages, account, chainId, accountNumber, sequence, gasLimit, fee = [] } = options;
  const bodyBytes = proto(TxBody).encode(TxBody.fromPartial({ messages: [...messages] }));
  const publicKey = encodePubkey({ type: 'tendermint/PubKeySecp256k1', value: bytesToBase64(account.publicKey) });
  const authInfo = AuthInfo.fromPartial({
    signerInfos: [{ publicKey, modeInfo: { single: { mode: SignMode.SIGN_MODE_DIRECT } }, sequence }],
    fee: { amount: [...fee], gasLimit },
  });
  const authInfoBytes = proto(AuthInfo).encode(authInfo);
  const document = proto(SignDoc).encode({ bodyBytes, authInfoBytes, chainId, accountNumber });
  const signatures = [signSecp256k1(document, account.privateKey)];
  return proto(TxRaw).encode({ bodyBytes, authInfoBytes, signatures });
}
