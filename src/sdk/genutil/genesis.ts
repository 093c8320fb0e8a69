import { MsgCreateValidator } from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import type { ValidatorUpdate } from '../../types/module.js';
import { CodedError } from '../../util/errors.js';
import { pubKeyJson } from '../anyJson.js';
import {
  amountText,
  coinJson,
  decimal,
  genesisError,
  type Json,
  list,
  optional,
  record,
  text,
  uint64,
} from '../json.js';
import type { SdkKeepers } from '../keepers.js';
import { createValidator } from '../staking/createValidator.js';
import { applyValidatorSet } from '../staking/validatorUpdates.js';

/** A transaction that stands in genesis: it makes one validator, signed by its operator. */
export interface GenTx {
  readonly message: MsgCreateValidator;
  readonly pubKey: Any | undefined;
}

/** What a genesis transaction says beyond its message and signer; it is not looked at. */
const ignored: Json<undefined> = { read: () => undefined, write: () => null, absent: () => undefined };

const createValidatorJson = record<MsgCreateValidator>({
  description: record({ moniker: text, identity: text, website: text, securityContact: text, details: text }),
  commission: record({ rate: decimal, maxRate: decimal, maxChangeRate: decimal }),
  minSelfDelegation: amountText,
  delegatorAddress: text,
  validatorAddress: text,
  pubkey: optional(pubKeyJson),
  value: coinJson,
});

const messageJson: Json<MsgCreateValidator> = {
  ...createValidatorJson,
  read(json, path) {
    const { '@type': typeUrl, ...fields } = (json ?? {}) as Record<string, unknown>;
    if (typeUrl !== MsgCreateValidator.typeUrl) {
      throw genesisError(`${path}.@type`, `only ${MsgCreateValidator.typeUrl} may stand in genesis`);
    }
    return createValidatorJson.read(fields, path);
  },
};

const txJson = record({
  body: record({
    messages: list(messageJson),
    memo: ignored,
    timeoutHeight: ignored,
    unordered: ignored,
    timeoutTimestamp: ignored,
    extensionOptions: ignored,
    nonCriticalExtensionOptions: ignored,
  }),
  authInfo: record({
    signerInfos: list(record({ publicKey: optional(pubKeyJson), modeInfo: ignored, sequence: uint64 })),
    fee: ignored,
    tip: ignored,
  }),
  signatures: list(text),
});

const genutilJson = record({ genTxs: list(txJson) });

/** Reads the transactions of a genesis; each must hold exactly one message and one signer. */
export function readGenTxs(genesis: unknown): GenTx[] {
  const { genTxs } = genutilJson.read(genesis ?? {}, 'genutil');
  return genTxs.map(({ body, authInfo }, index) => {
    const [message, ...more] = body.messages;
    const path = `genutil.gen_txs[${index}]`;
    if (!message || more.length > 0) throw genesisError(`${path}.body.messages`, 'exactly one message expected');
    if (authInfo.signerInfos.length !== 1) throw genesisError(`${path}.auth_info.signer_infos`, 'one signer expected');
    return { message, pubKey: authInfo.signerInfos[0]!.publicKey };
  });
}

/**
 * Applies genesis transactions: the operator's account gets his key and its first sequence, the validator is made, and
 * the working set follows. Signatures are not checked.
 */
export function applyGenTxs({ auth, staking }: SdkKeepers, genTxs: readonly GenTx[]): ValidatorUpdate[] {
  for (const [index, { message, pubKey }] of genTxs.entries()) {
    try {
      const operator = staking.addresses.accountOf(message.validatorAddress);
      if (pubKey) auth.setPubKey(operator, pubKey);
      auth.incrementSequence(operator);
      createValidator(staking, message);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      throw genesisError(`genutil.gen_txs[${index}]`, error.message, error);
    }
  }
  return genTxs.length > 0 ? applyValidatorSet(staking) : [];
}
