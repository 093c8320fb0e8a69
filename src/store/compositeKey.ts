import type { KeyCodec, KeyCursor } from './keyCodec.js';
import type { Key } from './kv.js';

/** A codec for keys of several parts, in the order of their importance. */
export interface CompositeKeyCodec<K extends readonly unknown[]> extends KeyCodec<K> {
  readonly parts: readonly KeyCodec<unknown>[];
}

// The parts are of different types, which only the two functions below can name; inside, they are walked as one list.
class Composite<K extends readonly unknown[]> implements CompositeKeyCodec<K> {
  constructor(
    readonly name: string,
    readonly parts: readonly KeyCodec<unknown>[],
  ) {}

  get typeName(): string {
    return `${this.name}[${this.parts.map((part) => part.typeName).join(', ')}]`;
  }

  encode(key: K): Key {
    const last = this.parts.length - 1;
    return this.#written(key, last) + this.parts[last]!.encode(key[last]);
  }

  encodePart(key: K): Key {
    return this.#written(key, this.parts.length);
  }

  read(cursor: KeyCursor): K {
    const last = this.parts.length - 1;
    return this.parts.map((part, i) => (i === last ? part.read(cursor) : part.readPart(cursor))) as unknown as K;
  }

  readPart(cursor: KeyCursor): K {
    return this.parts.map((part) => part.readPart(cursor)) as unknown as K;
  }

  describe(key: K): string {
    return `(${this.parts.map((part, i) => `"${part.describe(key[i])}"`).join(', ')})`;
  }

  /** So many parts, each so that another one can follow. */
  #written(key: K, count: number): Key {
    let bytes = '';
    for (let i = 0; i < count; i++) bytes += this.parts[i]!.encodePart(key[i]);
    return bytes;
  }
}

export function pair<A, B>(first: KeyCodec<A>, second: KeyCodec<B>): CompositeKeyCodec<readonly [A, B]> {
  return new Composite('Pair', [first, second]);
}

export function triple<A, B, C>(
  first: KeyCodec<A>,
  second: KeyCodec<B>,
  third: KeyCodec<C>,
): CompositeKeyCodec<readonly [A, B, C]> {
  return new Composite('Triple', [first, second, third]);
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
  const given = prefix as readonly unknown[];
  let bytes = '';
  for (let i = 0; i < given.length; i++) bytes += parts[i]!.encodePart(given[i]);
  return bytes;
}
