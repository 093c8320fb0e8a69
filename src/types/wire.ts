import { textOf } from './knownTexts.js';

/** Why bytes are no protobuf, in the words of Go's reader of the wire format. */
export class WireFault extends Error {
  override readonly name = 'WireFault';
}

const truncated = 'unexpected EOF';
// Go's protobuf puts a no-break space behind its name in some builds, the recorded node's among them.
const fault = (text: string): WireFault => new WireFault(text === truncated ? text : `proto:\u00a0${text}`);

export const varint = 0;
export const fixed64 = 1;
export const lengthDelimited = 2;
export const startGroup = 3;
export const endGroup = 4;
export const fixed32 = 5;

const wireNames = ['varint', 'fixed64', 'bytes', 'start_group', 'end_group', 'fixed32'];

/** A wire type as errors of the SDK name it. */
export const wireName = (wireType: number): string => wireNames[wireType] ?? `unknown type: ${wireType}`;

/** The number of a field, and how its value is written. */
export interface Tag {
  readonly number: number;
  readonly wireType: number;
}

/** A tag as it stands in the bytes, taken apart. It may have 34 bits, so a shift would lose some. */
export const tagOf = (packed: number): Tag => ({ number: fieldOf(packed), wireType: packed % 8 });

/** The field number of a tag alone. */
export const fieldOf = (packed: number): number => Math.floor(packed / 8);

/** Deeper groups are refused, as by Go's reader. */
const deepestGroup = 10_000;
const largestField = 2 ** 31 - 1;

/**
 * Walks over protobuf bytes, or a part of them, field by field, knowing no schema. Every method throws a `WireFault` on
 * malformed bytes.
 */
export class WireCursor {
  constructor(
    readonly bytes: Uint8Array,
    public at = 0,
    public end = bytes.length,
  ) {}

  get done(): boolean {
    return this.at >= this.end;
  }

  varint(): bigint {
    const start = this.at;
    const value = this.plainVarint();
    return value <= Number.MAX_SAFE_INTEGER ? BigInt(value) : this.#exact(start);
  }

  int64(): bigint {
    return BigInt.asIntN(64, this.varint());
  }

  /** A varint in plain arithmetic: exact up to 2^53, and above that known to be larger. */
  plainVarint(): number {
    const first = this.at < this.end ? this.bytes[this.at]! : 0x80;
    if (first < 0x80) {
      this.at += 1;
      return first;
    }
    const second = this.at + 1 < this.end ? this.bytes[this.at + 1]! : 0x80;
    if (second < 0x80) {
      this.at += 2;
      return (first & 0x7f) | (second << 7);
    }
    let value = 0;
    let factor = 1;
    for (let index = 0; index < 10; index++) {
      if (this.at >= this.end) throw fault(truncated);
      const byte = this.bytes[this.at]!;
      if (index === 9 && byte > 1) throw fault('variable length integer overflow');
      this.at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
    throw fault('variable length integer overflow');
  }

  /** All varints up to the end, in plain arithmetic. */
  plainVarints(): number[] {
    let count = 0;
    for (let at = this.at; at < this.end; at++) if (this.bytes[at]! < 0x80) count += 1;
    const numbers = new Array<number>(count);
    for (let i = 0; !this.done; i++) numbers[i] = this.plainVarint();
    return numbers;
  }

  tag(): Tag {
    return tagOf(this.packedTag());
  }

  /** The same as it stands in the bytes: one number, which `tagOf` takes apart. */
  packedTag(): number {
    const tag = this.plainVarint();
    if (tag < 8 || tag >= (largestField + 1) * 8) throw fault('invalid field number');
    return tag;
  }

  /** The content of a length-delimited value. */
  content(): Uint8Array {
    const length = this.plainVarint();
    this.#pass(length);
    // Half the price of `subarray`, which asks what kind of array to make.
    return new Uint8Array(this.bytes.buffer, this.bytes.byteOffset + this.at - length, length);
  }

  /** The same as text. */
  text(): string {
    const length = this.plainVarint();
    this.#pass(length);
    return textOf(this.bytes, this.at - length, this.at);
  }

  /** The same, to be walked over. */
  inside(): WireCursor {
    const length = this.plainVarint();
    this.#pass(length);
    return new WireCursor(this.bytes, this.at - length, this.at);
  }

  /** Makes the content of a length-delimited value all that there is, until `leave` is given the answer: the end before. */
  enter(): number {
    const outer = this.end;
    const length = this.plainVarint();
    if (length > outer - this.at) throw fault(truncated);
    this.end = this.at + length;
    return outer;
  }

  leave(outer: number): void {
    this.at = this.end;
    this.end = outer;
  }

  /** The bytes of a value as they stand, its length or end mark included. */
  value(tag: Tag): Uint8Array {
    const start = this.at;
    this.skip(tag);
    return this.bytes.subarray(start, this.at);
  }

  /** Goes over a value. */
  skip({ number, wireType }: Tag, depth = deepestGroup): void {
    switch (wireType) {
      case varint:
        this.plainVarint();
        return;
      case fixed64:
        this.#pass(8);
        return;
      case lengthDelimited:
        this.#pass(this.plainVarint());
        return;
      case fixed32:
        this.#pass(4);
        return;
      case startGroup:
        this.#skipGroup(number, depth);
        return;
      case endGroup:
        throw fault('mismatching end group marker');
      default:
        throw fault('cannot parse reserved wire type');
    }
  }

  #skipGroup(number: number, depth: number): void {
    if (depth === 0) throw fault('parse error');
    for (;;) {
      const inner = this.tag();
      if (inner.wireType !== endGroup) this.skip(inner, depth - 1);
      else if (inner.number === number) return;
      else throw fault('mismatching end group marker');
    }
  }

  #pass(length: number): void {
    if (length > this.end - this.at) throw fault(truncated);
    this.at += length;
  }

  /** The varint that was read from a place on. */
  #exact(start: number): bigint {
    let value = 0n;
    for (let at = this.at - 1; at >= start; at--) value = (value << 7n) | BigInt(this.bytes[at]! & 0x7f);
    return value;
  }
}
