import { emptyBytes } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';

const twoTo32 = 0x1_0000_0000;
/** Up to so many characters, an address has less, the encoder of texts costs more than a loop. */
const shortText = 64;

// A result with memory of its own costs ten times as much as a view of a page, and the collector more than that. Pages are
// small, because one piece that is kept keeps its page.
const pageLength = 8 * 1024;
const longestOnPage = pageLength / 2;

/**
 * A protobuf writer that writes a record where it will stay: on a page with others, or, where it grows too long for that,
 * in a buffer of which it gets a copy. Nested messages are written in place and their length is put in front of them
 * afterwards.
 *
 * It has the methods that the encoders of ts-proto and of cosmjs-types call, writes the same bytes as their own writers
 * and takes about half the time. A number that does not fit its field is an overflow error.
 */
export class SlabWriter {
  #page = Buffer.allocUnsafeSlow(pageLength);
  /** From where on the page is free. */
  #free = 0;
  /** For long records; made when there is one. */
  #buffer: Buffer = Buffer.alloc(0);
  /** Where the record is written: the page or the buffer. */
  #slab: Buffer = this.#page;
  #view = viewOf(this.#page);
  #start = 0;
  #at = 0;
  #forks: number[] = [];

  /** Drops what an encoder that threw has left behind. */
  reset(): this {
    this.#at = this.#start;
    if (this.#forks.length > 0) this.#forks = [];
    return this;
  }

  /** What was written, which nobody may change; the writer is then empty. */
  finish(): Uint8Array {
    const length = this.#at - this.#start;
    if (length === 0) return emptyBytes;
    const written = new Uint8Array(this.#slab.buffer, this.#slab.byteOffset + this.#start, length);
    if (this.#slab !== this.#page) {
      this.#writeOn(this.#page, this.#free);
      return written.slice();
    }
    this.#start = this.#at;
    return written;
  }

  /** Starts a nested message or a packed list; one byte is kept for its length. */
  fork(): this {
    this.#room(1);
    this.#forks.push(this.#at);
    this.#at += 1;
    return this;
  }

  /** Ends what the last `fork` started. A length that needs more than the one byte moves the content up. */
  join(): this {
    const length = this.#at - this.#forks.at(-1)! - 1;
    const extra = lengthOfVarint(length) - 1;
    this.#room(extra);
    // Making room may have moved it all.
    const start = this.#forks.pop()!;
    if (extra > 0) this.#slab.copyWithin(start + 1 + extra, start + 1, this.#at);
    this.#at = start;
    this.#varint(length);
    this.#at += length;
    return this;
  }

  /** The name of `join` in cosmjs-types. */
  ldelim(): this {
    return this.join();
  }

  uint32(value: number): this {
    if (value < 128 && value >= 0 && (value | 0) === value) {
      this.#room(1);
      this.#slab[this.#at++] = value;
      return this;
    }
    if (!(value >= 0 && value < twoTo32 && Number.isInteger(value))) throw outOfRange(value, 'uint32');
    this.#room(5);
    this.#varint(value);
    return this;
  }

  int32(value: number): this {
    if ((value | 0) !== value) throw outOfRange(value, 'int32');
    return value >= 0 ? this.uint32(value) : this.#long(BigInt.asUintN(64, BigInt(value)));
  }

  int64(value: bigint): this {
    if (this.#short(value)) return this;
    if (BigInt.asIntN(64, value) !== value) throw outOfRange(value, 'int64');
    return this.#long(BigInt.asUintN(64, value));
  }

  uint64(value: bigint): this {
    if (this.#short(value)) return this;
    if (BigInt.asUintN(64, value) !== value) throw outOfRange(value, 'uint64');
    return this.#long(value);
  }

  bool(value: boolean): this {
    this.#room(1);
    this.#slab[this.#at++] = value ? 1 : 0;
    return this;
  }

  double(value: number): this {
    this.#room(8);
    this.#view.setFloat64(this.#at, value, true);
    this.#at += 8;
    return this;
  }

  float(value: number): this {
    this.#room(4);
    this.#view.setFloat32(this.#at, value, true);
    this.#at += 4;
    return this;
  }

  sfixed64(value: bigint): this {
    this.#room(8);
    this.#view.setBigInt64(this.#at, value, true);
    this.#at += 8;
    return this;
  }

  bytes(value: Uint8Array): this {
    this.uint32(value.length);
    this.#room(value.length);
    this.#slab.set(value, this.#at);
    this.#at += value.length;
    return this;
  }

  string(value: string): this {
    // A UTF-16 unit takes three bytes of UTF-8 at most.
    this.#room(value.length * 3 + 5);
    if (value.length <= shortText && this.#ascii(value)) return this;
    this.#varint(Buffer.byteLength(value));
    this.#at += this.#slab.write(value, this.#at, 'utf8');
    return this;
  }

  /** Writes a text that is short and plain; for any other, it writes nothing that counts. */
  #ascii(value: string): boolean {
    const slab = this.#slab;
    let at = this.#at;
    slab[at++] = value.length;
    for (let index = 0; index < value.length; index++) {
      const unit = value.charCodeAt(index);
      if (unit > 127) return false;
      slab[at++] = unit;
    }
    this.#at = at;
    return true;
  }

  /** Writes a whole number below 2^53 in plain arithmetic, which is what nearly all of them are. */
  #short(value: bigint): boolean {
    const plain = Number(value);
    if (!(plain >= 0 && plain < Number.MAX_SAFE_INTEGER)) return false;
    this.#room(8);
    this.#varint(plain);
    return true;
  }

  /** Writes a number from 2^53 on, or the two's complement of a negative one. */
  #long(value: bigint): this {
    this.#room(10);
    let low = Number(value & 0xfff_ffffn);
    let rest = Number(value >> 28n);
    for (let index = 0; index < 4; index++) {
      this.#slab[this.#at++] = (low & 127) | 128;
      low >>>= 7;
    }
    // `rest` has 36 bits at most and is above zero, because the value needs more than 52.
    while (rest >= 128) {
      this.#slab[this.#at++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.#slab[this.#at++] = rest;
    return this;
  }

  /** A whole number up to 2^53; room for it is the caller's. */
  #varint(value: number): void {
    const slab = this.#slab;
    let at = this.#at;
    let rest = value;
    while (rest >= twoTo32) {
      slab[at++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    while (rest > 127) {
      slab[at++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    slab[at++] = rest;
    this.#at = at;
  }

  #room(size: number): void {
    if (this.#at + size > this.#slab.length) this.#move(size);
  }

  /** Takes what there is of the record to a fresh page or, where it is too long for that, to a buffer with room for more. */
  #move(size: number): void {
    const [from, start, length] = [this.#slab, this.#start, this.#at - this.#start];
    const needed = length + size;
    if (from === this.#page) this.#free = start;
    if (from === this.#page && needed <= longestOnPage) {
      this.#page = Buffer.allocUnsafeSlow(pageLength);
      this.#writeOn(this.#page, 0);
    } else {
      if (needed > this.#buffer.length) this.#buffer = Buffer.allocUnsafeSlow(Math.max(needed, from.length * 2));
      this.#writeOn(this.#buffer, 0);
    }
    from.copy(this.#slab, 0, start, start + length);
    this.#at += length;
    this.#forks = this.#forks.map((fork) => fork - start);
  }

  #writeOn(slab: Buffer, at: number): void {
    this.#slab = slab;
    this.#view = viewOf(slab);
    this.#start = at;
    this.#at = at;
  }
}

function viewOf(slab: Buffer): DataView {
  return new DataView(slab.buffer, slab.byteOffset, slab.length);
}

function lengthOfVarint(value: number): number {
  let length = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) length += 1;
  return length;
}

function outOfRange(value: bigint | number, kind: string): CodedError {
  return new CodedError(simErrors.overflow, `${value} is not a ${kind}`);
}
