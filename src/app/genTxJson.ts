import { MsgCreateValidator } from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import { type SignMode, signModeFromJSON, signModeToJSON } from 'cosmjs-types/cosmos/tx/signing/v1beta1/signing';
import { AuthInfo, type Fee, type ModeInfo, type SignerInfo, TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { messageJson, pubKeyJson } from '../sdk/anyJson.js';
import {
  amountText,
  bool,
  bytes,
  coinJson,
  decimal,
  enumeration,
  genesisError,
  type Json,
  list,
  optional,
  record,
  text,
  timestamp,
  uint64,
} from '../sdk/json.js';
import { proto } from '../types/codec.js';

const createValidatorJson = record<MsgCreateValidator>({
  description: record({ moniker: text, identity: text, website: text, securityContact: text, details: text }),
  commission: record({ rate: decimal, maxRate: decimal, maxChangeRate: decimal }),
  minSelfDelegation: amountText,
  delegatorAddress: text,
  validatorAddress: text,
  pubkey: optional(pubKeyJson),
  value: coinJson,
});

/** The one message that a genesis transaction may carry. */
const genesisMessageJson: Json<Any> = {
  read(json, path) {
    const { '@type': typeUrl, ...fields } = (json ?? {}) as Readonly<Record<string, unknown>>;
    if (typeUrl !== MsgCreateValidator.typeUrl) {
      throw genesisError(`${path}.@type`, `${MsgCreateValidator.typeUrl} expected, got ${String(typeUrl)}`);
    }
    return {
      typeUrl: MsgCreateValidator.typeUrl,
      value: proto(MsgCreateValidator).encode(createValidatorJson.read(fields, path)),
    };
  },
  write: ({ typeUrl, value }) => ({
    '@type': typeUrl,
    ...(createValidatorJson.write(proto(MsgCreateValidator).decode(value)) as object),
  }),
  absent: (path) => genesisMessageJson.read(undefined, path),
};

const bodyJson = record<TxBody>({
  messages: list(genesisMessageJson),
  memo: text,
  timeoutHeight: uint64,
  unordered: bool,
  timeoutTimestamp: optional(timestamp),
  extensionOptions: list(messageJson),
  nonCriticalExtensionOptions: list(messageJson),
});

// Signatures of several keys do not occur here: a validator's own account signs its gen tx.
const modeInfoJson = record<Pick<ModeInfo, 'single'>>({
  single: optional(record({ mode: enumeration<SignMode>(signModeFromJSON, signModeToJSON) })),
});

const authInfoJson = record<AuthInfo>({
  signerInfos: list(
    record<SignerInfo>({ publicKey: optional(pubKeyJson), modeInfo: optional(modeInfoJson), sequence: uint64 }),
  ),
  fee: optional(record<Fee>({ amount: list(coinJson), gasLimit: uint64, payer: text, granter: text })),
  tip: optional(record({ amount: list(coinJson), tipper: text })),
});

const txJson = record({ body: bodyJson, authInfo: authInfoJson, signatures: list(bytes) });

/**
 * A transaction of genesis as the bytes that its signer signed, from the JSON that `gentx` wrote. Complaints name the JSON
 * path.
 */
export function genTxBytes(json: unknown, path: string): Uint8Array {
  const { body, authInfo, signatures } = txJson.read(json, path);
  if (body.messages.length !== 1) throw genesisError(`${path}.body.messages`, 'exactly one message expected');
  return proto(TxRaw).encode({
    bodyBytes: proto(TxBody).encode(body),
    authInfoBytes: proto(AuthInfo).encode(authInfo),
    signatures,
  });
}
