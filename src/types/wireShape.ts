import { sdkShapes } from '../gen/sdkShapes.js';
import { type FieldShape, isOwnMessage, messageShape } from './protoShape.js';
import { decimalFields } from './sdkAminoNames.js';

/** What a field's values are. `dec` is a decimal of 18 places whose bytes are the text of an integer. */
export type WireKind = FieldShape['value']['kind'] | 'dec';

/** One field of a message as its bytes and its amino JSON know it. */
export interface WireField {
  readonly number: number;
  /** Name in the schema. */
  readonly name: string;
  /** Name in a generated record. */
  readonly property: string;
  readonly repeated: boolean;
  readonly kind: WireKind;
  /** Full name of a nested message's type; empty for other kinds. */
  readonly type: string;
}

const shapes = new Map<string, readonly WireField[] | undefined>();

/** The fields of a message of the SDK or of our own schema, in order of declaration; undefined for a type that is neither. */
export function wireShape(typeName: string): readonly WireField[] | undefined {
  if (shapes.has(typeName)) return shapes.get(typeName);
  const shape = Object.hasOwn(sdkShapes, typeName) ? readShape(typeName, sdkShapes[typeName]!) : ownShape(typeName);
  shapes.set(typeName, shape);
  return shape;
}

function ownShape(typeName: string): readonly WireField[] | undefined {
  if (!isOwnMessage(typeName)) return undefined;
  return messageShape(typeName).map(({ number, name, property, repeated, value }) => {
    const type = value.kind === 'message' ? value.type : '';
    return { number, name, property, repeated, kind: value.kind, type };
  });
}

/** `1 fromAddress string|3 amount* cosmos.base.v1beta1.Coin`, as scripts/sdkShapes.mjs writes it. */
function readShape(typeName: string, text: string): readonly WireField[] {
  if (text === '') return [];
  const decimals = decimalFields[typeName] ?? [];
  return text.split('|').map((field) => {
    const [number, marked, kind] = field.split(' ') as [string, string, string];
    const property = marked.replace('*', '');
    const isMessage = kind.includes('.');
    return {
      number: Number(number),
      name: property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      property,
      repeated: marked.endsWith('*'),
      kind: decimals.includes(property) ? 'dec' : isMessage ? 'message' : (kind as WireKind),
      type: isMessage ? kind : '',
    };
  });
}
