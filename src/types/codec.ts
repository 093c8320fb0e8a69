import type { Codec } from '../store/value.js';
import { CodedError, type ErrorKind, simErrors } from '../util/errors.js';
import { LeanReader, LeanSdkReader } from './leanReaders.js';
import { SlabWriter } from './slabWriter.js';

/** What ts-proto and cosmjs-types make of a message type. Each takes a writer of its own class; `SlabWriter` acts as both. */
export interface MessageFns<T> {
  readonly $type?: string;
  readonly typeUrl?: string;
  encode(message: T, writer?: unknown): { finish(): Uint8Array };
  decode(input: never): T;
}

const codecs = new WeakMap<object, Codec<unknown>>();

/**
 * The codec of a protobuf message type, the same object at every call, so that the store decodes a record once.
 *
 * Bytes are deterministic: fields ascending, default values left out, enum numbers kept even when unknown. Bytes that are
 * not of the type throw `malformedBytes`; numbers that do not fit throw `overflow`.
 */
export function proto<T>(type: MessageFns<T>): Codec<T> {
  const known = codecs.get(type);
  if (known !== undefined) return known as Codec<T>;
  const codec = makeCodec(type);
  codecs.set(type, codec as Codec<unknown>);
  return codec;
}

// Coding is synchronous and a coder never starts another codec, so one of each serves all types.
const slab = new SlabWriter();
const reader = new LeanReader();
const sdkReader = new LeanSdkReader();

function makeCodec<T>(type: MessageFns<T>): Codec<T> {
  const decode = type.decode as (input: LeanReader | LeanSdkReader) => T;
  const ours = type.$type !== undefined;
  const name = type.$type ?? type.typeUrl?.slice(1) ?? 'message';
  return {
    encode(message) {
      try {
        type.encode(message, slab.reset());
      } catch (cause) {
        throw codecError(simErrors.overflow, name, cause);
      }
      return slab.finish();
    },
    decode(bytes) {
      try {
        return decode(ours ? reader.of(bytes) : sdkReader.of(bytes));
      } catch (cause) {
        throw codecError(simErrors.malformedBytes, name, cause);
      }
    },
  };
}

/** The types check their fields themselves and throw plain errors; a coded one is passed on as it is. */
function codecError(kind: ErrorKind, name: string, cause: unknown): CodedError {
  return cause instanceof CodedError ? cause : new CodedError(kind, `${name}: ${(cause as Error).message}`, { cause });
}
