import { ownAminoNames, ownEnums, ownShapes } from '../gen/ownShapes.js';
import { CodedError, simErrors } from '../util/errors.js';

interface EnumValue {
  readonly name: string;
  readonly number: number;
}

/** An enum of the schema. */
export interface EnumShape {
  /** Without its package. */
  readonly name: string;
  readonly values: readonly EnumValue[];
  /** By number. */
  readonly value: { readonly [number: number]: EnumValue };
}

type Scalar = 'int32' | 'uint32' | 'int64' | 'uint64' | 'float' | 'double' | 'bool' | 'string' | 'bytes';

/** What one value of a field is; a repeated field holds a list of them. */
export type ValueShape =
  | { readonly kind: 'message'; readonly type: string }
  | { readonly kind: 'enum'; readonly values: EnumShape }
  | { readonly kind: Scalar };

/** One field as JSON and generated records know it. */
export interface FieldShape {
  /** Name in the schema and in JSON. */
  readonly name: string;
  /** Name in a generated record; JSON input may use it too. */
  readonly property: string;
  readonly number: number;
  readonly repeated: boolean;
  readonly value: ValueShape;
  /** A nested message that is always there (gogoproto.nullable = false): absent means empty. */
  readonly embedded: boolean;
}

/** Whether a message is one of our own schema or of its imports. */
export const isOwnMessage = (typeName: string): boolean => Object.hasOwn(ownShapes, typeName);

const shapes = new Map<string, readonly FieldShape[]>();

/** The fields of a message type in order of declaration, which is the order of the chain's JSON. */
export function messageShape(typeName: string): readonly FieldShape[] {
  const known = shapes.get(typeName);
  if (known !== undefined) return known;
  if (!isOwnMessage(typeName)) throw new CodedError(simErrors.usage, `there is no message type ${typeName}`);
  const shape = entries(ownShapes[typeName]!).map(fieldShape);
  shapes.set(typeName, shape);
  return shape;
}

/** The name that a message is registered under in amino JSON; most have none. */
export const aminoName = (typeName: string): string | undefined =>
  Object.hasOwn(ownAminoNames, typeName) ? ownAminoNames[typeName] : undefined;

const entries = (text: string): readonly string[] => (text === '' ? [] : text.split('|'));

/** `1 node_ids* string`, as scripts/ownShapes.mjs writes it. */
function fieldShape(text: string): FieldShape {
  const [number, marked, kind] = text.split(' ') as [string, string, string];
  const name = marked.replace(/[*!]+$/, '');
  return {
    name,
    property: name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    number: Number(number),
    repeated: marked.includes('*'),
    value: valueShape(kind),
    embedded: marked.endsWith('!'),
  };
}

function valueShape(kind: string): ValueShape {
  if (kind.startsWith('=')) return { kind: 'enum', values: enumShape(kind.slice(1)) };
  return kind.includes('.') ? { kind: 'message', type: kind } : { kind: kind as Scalar };
}

function enumShape(typeName: string): EnumShape {
  const values = entries(ownEnums[typeName]!).map((text): EnumValue => {
    const [number, name] = text.split(' ') as [string, string];
    return { name, number: Number(number) };
  });
  const value = Object.fromEntries(values.toReversed().map((one) => [one.number, one]));
  return { name: typeName.slice(typeName.lastIndexOf('.') + 1), values, value };
}
