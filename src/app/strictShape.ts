import { fixed32, fixed64, lengthDelimited, varint } from '../types/wire.js';
import { type WireField, wireShape } from '../types/wireShape.js';

/** What stands behind one tag of a message. */
export interface StrictField {
  /** Type of the message in it; undefined for other values. */
  readonly message: string | undefined;
}

/** A message type as strict decoding asks for it: which tags it may hold. */
export interface StrictShape {
  readonly typeName: string;
  readonly fields: readonly WireField[];
  /** By field number and wire type, as both stand together in the bytes. */
  readonly byTag: ReadonlyMap<number, StrictField>;
}

const shapes = new Map<string, StrictShape>();

/** The shape of a message type of the SDK or of our own schema; undefined for a type that is neither. */
export function strictShape(typeName: string): StrictShape | undefined {
  const known = shapes.get(typeName);
  if (known !== undefined) return known;
  const fields = wireShape(typeName);
  if (fields === undefined) return undefined;
  const shape = { typeName, fields, byTag: new Map(fields.flatMap(entriesOf)) };
  shapes.set(typeName, shape);
  return shape;
}

function entriesOf({ number, kind, type }: WireField): [tag: number, field: StrictField][] {
  const field = { message: kind === 'message' ? type : undefined };
  const tags = [number * 8 + wireTypeOf(kind)];
  // A list of numbers may be packed, which the SDK allows wherever a number stands.
  if (kind !== 'message') tags.push(number * 8 + lengthDelimited);
  return tags.map((tag) => [tag, field]);
}

/** How values of a kind are written. */
export function wireTypeOf(kind: WireField['kind']): number {
  if (kind === 'double') return fixed64;
  if (kind === 'float') return fixed32;
  return ['message', 'string', 'bytes', 'dec'].includes(kind) ? lengthDelimited : varint;
}
