import { CodedError, simErrors } from '../util/errors.js';
import type { Key } from './kv.js';

const firstCapacity = 64 * 1024;

/** A larger buffer is not kept for the next writer. */
const largestSpare = 4 * 1024 * 1024;

/** Writes length-prefixed pieces into one growing buffer, which the next writer takes over. */
export class ByteWriter {
  static #spare: Buffer | undefined;
  #buffer: Buffer;
  #length = 0;

  constructor() {
    this.#buffer = ByteWriter.#spare ?? Buffer.allocUnsafeSlow(firstCapacity);
    ByteWriter.#spare = undefined;
  }

  get length(): number {
    return this.#length;
  }

  /** Unsigned LEB128 of a safe integer. */
  number(n: number): this {
    this.#reserve(8);
    let rest = n;
    while (rest >= 128) {
      this.#buffer[this.#length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#buffer[this.#length++] = rest;
    return this;
  }

  text(latin1: Key): this {
    this.number(latin1.length);
    this.#reserve(latin1.length);
    this.#length += this.#buffer.write(latin1, this.#length, 'latin1');
    return this;
  }

  bytes(bytes: Uint8Array): this {
    this.number(bytes.length);
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** Bytes or nothing. */
  optional(bytes: Uint8Array | undefined): this {
    return bytes === undefined ? this.number(0) : this.number(1).bytes(bytes);
  }

  /** What was written; the writer must not be used afterwards. */
  finish(): Uint8Array {
    const written = Buffer.allocUnsafeSlow(this.#length);
    written.set(this.#buffer.subarray(0, this.#length));
    if (this.#buffer.length <= largestSpare) ByteWriter.#spare = this.#buffer;
    return written;
  }

  #reserve(length: number): void {
    const needed = this.#length + length;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2));
    larger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = larger;
  }
}

/** Reads what a ByteWriter wrote; anything else is a storeCorrupt error. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.#at === this.#bytes.length;
  }

  number(): number {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined || factor > Number.MAX_SAFE_INTEGER) throw damaged();
      value += (byte & 0x7f) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  }

  text(): Key {
    const start = this.#skip();
    return this.#bytes.toString('latin1', start, this.#at);
  }

  /** A view of the record: many small copies would cost more than keeping the whole. */
  bytes(): Uint8Array {
    const start = this.#skip();
    return new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset + start, this.#at - start);
  }

  optional(): Uint8Array | undefined {
    return this.number() === 0 ? undefined : this.bytes();
  }

  /** Goes over a piece; gives its start. */
  #skip(): number {
    const length = this.number();
    const start = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) throw damaged();
    return start;
  }
}

const damaged = (): CodedError => new CodedError(simErrors.storeCorrupt, 'a record is cut short');
