import { BinaryReader } from '@bufbuild/protobuf/wire';
import { BinaryReader as SdkReader } from 'cosmjs-types/binary';
import { emptyBytes } from '../util/bytes.js';
import { textOf } from './knownTexts.js';

// The readers of ts-proto's and of cosmjs-types' decoders without their own costs: one object serves all decoding, a number
// that fits a few bytes is read as one, and a text that was there before is not made again.

/** What a reader of ts-proto's decoders knows of its place; the package keeps it to itself. */
interface Place {
  buf: Uint8Array;
  len: number;
  pos: number;
}

export class LeanReader extends BinaryReader {
  #view: DataView | undefined;

  constructor() {
    super(emptyBytes);
  }

  of(bytes: Uint8Array): this {
    const place = placeOf(this);
    place.buf = bytes;
    place.len = bytes.length;
    place.pos = 0;
    this.#view = undefined;
    return this;
  }

  override int64(): bigint {
    const short = readShort(placeOf(this));
    return short < 0 ? (super.int64() as bigint) : BigInt(short);
  }

  override uint64(): bigint {
    const short = readShort(placeOf(this));
    return short < 0 ? (super.uint64() as bigint) : BigInt(short);
  }

  override double(): number {
    this.pos += 8;
    return this.#bytes.getFloat64(this.pos - 8, true);
  }

  override float(): number {
    this.pos += 4;
    return this.#bytes.getFloat32(this.pos - 4, true);
  }

  override string(): string {
    return readText(placeOf(this), this.uint32());
  }

  get #bytes(): DataView {
    const { buf } = placeOf(this);
    this.#view ??= new DataView(buf.buffer, buf.byteOffset, buf.length);
    return this.#view;
  }
}

/** Its own begins with a copy of the bytes, and makes texts of numbers from 64 bits on the way to a bigint. */
export class LeanSdkReader extends SdkReader {
  of(bytes: Uint8Array): this {
    this.buf = bytes;
    this.pos = 0;
    this.len = bytes.length;
    return this;
  }

  override int64(): bigint {
    const short = readShort(this);
    return short < 0 ? super.int64() : BigInt(short);
  }

  override uint64(): bigint {
    const short = readShort(this);
    return short < 0 ? super.uint64() : BigInt(short);
  }

  override string(): string {
    return readText(this, this.uint32());
  }
}

const placeOf = (reader: LeanReader): Place => reader as unknown as Place;

/** Past the end, it complains as the readers do. */
function readText(place: Place, length: number): string {
  const start = place.pos;
  const end = start + length;
  if (end > place.len) throw new RangeError('premature EOF');
  place.pos = end;
  return textOf(place.buf, start, end);
}

/** A varint of four bytes at most, which is what nearly all are; -1, and the place as before, for any other. */
function readShort(place: Place): number {
  const { buf, len } = place;
  let at = place.pos;
  let value = 0;
  for (let shift = 0; shift < 28 && at < len; shift += 7) {
    const byte = buf[at++]!;
    value |= (byte & 127) << shift;
    if (byte < 128) {
      place.pos = at;
      return value;
    }
  }
  return -1;
}
