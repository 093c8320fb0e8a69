import { fixed32, fixed64, lengthDelimited, type Tag, varint, WireCursor, WireFault, wireName } from '../types/wire.js';
import { type WireField, wireShape } from '../types/wireShape.js';
import { bytesToUtf8, emptyBytes } from '../util/bytes.js';

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
  const shape = wireShape(typeName);
  if (shape === undefined) throw new DecodeRefusal(`${goTypeName(typeName)} does not have a Descriptor() method`);
  while (!cursor.done) {
    const tag = readTag(cursor);
    const field = shape.find(({ number }) => number === tag.number);
    if (field === undefined) refuseUnknown(typeName, tag, rules);
    else refuseMismatch(typeName, field, tag.wireType);
    const inside = passValue(cursor, tag);
    if (inside !== undefined && field?.kind === 'message') rejectUnknownInside(field.type, inside, rules);
  }
}

function rejectUnknownInside(typeName: string, cursor: WireCursor, rules: StrictRules): void {
  const { bytes, at, end } = cursor;
  rejectUnknownIn(typeName, cursor, rules);
  if (typeName !== 'google.protobuf.Any') return;
  const { typeUrl, value } = readAny(new WireCursor(bytes, at, end));
  const inner = rules.resolve(typeUrl);
  if (inner === undefined) throw new DecodeRefusal(`unable to resolve type URL ${typeUrl}`);
  rejectUnknownIn(inner, value, rules);
}

/** Type and content of an Any whose fields were found to be in order. */
function readAny(cursor: WireCursor): { typeUrl: string; value: WireCursor } {
  let [typeUrl, value] = ['', new WireCursor(emptyBytes)];
  while (!cursor.done) {
    const tag = cursor.tag();
    if (tag.number === 1) typeUrl = bytesToUtf8(cursor.content());
    else if (tag.number === 2) value = cursor.inside();
    else cursor.skip(tag);
  }
  return { typeUrl, value };
}

function readTag(cursor: WireCursor): Tag {
  try {
    return cursor.tag();
  } catch (error) {
    throw refusal(error, () => 'invalid length');
  }
}

/** Goes over a value; what is inside of one that says how long it is. */
function passValue(cursor: WireCursor, tag: Tag): WireCursor | undefined {
  try {
    if (tag.wireType === lengthDelimited) return cursor.inside();
    cursor.skip(tag);
    return undefined;
  } catch (error) {
    const what = `tagNum: ${tag.number}, wireType: "${wireName(tag.wireType)}"`;
    throw refusal(error, (fault) => `could not consume field value for ${what}; ${fault}`);
  }
}

const nonCriticalBit = 1 << 10;

function refuseUnknown(typeName: string, { number, wireType }: Tag, rules: StrictRules): void {
  if ((number & nonCriticalBit) !== 0 && rules.nonCritical === 'allowed') return;
  throw new DecodeRefusal(
    `errUnknownField "${goTypeName(typeName)}": {TagNum: ${number}, WireType:"${wireName(wireType)}"}`,
  );
}

function refuseMismatch(typeName: string, { kind, number }: WireField, wireType: number): void {
  const wanted = wireTypeOf(kind);
  // A list of numbers may be packed, which the SDK allows wherever a number stands.
  if (wireType === wanted || (wireType === lengthDelimited && kind !== 'message')) return;
  throw new DecodeRefusal(
    `Mismatched "${goTypeName(typeName)}": {TagNum: ${number}, GotWireType: "${wireName(wireType)}" != WantWireType: "${wireName(wanted)}"}`,
  );
}

function wireTypeOf(kind: WireField['kind']): number {
  if (kind === 'double') return fixed64;
  if (kind === 'float') return fixed32;
  return ['message', 'string', 'bytes', 'dec'].includes(kind) ? lengthDelimited : varint;
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

function refusal(error: unknown, text: (fault: string) => string): unknown {
  return error instanceof WireFault ? new DecodeRefusal(text(error.message)) : error;
}

/**
 * Refuses a transaction whose outer three fields stand out of order or bear a length longer than it need be (SDK ADR-027):
 * two encodings of one transaction would have two hashes.
 */
export function rejectNonCanonicalRaw(bytes: Uint8Array): void {
  const cursor = new WireCursor(bytes);
  let previous = 0;
  try {
    while (!cursor.done) previous = passCanonical(cursor, previous);
  } catch (error) {
    throw refusal(error, (fault) => `invalid length; ${fault}`);
  }
}

/** Goes over a field of the outer three; gives its number. */
function passCanonical(cursor: WireCursor, previous: number): number {
  const { number, wireType } = cursor.tag();
  if (wireType !== lengthDelimited) throw new DecodeRefusal(`expected ${lengthDelimited} wire type, got ${wireType}`);
  if (number < previous) {
    throw new DecodeRefusal(`txRaw must follow ADR-027, got tagNum ${number} after tagNum ${previous}`);
  }
  const start = cursor.at;
  const length = cursor.varint();
  const [read, needed] = [cursor.at - start, lengthOfVarint(length)];
  if (read !== needed) {
    throw new DecodeRefusal(
      `length prefix varint for tagNum ${number} is not as short as possible, read ${read}, only need ${needed}`,
    );
  }
  cursor.at = start;
  cursor.inside();
  return number;
}

function lengthOfVarint(value: bigint): number {
  let length = 1;
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) length += 1;
  return length;
}
