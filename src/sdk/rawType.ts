import { BinaryReader, BinaryWriter } from 'cosmjs-types/binary';
import type { MessageFns } from '../types/codec.js';
import { emptyBytes } from '../util/bytes.js';

/** A protobuf type with an encoder and a decoder of its own. */
export function rawType<T>(
  typeUrl: string,
  write: (message: T, writer: BinaryWriter) => void,
  decode: (input: BinaryReader) => T,
): MessageFns<T> {
  return {
    typeUrl,
    encode(message, writer) {
      const target = (writer as BinaryWriter | undefined) ?? BinaryWriter.create();
      write(message, target);
      return target;
    },
    decode: (input: Uint8Array | BinaryReader) =>
      decode(input instanceof BinaryReader ? input : new BinaryReader(input)),
  };
}

/** The one field of a wrapper message; what stands for nothing is left out. */
function field<T>(reader: BinaryReader, tag: number, nothing: T, read: () => T): T {
  let value = nothing;
  while (reader.pos < reader.len) {
    const found = reader.uint32();
    if (found === tag) value = read();
    else reader.skipType(found & 7);
  }
  return value;
}

/** `google.protobuf.Int64Value`. */
export const Int64Value = rawType<bigint>(
  '/google.protobuf.Int64Value',
  (value, writer) => {
    if (value !== 0n) writer.uint32(8).int64(value);
  },
  (reader) => field(reader, 8, 0n, () => reader.int64()),
);

/** `google.protobuf.BytesValue`. */
export const BytesValue = rawType<Uint8Array>(
  '/google.protobuf.BytesValue',
  (value, writer) => {
    if (value.length > 0) writer.uint32(10).bytes(value);
  },
  (reader) => field<Uint8Array>(reader, 10, emptyBytes, () => reader.bytes()),
);
