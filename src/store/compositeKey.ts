import type { KeyCodec } from './keyCodec.js';
import type { Key } from './kv.js';

/** A codec for keys of several parts, in the order of their importance. */
export interface CompositeKeyCodec<K extends readonly unknown[]> extends KeyCodec<K> {
  readonly parts: readonly KeyCodec<unknown>[];
}

// The parts are of different types, which only the two functions below can name; inside, they are walked as one list.
// Keepers make them anew for every message, so making one must cost next to nothing.
function composite<K extends readonly unknown[]>(
  typeName: string,
  parts: readonly KeyCodec<unknown>[],
): CompositeKeyCodec<K> {
  const last = parts.length - 1;
  const written = (key: K, whole: boolean): Key => {
    let bytes = '';
    for (let i = 0; i <= last; i++) {
      const [part, value] = [parts[i]!, key[i]];
      bytes += whole && i === last ? part.encode(value) : part.encodePart(value);
    }
    return bytes;
  };
  return {
    typeName,
    parts,
    encode: (key) => written(key, true),
    encodePart: (key) => written(key, false),
    read: (cursor) => parts.map((part, i) => (i === last ? part.read(cursor) : part.readPart(cursor))) as unknown as K,
    readPart: (cursor) => parts.map((part) => part.readPart(cursor)) as unknown as K,
    describe: (key) => `(${parts.map((part, i) => `"${part.describe(key[i])}"`).join(', ')})`,
  };
}

export function pair<A, B>(first: KeyCodec<A>, second: KeyCodec<B>): CompositeKeyCodec<readonly [A, B]> {
  return composite(`Pair[${first.typeName}, ${second.typeName}]`, [first, second]);
}

export function triple<A, B, C>(
  first: KeyCodec<A>,
  second: KeyCodec<B>,
  third: KeyCodec<C>,
): CompositeKeyCodec<readonly [A, B, C]> {
  return composite(`Triple[${first.typeName}, ${second.typeName}, ${third.typeName}]`, [first, second, third]);
}

/** The leading parts of a composite key, by which a collection is walked. */
export type KeyPrefix<K> = K extends readonly [infer A, infer B, unknown]
  ? readonly [A] | readonly [A, B]
  : K extends readonly [infer A, unknown]
    ? readonly [A]
    : never;

/** The common start of all keys with these leading parts. */
export function encodePrefix<K>(codec: KeyCodec<K>, prefix: KeyPrefix<K>): Key {
  const { parts } = codec as unknown as CompositeKeyCodec<readonly unknown[]>;
  return (prefix as readonly unknown[]).map((part, i) => parts[i]!.encodePart(part)).join('');
}
