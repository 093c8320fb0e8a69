import {
  type DescEnum,
  type DescExtension,
  type DescField,
  type DescMessage,
  getOption,
  hasOption,
  ScalarType,
} from '@bufbuild/protobuf';
import { CodedError, simErrors } from '../../util/errors.js';
import { chainRegistry } from './registry.js';

/**
 * What one value of a field is in JSON. Beside the kinds of the wire: `dec`, a decimal of 18 places whose bytes are the
 * text of an integer; `int`, a big integer whose bytes are its text; and messages that JSON writes in a way of their own.
 */
export type JsonKind =
  | 'int32'
  | 'uint32'
  | 'sint32'
  | 'fixed32'
  | 'sfixed32'
  | 'int64'
  | 'uint64'
  | 'sint64'
  | 'fixed64'
  | 'sfixed64'
  | 'float'
  | 'double'
  | 'bool'
  | 'string'
  | 'bytes'
  | 'enum'
  | 'dec'
  | 'int'
  | 'any'
  | 'timestamp'
  | 'duration'
  | 'message';

/** One field of a message between its bytes and its JSON. */
export interface JsonField {
  /** Name in the schema, which is the one that the chain's JSON shows. */
  readonly name: string;
  /** The name in lower camel case, which input may use too. */
  readonly camelName: string;
  readonly number: number;
  readonly repeats: 'once' | 'list' | 'map';
  readonly kind: JsonKind;
  /** What a message, or a map's value, consists of. */
  readonly message: DescMessage | undefined;
  readonly values: DescEnum | undefined;
  /** One of several, of which JSON shows the one that is there. */
  readonly hidden: boolean;
  /** A nested message that is always there (gogoproto.nullable = false): absent means empty. */
  readonly embedded: boolean;
  /** A time as the chain's language keeps it: an absent one is the first day of year 1. */
  readonly native: boolean;
}

/** The fields of a message in order of declaration, and by number. */
export interface JsonShape {
  readonly fields: readonly JsonField[];
  readonly byNumber: ReadonlyMap<number, JsonField>;
}

const scalars: { readonly [scalar in ScalarType]: JsonKind } = {
  [ScalarType.INT32]: 'int32',
  [ScalarType.UINT32]: 'uint32',
  [ScalarType.SINT32]: 'sint32',
  [ScalarType.FIXED32]: 'fixed32',
  [ScalarType.SFIXED32]: 'sfixed32',
  [ScalarType.INT64]: 'int64',
  [ScalarType.UINT64]: 'uint64',
  [ScalarType.SINT64]: 'sint64',
  [ScalarType.FIXED64]: 'fixed64',
  [ScalarType.SFIXED64]: 'sfixed64',
  [ScalarType.FLOAT]: 'float',
  [ScalarType.DOUBLE]: 'double',
  [ScalarType.BOOL]: 'bool',
  [ScalarType.STRING]: 'string',
  [ScalarType.BYTES]: 'bytes',
};

const messages: { readonly [typeName: string]: JsonKind } = {
  'google.protobuf.Any': 'any',
  'google.protobuf.Timestamp': 'timestamp',
  'google.protobuf.Duration': 'duration',
};

const customTypes: { readonly [goType: string]: JsonKind } = {
  'cosmossdk.io/math.LegacyDec': 'dec',
  'cosmossdk.io/math.Int': 'int',
};

const shapes = new WeakMap<DescMessage, JsonShape>();

/** A message type of the chain by its full name; an unknown one is a usage error. */
export function messageType(typeName: string): DescMessage {
  const type = chainRegistry().getMessage(typeName);
  if (type === undefined) throw new CodedError(simErrors.usage, `there is no message type ${typeName}`);
  return type;
}

/** How a message type looks in JSON. */
export function jsonShape(type: DescMessage): JsonShape {
  const known = shapes.get(type);
  if (known !== undefined) return known;
  const fields = type.fields.map(jsonField);
  const shape = { fields, byNumber: new Map(fields.map((field) => [field.number, field])) };
  shapes.set(type, shape);
  return shape;
}

function jsonField(field: DescField): JsonField {
  const kind = kindOf(field);
  return {
    name: field.name,
    camelName: field.jsonName,
    number: field.number,
    repeats: field.fieldKind === 'list' ? 'list' : field.fieldKind === 'map' ? 'map' : 'once',
    kind,
    message: field.message,
    values: field.enum,
    hidden: field.oneof !== undefined,
    embedded: option(field, 'gogoproto.nullable') === false,
    native: option(field, 'gogoproto.stdtime') === true,
  };
}

function kindOf(field: DescField): JsonKind {
  if (field.message !== undefined) return messages[field.message.typeName] ?? 'message';
  if (field.enum !== undefined) return 'enum';
  return customTypes[option(field, 'gogoproto.customtype') as string] ?? scalars[field.scalar as ScalarType];
}

function option(field: DescField, name: string): unknown {
  const extension = chainRegistry().getExtension(name) as DescExtension;
  return hasOption(field, extension) ? getOption(field, extension) : undefined;
}
