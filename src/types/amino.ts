import { bytesToBase64, utf8ToBytes } from '../util/bytes.js';
import type { MessageFns } from './codec.js';
import { plainError } from './errors.js';
import { sortedJson } from './goJson.js';
import type { Json } from './protoJson.js';
import { aminoName, type FieldShape, messageShape, type ValueShape } from './protoShape.js';

// Amino JSON is what wallets without direct signing show and sign (reference 1.2): names of the schema, 64-bit integers
// as text, enums as numbers, empty fields left out, nested messages kept even when empty.

/** A message inside a sign document. */
export interface AminoMsg {
  /** Registered amino name, or the type URL of a message without one. */
  readonly type: string;
  readonly value: Json;
}

/**
 * A message as its transaction is signed in amino mode.
 *
 * A message with a number of floating point cannot be signed so: "unknown type float64", as on the chain.
 */
export function toAmino<T>(type: MessageFns<T>, record: T): AminoMsg {
  const typeName = type.$type as string;
  return { type: aminoName(typeName) ?? `/${typeName}`, value: writeMessage(typeName, record) };
}

/** The amino JSON of a message alone: in its envelope when it has an amino name, bare otherwise. */
export function aminoJson<T>(type: MessageFns<T>, record: T): string {
  const message = toAmino(type, record);
  return sortedJson(aminoName(type.$type as string) === undefined ? message.value : { ...message });
}

/** What a signer of amino mode agrees to. Amounts and gas are decimal text, payer and granter bech32. */
export interface StdSignDoc {
  readonly chainId: string;
  readonly accountNumber: bigint;
  readonly sequence: bigint;
  readonly fee: {
    readonly amount: readonly { readonly denom: string; readonly amount: string }[];
    readonly gas: bigint;
    readonly payer?: string;
    readonly granter?: string;
  };
  readonly memo: string;
  readonly msgs: readonly AminoMsg[];
  readonly timeoutHeight?: bigint;
}

/** The bytes that an amino-mode signature covers. Timeout height, payer and granter stand in them only when set. */
export function stdSignBytes(doc: StdSignDoc): Uint8Array {
  const { fee } = doc;
  return utf8ToBytes(
    sortedJson({
      account_number: String(doc.accountNumber),
      chain_id: doc.chainId,
      fee: {
        amount: fee.amount.map(({ denom, amount }) => ({ denom, amount })),
        gas: String(fee.gas),
        ...(fee.payer ? { payer: fee.payer } : {}),
        ...(fee.granter ? { granter: fee.granter } : {}),
      },
      memo: doc.memo,
      msgs: doc.msgs.map((message) => ({ ...message })),
      sequence: String(doc.sequence),
      ...(doc.timeoutHeight ? { timeout_height: String(doc.timeoutHeight) } : {}),
    }),
  );
}

function writeMessage(typeName: string, record: unknown): Json {
  const json: { [key: string]: Json } = {};
  for (const field of messageShape(typeName)) {
    const value = (record as Readonly<Record<string, unknown>>)[field.property];
    if (isDefault(field, value)) continue;
    json[field.name] = field.repeated
      ? (value as readonly unknown[]).map((item) => writeValue(field.value, item))
      : writeValue(field.value, value);
  }
  return json;
}

function isDefault(field: FieldShape, value: unknown): boolean {
  if (field.repeated || field.value.kind === 'bytes') return (value as { length: number }).length === 0;
  return value === undefined || value === 0 || value === 0n || value === '' || value === false;
}

function writeValue(shape: ValueShape, value: unknown): Json {
  switch (shape.kind) {
    case 'message':
      return writeMessage(shape.type, value);
    case 'float':
      throw plainError('unknown type float32');
    case 'double':
      throw plainError('unknown type float64');
    case 'int64':
    case 'uint64':
      return String(value);
    case 'bytes':
      return bytesToBase64(value as Uint8Array);
    default:
      return value as Json;
  }
}
