/** How a record becomes bytes and back. ts-proto's and cosmjs-types' message objects are made into one by `types/codec`. */
export interface Codec<T> {
  /** False where records are so large that a value keeps their bytes alone as soon as it has made them. */
  readonly keepsRecords?: boolean;
  encode(value: T): Uint8Array;
  decode(bytes: Uint8Array): T;
}

let freeze: (<T>(record: T) => T) | undefined;

/** Tests switch this on so that a rule that changes a stored record in place fails at once. */
export function onRecordStored(hook: (<T>(record: T) => T) | undefined): void {
  freeze = hook;
}

/** From so many bytes on, a record is dropped once others of `largeInUse` bytes have been used since. */
const large = 32 * 1024;
const largeInUse = 16 * 1024 * 1024;

/**
 * A stored value in whichever form it was last used: bytes, a decoded record, or both.
 *
 * Each form is made from the other at most once, so a record that is read and written many times in a block is decoded
 * once and encoded once, when the tree needs its bytes. Records are shared by all readers: replace them, never change them.
 * Large ones that nobody has read for a while are left to their bytes, so that the groups of old epochs, which a chain
 * keeps for good, take up a tenth of the memory.
 */
export class Value {
  #bytes: Uint8Array | undefined;
  #record: unknown;
  #codec: Codec<unknown> | undefined;

  /** Large values that have both forms, the last one used at the end, and the length of their bytes. */
  static readonly #inUse: Value[] = [];
  static #inUseBytes = 0;

  private constructor(bytes: Uint8Array | undefined, record: unknown, codec: Codec<unknown> | undefined) {
    this.#bytes = bytes;
    this.#record = record;
    this.#codec = codec;
  }

  static ofBytes(bytes: Uint8Array): Value {
    return new Value(bytes, undefined, undefined);
  }

  static ofRecord<T>(record: T, codec: Codec<T>): Value {
    return new Value(undefined, freeze ? freeze(record) : record, codec as Codec<unknown>);
  }

  get bytes(): Uint8Array {
    if (this.#bytes === undefined) {
      this.#bytes = this.#codec!.encode(this.#record);
      if (this.#codec!.keepsRecords === false) this.#forget();
      else this.#use(this.#bytes);
    }
    return this.#bytes;
  }

  /** The record, decoded by `codec` unless the same codec has made or decoded it before. */
  read<T>(codec: Codec<T>): T {
    if (this.#codec !== codec) {
      if (codec.keepsRecords === false) return codec.decode(this.bytes);
      const record = codec.decode(this.bytes);
      this.#record = freeze ? freeze(record) : record;
      this.#codec = codec as Codec<unknown>;
    }
    if (this.#bytes !== undefined) this.#use(this.#bytes);
    return this.#record as T;
  }

  #use({ length }: Uint8Array): void {
    const inUse = Value.#inUse;
    if (length < large || inUse.at(-1) === this) return;
    const before = inUse.indexOf(this);
    if (before >= 0) inUse.splice(before, 1);
    else Value.#inUseBytes += length;
    inUse.push(this);
    while (Value.#inUseBytes > largeInUse && inUse.length > 1) {
      const oldest = inUse.shift()!;
      Value.#inUseBytes -= oldest.bytes.length;
      oldest.#forget();
    }
  }

  #forget(): void {
    this.#record = undefined;
    this.#codec = undefined;
  }
}
