import {
  createFileRegistry,
  type DescEnum,
  type DescExtension,
  type DescField,
  fromBinary,
  getOption,
  hasOption,
  type Registry,
  ScalarType,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { descriptorSet } from '../gen/descriptorSet.js';
import { base64ToBytes } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';

/** What one value of a field is; a repeated field holds a list of them. */
export type ValueShape =
  | { readonly kind: 'message'; readonly type: string }
  | { readonly kind: 'enum'; readonly values: DescEnum }
  | { readonly kind: 'int32' | 'uint32' | 'int64' | 'uint64' | 'float' | 'double' | 'bool' | 'string' | 'bytes' };

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

const scalars: { readonly [scalar: number]: Exclude<ValueShape['kind'], 'message' | 'enum'> } = {
  [ScalarType.INT32]: 'int32',
  [ScalarType.UINT32]: 'uint32',
  [ScalarType.INT64]: 'int64',
  [ScalarType.UINT64]: 'uint64',
  [ScalarType.FLOAT]: 'float',
  [ScalarType.DOUBLE]: 'double',
  [ScalarType.BOOL]: 'bool',
  [ScalarType.STRING]: 'string',
  [ScalarType.BYTES]: 'bytes',
};

let loaded: Registry | undefined;

/** All types, services and options of the schema, for reflection. Parsed at the first call. */
export function protoRegistry(): Registry {
  loaded ??= createFileRegistry(fromBinary(FileDescriptorSetSchema, base64ToBytes(descriptorSet)));
  return loaded;
}

const shapes = new Map<string, readonly FieldShape[]>();

/** The fields of a message type in order of declaration, which is the order of the chain's JSON. */
export function messageShape(typeName: string): readonly FieldShape[] {
  const known = shapes.get(typeName);
  if (known !== undefined) return known;
  const message = protoRegistry().getMessage(typeName);
  if (message === undefined) throw new CodedError(simErrors.usage, `there is no message type ${typeName}`);
  const shape = message.fields.map(fieldShape);
  shapes.set(typeName, shape);
  return shape;
}

/** The name that a message is registered under in amino JSON; most have none. */
export function aminoName(typeName: string): string | undefined {
  const message = protoRegistry().getMessage(typeName);
  const option = protoRegistry().getExtension('amino.name') as DescExtension;
  const name = message?.proto.options === undefined ? '' : (getOption(message, option) as string);
  return name === '' ? undefined : name;
}

function fieldShape(field: DescField): FieldShape {
  const value = valueShape(field);
  const nullable = protoRegistry().getExtension('gogoproto.nullable') as DescExtension;
  return {
    name: field.name,
    property: field.localName,
    number: field.number,
    repeated: field.fieldKind === 'list',
    value,
    embedded: field.fieldKind === 'message' && hasOption(field, nullable) && getOption(field, nullable) === false,
  };
}

function valueShape(field: DescField): ValueShape {
  if (field.message !== undefined) return { kind: 'message', type: field.message.typeName };
  if (field.enum !== undefined) return { kind: 'enum', values: field.enum };
  const kind = field.scalar === undefined ? undefined : scalars[field.scalar];
  if (kind === undefined)
    throw new CodedError(simErrors.usage, `${field.parent.typeName}.${field.name}: unused field kind`);
  return { kind };
}
