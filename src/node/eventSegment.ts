import { ByteReader, ByteWriter } from '../store/byteCodec.js';
import type { EventMap } from './eventMap.js';

/** Where something was emitted: by a block's own modules, or by one of its transactions. */
export interface EventPlace {
  readonly height: bigint;
  /** Of the transaction; undefined for the block itself. */
  readonly index: number | undefined;
}

/** A place in 32 bits: the block's distance from the segment's first, and 0 for the block or 1 + the transaction's index. */
const indexBits = 22;
/** Blocks of one segment. */
export const segmentBlocks = 2 ** (32 - indexBits);

/** FNV-1a of `key=value`: what is told apart wrongly only costs a second look. */
function hashOf(key: string, value: string): number {
  let hash = 0x811c9dc5;
  for (const text of [key, '=', value]) {
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * Which of some blocks in a row, and which of their transactions, may have emitted a value: 8 bytes for each value, so that
 * all of a long chain fit into memory.
 */
export class EventSegment {
  readonly from: bigint;
  /** Hashes and places of entries, in the order of places. */
  #hashes: Uint32Array;
  #places: Uint32Array;
  #length: number;
  #to: bigint;

  constructor(from: bigint) {
    this.from = from;
    this.#to = from - 1n;
    this.#hashes = new Uint32Array(1024);
    this.#places = new Uint32Array(1024);
    this.#length = 0;
  }

  /** The last block in it; one below the first when there is none. */
  get to(): bigint {
    return this.#to;
  }

  get entries(): number {
    return this.#length;
  }

  /** Takes in the next block: its own events, and those of its transactions in order. */
  add(own: EventMap, txs: readonly EventMap[]): void {
    this.#to += 1n;
    const block = Number(this.#to - this.from) * 2 ** indexBits;
    this.#addMap(own, block);
    for (const [index, map] of txs.entries()) this.#addMap(map, block + index + 1);
  }

  /** Forgets the blocks above a height. */
  cut(height: bigint): void {
    if (height >= this.#to) return;
    this.#to = height < this.from ? this.from - 1n : height;
    const end = Number(this.#to - this.from + 1n) * 2 ** indexBits;
    while (this.#length > 0 && this.#places[this.#length - 1]! >= end) this.#length -= 1;
  }

  /** Places that may have emitted the value, in order. */
  find(key: string, value: string): EventPlace[] {
    const wanted = hashOf(key, value);
    return this.#placesWhere((hash) => hash === wanted);
  }

  /** All blocks and transactions that emitted anything, in order. */
  all(): EventPlace[] {
    return this.#placesWhere(() => true);
  }

  encode(): Uint8Array {
    const bytes = (numbers: Uint32Array) => new Uint8Array(numbers.buffer, 0, this.#length * 4);
    const writer = new ByteWriter().number(Number(this.from)).number(Number(this.#to));
    return writer.bytes(bytes(this.#hashes)).bytes(bytes(this.#places)).finish().slice();
  }

  static decode(bytes: Uint8Array): EventSegment {
    const reader = new ByteReader(bytes);
    const segment = new EventSegment(BigInt(reader.number()));
    segment.#to = BigInt(reader.number());
    const numbers = () => new Uint32Array(reader.bytes().slice().buffer);
    [segment.#hashes, segment.#places] = [numbers(), numbers()];
    segment.#length = segment.#hashes.length;
    return segment;
  }

  #placesWhere(isWanted: (hash: number) => boolean): EventPlace[] {
    const found: EventPlace[] = [];
    let last = -1;
    for (let i = 0; i < this.#length; i++) {
      const place = this.#places[i]!;
      if (place === last || !isWanted(this.#hashes[i]!)) continue;
      found.push(this.#placeOf(place));
      last = place;
    }
    return found;
  }

  #addMap(map: EventMap, place: number): void {
    for (const [key, values] of map) for (const value of values) this.#push(hashOf(key, value), place);
  }

  #push(hash: number, place: number): void {
    if (this.#length === this.#hashes.length) {
      this.#hashes = grown(this.#hashes);
      this.#places = grown(this.#places);
    }
    this.#hashes[this.#length] = hash;
    this.#places[this.#length] = place;
    this.#length += 1;
  }

  #placeOf(place: number): EventPlace {
    const index = place % 2 ** indexBits;
    const height = this.from + BigInt(Math.floor(place / 2 ** indexBits));
    return { height, index: index === 0 ? undefined : index - 1 };
  }
}

function grown(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
