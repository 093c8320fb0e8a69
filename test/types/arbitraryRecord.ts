import { type FieldShape, messageShape, type ValueShape } from '../../src/types/protoShape.js';
import { fc } from '../util/fc.js';

const deepest = 4;

/** Any record of a message type, with numbers at the ends of their ranges, long texts and unknown enum numbers. */
export function arbitraryRecord(typeName: string, depth = 0): fc.Arbitrary<Record<string, unknown>> {
  const fields = messageShape(typeName).map((field) => [field.property, arbitraryField(field, depth)] as const);
  return fc.record(Object.fromEntries(fields));
}

function arbitraryField(field: FieldShape, depth: number): fc.Arbitrary<unknown> {
  const value = arbitraryValue(field.value, depth);
  if (field.repeated) return depth >= deepest ? fc.constant([]) : fc.array(value, { maxLength: 3 });
  if (field.value.kind !== 'message' || field.embedded) return value;
  return depth >= deepest ? fc.constant(undefined) : fc.option(value, { nil: undefined });
}

const text = fc.string({ unit: 'grapheme', maxLength: 60 });
// Minus zero is no value of its own on the wire.
const plusZero = (value: number): number => (value === 0 ? 0 : value);

function arbitraryValue(shape: ValueShape, depth: number): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'message':
      return arbitraryRecord(shape.type, depth + 1);
    case 'enum':
      return fc.oneof(fc.constantFrom(...shape.values.values.map((one) => one.number)), fc.integer());
    case 'int32':
      return fc.integer();
    case 'uint32':
      return fc.nat(0xffffffff);
    case 'int64':
      return fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n);
    case 'uint64':
      return fc.oneof(fc.bigInt(0n, 2n ** 64n - 1n), fc.bigInt(0n, 300n), fc.bigInt(2n ** 53n - 3n, 2n ** 53n + 3n));
    case 'float':
      return fc.float().map(plusZero);
    case 'double':
      return fc.double().map(plusZero);
    case 'bool':
      return fc.boolean();
    case 'string':
      return text;
    case 'bytes':
      return fc.uint8Array({ maxLength: 40 });
  }
}
