import { fixed32, fixed64, lengthDelimited, varint, WireCursor, WireFault, wireName } from '../types/wire.js';
import { type WireField, wireShape } from '../types/wireShape.js';

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
  const shape = wireShape(typeName);
  if (shape === undefined) throw new DecodeRefusal(`${goTypeName(typeName)} does not have a Descriptor() method`);
  const cursor = new WireCursor(bytes);
  while (!cursor.done) {
    const tag = orRefusal('invalid length', () => cursor.tag());
    const field = shape.find(({ number }) => number === tag.number);
    if (field === undefined) refuseUnknown(typeName, tag, rules);
    else refuseMismatch(typeName, field, tag.wireType);
    const value = orRefusal(
      (fault) =>
        `could not consume field value for tagNum: ${tag.number}, wireType: "${wireName(tag.wireType)}"; ${fault}`,
      () => cursor.value(tag),
    );
    if (field?.kind === 'message') rejectInside(field, new WireCursor(value).content(), rules);
  }
}

function rejectInside(field: WireField, bytes: Uint8Array, rules: StrictRules): void {
  rejectUnknownFields(field.type, bytes, rules);
  if (field.type !== 'google.protobuf.Any') return;
  const { typeUrl, value } = readAny(bytes);
  const inner = rules.resolve(typeUrl);
  if (inner === undefined) throw new DecodeRefusal(`unable to resolve type URL ${typeUrl}`);
  rejectUnknownFields(inner, value, rules);
}

function readAny(bytes: Uint8Array): { typeUrl: string; value: Uint8Array } {
  let [typeUrl, value] = ['', new Uint8Array(0)];
  const cursor = new WireCursor(bytes);
  while (!cursor.done) {
    const tag = cursor.tag();
    const content = tag.wireType === lengthDelimited ? cursor.content() : cursor.value(tag);
    if (tag.number === 1) typeUrl = new TextDecoder().decode(content);
    if (tag.number === 2) value = new Uint8Array(content);
  }
  return { typeUrl, value };
}

const nonCriticalBit = 1 << 10;

function refuseUnknown(
  typeName: string,
  { number, wireType }: { number: number; wireType: number },
  rules: StrictRules,
) {
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

function orRefusal<T>(text: string | ((fault: string) => string), read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WireFault)) throw error;
    throw new DecodeRefusal(typeof text === 'string' ? text : text(error.message));
  }
}

/**
 * Refuses a transaction whose outer three fields stand out of order or bear a length longer than it need be (SDK ADR-027):
 * two encodings of one transaction would have two hashes.
 */
export function rejectNonCanonicalRaw(bytes: Uint8Array): void {
  const cursor = new WireCursor(bytes);
  const invalid = (fault: string): string => `invalid length; ${fault}`;
  let previous = 0;
  while (!cursor.done) {
    const { number, wireType } = orRefusal(invalid, () => cursor.tag());
    if (wireType !== lengthDelimited) throw new DecodeRefusal(`expected ${lengthDelimited} wire type, got ${wireType}`);
    if (number < previous) {
      throw new DecodeRefusal(`txRaw must follow ADR-027, got tagNum ${number} after tagNum ${previous}`);
    }
    previous = number;
    const start = cursor.at;
    const length = orRefusal(invalid, () => cursor.varint());
    const [read, needed] = [cursor.at - start, Math.max(1, Math.ceil(length.toString(2).length / 7))];
    if (read !== needed) {
      throw new DecodeRefusal(
        `length prefix varint for tagNum ${number} is not as short as possible, read ${read}, only need ${needed}`,
      );
    }
    cursor.at = start;
    orRefusal(invalid, () => cursor.content());
  }
}
