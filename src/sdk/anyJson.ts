import { ModuleCredential } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import { PubKey as Ed25519PubKey } from 'cosmjs-types/cosmos/crypto/ed25519/keys';
import { LegacyAminoPubKey } from 'cosmjs-types/cosmos/crypto/multisig/keys';
import { PubKey as Secp256k1PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import { PercentageDecisionPolicy, ThresholdDecisionPolicy } from 'cosmjs-types/cosmos/group/v1/types';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { type MessageFns, proto } from '../types/codec.js';
import { bytes, duration, genesisError, type Json, list, optional, record, text, uint32 } from './json.js';

/** A packed message in JSON: its fields beside `@type`. */
interface PackedJson {
  readonly typeUrl: string;
  read(json: unknown, path: string): Uint8Array;
  write(value: Uint8Array): Record<string, unknown>;
}

/** A type of packed message by the description of its fields. */
export function packed<T>(type: MessageFns<T> & { readonly typeUrl: string }, fields: Json<T>): PackedJson {
  return {
    typeUrl: type.typeUrl,
    read: (json, path) => proto(type).encode(fields.read(json, path)),
    write: (value) => fields.write(proto(type).decode(value)) as Record<string, unknown>,
  };
}

/**
 * Packed messages whose type has no entry here: their bytes in base64, as field `value`. Proposals may carry messages of
 * any module, and a genesis document must give them back as they were.
 */
const opaque = (typeUrl: string): PackedJson => ({
  typeUrl,
  read(json, path) {
    const { value } = json as { value?: unknown };
    if (value === undefined) throw genesisError(`${path}.@type`, `unknown type ${typeUrl}`);
    return bytes.read(value, `${path}.value`);
  },
  write: (value) => ({ value: bytes.write(value) }),
});

/** Messages in an Any, of the types given; others stay as opaque bytes. */
export function anyJson(types: readonly PackedJson[]): Json<Any> {
  const of = (typeUrl: string): PackedJson => types.find((type) => type.typeUrl === typeUrl) ?? opaque(typeUrl);
  const read = (json: unknown, path: string): Any => {
    if (typeof json !== 'object' || json === null) throw genesisError(path, 'an object with "@type" expected');
    const { '@type': typeUrl, ...fields } = json as Record<string, unknown>;
    if (typeof typeUrl !== 'string') throw genesisError(`${path}.@type`, 'a type URL expected');
    return { typeUrl, value: of(typeUrl).read(fields, path) };
  };
  return {
    read,
    write: ({ typeUrl, value }) => ({ '@type': typeUrl, ...of(typeUrl).write(value) }),
    absent: (path) => read(undefined, path),
  };
}

const key = record<{ key: Uint8Array }>({ key: bytes });
const simpleKeys = [packed(Secp256k1PubKey, key), packed(Ed25519PubKey, key)];

/** Public keys of accounts and validators, also multisigs and the credentials of module-derived accounts. */
export const pubKeyJson: Json<Any> = anyJson([
  ...simpleKeys,
  packed(LegacyAminoPubKey, record<LegacyAminoPubKey>({ threshold: uint32, publicKeys: list(anyJson(simpleKeys)) })),
  packed(ModuleCredential, record<ModuleCredential>({ moduleName: text, derivationKeys: list(bytes) })),
]);

const windows = optional(record({ votingPeriod: duration, minExecutionPeriod: duration }));

/** Decision policies of groups. */
export const policyJson: Json<Any> = anyJson([
  packed(PercentageDecisionPolicy, record<PercentageDecisionPolicy>({ percentage: text, windows })),
  packed(ThresholdDecisionPolicy, record<ThresholdDecisionPolicy>({ threshold: text, windows })),
]);

/** Messages of proposals: kept as they are. */
export const messageJson: Json<Any> = anyJson([]);
