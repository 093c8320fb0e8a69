import type { TxBody } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { lengthDelimited, type Tag, tagOf, WireCursor, WireFault, wireName } from '../types/wire.js';
import { emptyBytes } from '../util/bytes.js';
import { type StrictShape, strictShape, wireTypeOf } from './strictShape.js';

/** Bytes that the SDK's decoder refuses, in its words. */
export class DecodeRefusal extends Error {
  override readonly name = 'DecodeRefusal';
}

/** What may stand in a message beside its known fields. */
export interface StrictRules {
  /** Whether fields whose number has bit 10 set may be unknown (SDK ADR-020). */
  readonly nonCritical: 'allowed' | 'refused';
  /** The message type behind the type URL of an Any; undefined when nothing of the chain has it. */
  resolve(typeUrl: string): string | undefined;
}

/**
 * Refuses bytes that hold a field which their type does not have, at any depth and through every Any, as the SDK's
 * `unknownproto` does. Cost: O(bytes).
 */
export function rejectUnknownFields(typeName: string, bytes: Uint8Array, rules: StrictRules): void {
  rejectUnknownIn(typeName, new WireCursor(bytes), rules);
}

function rejectUnknownIn(typeName: string, cursor: WireCursor, rules: StrictRules): void {
  if (typeName === anyType) {
    readAny(cursor, rules);
    return;
  }
  const shape = requireShape(typeName);
  while (!cursor.done) passField(shape, cursor, readTag(cursor), rules);
}

function requireShape(typeName: string): StrictShape {
  const shape = strictShape(typeName);
  if (shape !== undefined) return shape;
  throw new DecodeRefusal(`${goTypeName(typeName)} does not have a Descriptor() method`);
}

/** Goes over the value behind a tag, and over all that is in it. */
function passField(shape: StrictShape, cursor: WireCursor, tag: number, rules: StrictRules): void {
  const field = shape.byTag.get(tag);
  if (field === undefined) refuseUnexpected(shape, tagOf(tag), rules);
  if (field?.message === undefined) {
    takeValue(cursor, tag, skip);
    return;
  }
  const outer = takeValue(cursor, tag, enter);
  rejectUnknownIn(field.message, cursor, rules);
  cursor.leave(outer);
}

const anyType = 'google.protobuf.Any';
const [typeUrlTag, valueTag] = [1 * 8 + lengthDelimited, 2 * 8 + lengthDelimited];

/** Reads an Any up to the cursor's end; then its content is looked through as well. */
function readAny(cursor: WireCursor, rules: StrictRules): Any {
  const any: Any = { typeUrl: '', value: emptyBytes };
  while (!cursor.done) {
    const tag = readTag(cursor);
    if (tag === typeUrlTag) any.typeUrl = takeValue(cursor, tag, text);
    else if (tag === valueTag) any.value = takeValue(cursor, tag, content);
    else passField(requireShape(anyType), cursor, tag, rules);
  }
  const inner = rules.resolve(any.typeUrl);
  if (inner === undefined) throw new DecodeRefusal(`unable to resolve type URL ${any.typeUrl}`);
  rejectUnknownFields(inner, any.value, rules);
  return any;
}

const bodyType = 'cosmos.tx.v1beta1.TxBody';
const [messageTag, memoTag] = [1 * 8 + lengthDelimited, 2 * 8 + lengthDelimited];

/**
 * A transaction's body, read in the same walk in which it is looked through; undefined when it holds what few do, more than
 * messages and a memo.
 */
export function readPlainBody(bytes: Uint8Array, rules: StrictRules): TxBody | undefined {
  const shape = requireShape(bodyType);
  const body = plainBody();
  const cursor = new WireCursor(bytes);
  let isPlain = true;
  while (!cursor.done) {
    const tag = readTag(cursor);
    if (tag === messageTag) {
      const outer = takeValue(cursor, tag, enter);
      const message = readAny(cursor, rules);
      // Most bodies have one; a list that grows by pushing takes room for seventeen.
      if (body.messages.length === 0) body.messages = [message];
      else body.messages.push(message);
      cursor.leave(outer);
    } else if (tag === memoTag) {
      body.memo = takeValue(cursor, tag, text);
    } else {
      passField(shape, cursor, tag, rules);
      isPlain = false;
    }
  }
  return isPlain ? body : undefined;
}

const plainBody = (): TxBody => ({
  messages: [],
  memo: '',
  timeoutHeight: 0n,
  unordered: false,
  extensionOptions: [],
  nonCriticalExtensionOptions: [],
});

function readTag(cursor: WireCursor): number {
  try {
    return cursor.packedTag();
  } catch (error) {
    throw refusal(error, () => 'invalid length');
  }
}

/** Ways to take the value behind a tag: over it, as text, as bytes, or into it until the answer is given to `leave`. */
const skip = (cursor: WireCursor, tag: number): void => cursor.skip(tagOf(tag));
const text = (cursor: WireCursor): string => cursor.text();
const content = (cursor: WireCursor): Uint8Array => cursor.content();
const enter = (cursor: WireCursor): number => cursor.enter();

function takeValue<T>(cursor: WireCursor, tag: number, take: (cursor: WireCursor, tag: number) => T): T {
  try {
    return take(cursor, tag);
  } catch (error) {
    const { number, wireType } = tagOf(tag);
    const what = `tagNum: ${number}, wireType: "${wireName(wireType)}"`;
    throw refusal(error, (fault) => `could not consume field value for ${what}; ${fault}`);
  }
}

const nonCriticalBit = 1 << 10;

/** What becomes of a tag that a message cannot hold: only a field without meaning here may pass, where any may. */
function refuseUnexpected({ typeName, fields }: StrictShape, { number, wireType }: Tag, rules: StrictRules): void {
  const field = fields.find((one) => one.number === number);
  if (field === undefined) {
    if ((number & nonCriticalBit) !== 0 && rules.nonCritical === 'allowed') return;
    throw new DecodeRefusal(
      `errUnknownField "${goTypeName(typeName)}": {TagNum: ${number}, WireType:"${wireName(wireType)}"}`,
    );
  }
  const wanted = wireName(wireTypeOf(field.kind));
  throw new DecodeRefusal(
    `Mismatched "${goTypeName(typeName)}": {TagNum: ${number}, GotWireType: "${wireName(wireType)}" != WantWireType: "${wanted}"}`,
  );
}

/** The chain's own Go name of a message: its package is the last word of the schema's that is no version, but for a few. */
function goTypeName(typeName: string): string {
  const parts = typeName.split('.');
  const name = parts.pop()!;
  const version = /^v\d/.test(parts.at(-1) ?? '') ? parts.pop() : undefined;
  const module = parts.at(-1) ?? '';
  if (module === 'gov') return `*${version}.${name}`;
  const ownPackage = ['tx', 'group', 'authz', 'feegrant', 'signing', 'secp256k1', 'ed25519', 'multisig'].includes(
    module,
  );
  return `*${ownPackage ? module : 'types'}.${name}`;
}

export function refusal(error: unknown, text: (fault: string) => string): unknown {
  return error instanceof WireFault ? new DecodeRefusal(text(error.message)) : error;
}
