import { Secp256k1, Secp256k1Signature, sha256 } from '@cosmjs/crypto';
import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import { MsgCreateValidator } from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import { AuthInfo, SignDoc, TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { describe, expect, it } from 'vitest';
import { genTxBytes } from '../../src/app/genTxJson.js';
import { failure } from '../util/failure.js';

/** The first genesis transaction of the main network. */
const genTx = {
  body: {
    messages: [
      {
        '@type': '/cosmos.staking.v1beta1.MsgCreateValidator',
        description: { moniker: 'gonka-1', identity: '', website: '', security_contact: '', details: '' },
        commission: {
          rate: '0.100000000000000000',
          max_rate: '0.200000000000000000',
          max_change_rate: '0.010000000000000000',
        },
        min_self_delegation: '1',
        delegator_address: '',
        validator_address: 'gonkavaloper1y2a9p56kv044327uycmqdexl7zs82fs5lyang5',
        pubkey: { '@type': '/cosmos.crypto.ed25519.PubKey', key: 'OPwcpfQYOoWDuHKYivRVq5jxrELH0moP5qdznvj3Dps=' },
        value: { denom: 'ngonka', amount: '1' },
      },
    ],
    memo: '',
    timeout_height: '0',
    unordered: false,
    timeout_timestamp: null,
    extension_options: [],
    non_critical_extension_options: [],
  },
  auth_info: {
    signer_infos: [
      {
        public_key: {
          '@type': '/cosmos.crypto.secp256k1.PubKey',
          key: 'A/EHY6CWbAH8evT5gRDSJdsTMmtQQLQspeRT32La8cX8',
        },
        mode_info: { single: { mode: 'SIGN_MODE_DIRECT' } },
        sequence: '0',
      },
    ],
    fee: { amount: [], gas_limit: '200000', payer: '', granter: '' },
    tip: null,
  },
  signatures: ['4krCJCFCfs/P16R323TN45+546TYAVdf/Rg2F/f0dA8ItrRi+tj5x/TLPibcWZlAGL2nYT02/AGhbFnWfiUQ9A=='],
};
const refused = (json: unknown): string => failure(() => genTxBytes(json, 'genutil.gen_txs[0]'));

describe('a genesis transaction', () => {
  it('becomes the bytes that were signed', () => {
    const raw = TxRaw.decode(genTxBytes(genTx, 'tx'));
    const { key } = PubKey.decode(AuthInfo.decode(raw.authInfoBytes).signerInfos[0]!.publicKey!.value);
    const { bodyBytes, authInfoBytes } = raw;
    const signDoc = SignDoc.encode({ bodyBytes, authInfoBytes, chainId: 'gonka-mainnet', accountNumber: 0n }).finish();
    const signature = Secp256k1Signature.fromFixedLength(raw.signatures[0]!);
    expect(Secp256k1.verifySignature(signature, sha256(signDoc), key)).toBe(true);
    expect(MsgCreateValidator.decode(TxBody.decode(bodyBytes).messages[0]!.value)).toMatchObject({
      validatorAddress: 'gonkavaloper1y2a9p56kv044327uycmqdexl7zs82fs5lyang5',
      commission: { rate: '100000000000000000' },
    });
  });

  it('carries one message that makes a validator, and nothing unknown', () => {
    const [message] = genTx.body.messages;
    expect(refused({ ...genTx, body: { ...genTx.body, messages: [message, message] } })).toBe('gonka-sim/20');
    expect(refused({ ...genTx, body: { ...genTx.body, messages: [] } })).toBe('gonka-sim/20');
    const other = { ...message, '@type': '/cosmos.bank.v1beta1.MsgSend' };
    expect(refused({ ...genTx, body: { ...genTx.body, messages: [other] } })).toBe('gonka-sim/20');
    expect(refused({ ...genTx, body: { ...genTx.body, memos: '' } })).toBe('gonka-sim/20');
    expect(refused({ ...genTx, body: { ...genTx.body, messages: [{ ...message, moniker: '' }] } })).toBe(
      'gonka-sim/20',
    );
    expect(refused(undefined)).toBe('gonka-sim/20');
  });
});
