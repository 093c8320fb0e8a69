import { ActiveParticipants } from '../gen/inference/inference/activeparticipants.js';
import { CollectionMap } from '../store/collections.js';
import { encodingError } from '../store/collectionsErrors.js';
import { decodeKey, type KeyCodec, uint64 } from '../store/keyCodec.js';
import type { Key, KVStore } from '../store/kv.js';
import { text } from '../store/textKey.js';
import { proto } from '../types/codec.js';
import { parseUint64 } from '../util/int.js';

// Keys that the deployed chain puts together by hand instead of with collections (reference, section 10). None of them is
// part of a longer key.

function wholeKey<K>(typeName: string, encode: (key: K) => Key, decode: (bytes: Key) => K): KeyCodec<K> {
  const read: KeyCodec<K>['read'] = (cursor) => decode(cursor.rest());
  return { typeName, encode, encodePart: encode, read, readPart: read, describe: (key) => JSON.stringify(encode(key)) };
}

/** A key's bytes before and after the first mark at or after `from`. */
function splitAt(bytes: Key, mark: string, from = 0): [Key, Key] {
  const at = bytes.indexOf(mark, from);
  if (at < 0) throw encodingError(`expected ${JSON.stringify(mark)} in ${JSON.stringify(bytes)}`);
  return [bytes.slice(0, at), bytes.slice(at + mark.length)];
}

/** The same keys with this text behind, as the module's first tables wrote them. */
function ending<K>(codec: KeyCodec<K>, end: string): KeyCodec<K> {
  return wholeKey(
    codec.typeName,
    (key) => codec.encode(key) + end,
    (bytes) => {
      if (!bytes.endsWith(end)) throw encodingError(`expected ${JSON.stringify(end)} at the end`);
      return decodeKey(codec, bytes.slice(0, -end.length));
    },
  );
}

export const slashed = <K>(codec: KeyCodec<K>): KeyCodec<K> => ending(codec, '/');

const separator = '__SEP__';
const longLength = 8;

/** A developer's inferences of an epoch. */
export interface DeveloperEpochKey {
  readonly epoch: bigint;
  readonly developer: string;
}

export const developerEpoch: KeyCodec<DeveloperEpochKey> = wholeKey(
  'DeveloperEpoch',
  ({ epoch, developer }) => uint64.encode(epoch) + separator + text.encode(developer),
  (bytes) => {
    const [epoch, developer] = splitAt(bytes, separator, longLength);
    return { epoch: decodeKey(uint64, epoch), developer: decodeKey(text, developer) };
  },
);

/** A developer's inference at a time, in milliseconds since the Unix epoch. */
export interface DeveloperTimeKey {
  readonly time: bigint;
  readonly developer: string;
  readonly inferenceId: string;
}

export const developerTime: KeyCodec<DeveloperTimeKey> = wholeKey(
  'DeveloperTime',
  ({ time, developer, inferenceId }) =>
    [uint64.encode(time), text.encode(developer), text.encode(inferenceId)].join(separator),
  (bytes) => {
    const [time, rest] = splitAt(bytes, separator, longLength);
    const [developer, inferenceId] = splitAt(rest, separator);
    return {
      time: decodeKey(uint64, time),
      developer: decodeKey(text, developer),
      inferenceId: decodeKey(text, inferenceId),
    };
  },
);

/** A model's inference at a time, in milliseconds since the Unix epoch. */
export interface ModelTimeKey {
  readonly model: string;
  readonly time: bigint;
  readonly inferenceId: string;
}

/** Ids of models hold no `|`, or a key could not be told from another. */
export const modelTime: KeyCodec<ModelTimeKey> = wholeKey(
  'ModelTime',
  ({ model, time, inferenceId }) => `${text.encode(model)}|${uint64.encode(time)}${text.encode(inferenceId)}`,
  (bytes) => {
    const [model, rest] = splitAt(bytes, '|');
    return {
      model: decodeKey(text, model),
      time: decodeKey(uint64, rest.slice(0, longLength)),
      inferenceId: decodeKey(text, rest.slice(longLength)),
    };
  },
);

const decimal: KeyCodec<bigint> = wholeKey(
  'decimal',
  (key) => key.toString(),
  (bytes) => parseUint64(bytes, 'store key'),
);

/**
 * Active participants by x/group id, where the chain's first version kept them. Not part of the schema, because its prefix
 * holds the present table too; only for reading old state.
 */
export const retiredActiveParticipants = (store: KVStore) =>
  new CollectionMap(store, 'ActiveParticipants/', ending(decimal, '/value/'), proto(ActiveParticipants));
