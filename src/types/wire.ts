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

/** Deeper groups are refused, as by Go's reader. */
const deepestGroup = 10_000;
const largestField = 2n ** 31n - 1n;

/** Walks over protobuf bytes field by field, knowing no schema. Every method throws a `WireFault` on malformed bytes. */
export class WireCursor {
  at = 0;

  constructor(readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  varint(): bigint {
    let value = 0n;
    for (let index = 0; index < 10; index++) {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw fault(truncated);
      if (index === 9 && byte > 1) throw fault('variable length integer overflow');
      this.at += 1;
      value |= BigInt(byte & 0x7f) << BigInt(7 * index);
      if (byte < 0x80) return value;
    }
    throw fault('variable length integer overflow');
  }

  tag(): Tag {
    const value = this.varint();
    const number = value >> 3n;
    if (number < 1n || number > largestField) throw fault('invalid field number');
    return { number: Number(number), wireType: Number(value & 7n) };
  }

  /** The content of a length-delimited value. */
  content(): Uint8Array {
    const length = this.varint();
    if (length > BigInt(this.bytes.length - this.at)) throw fault(truncated);
    return this.#take(Number(length));
  }

  /** The bytes of a value as they stand, its length or end mark included. */
  value(tag: Tag, depth = deepestGroup): Uint8Array {
    const start = this.at;
    this.#skip(tag, depth);
    return this.bytes.subarray(start, this.at);
  }

  #skip({ number, wireType }: Tag, depth: number): void {
    switch (wireType) {
      case varint:
        this.varint();
        return;
      case fixed64:
        this.#take(8);
        return;
      case lengthDelimited:
        this.content();
        return;
      case fixed32:
        this.#take(4);
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
      if (inner.wireType !== endGroup) this.value(inner, depth - 1);
      else if (inner.number === number) return;
      else throw fault('mismatching end group marker');
    }
  }

  #take(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) throw fault(truncated);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}
