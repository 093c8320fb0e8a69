import { CodedError, simErrors } from '../../util/errors.js';

/** Bits of one chunk of a window of missed blocks. */
export const chunkBits = 1024n;

/** A chunk's length in bits, then words of 64 bits, all most significant byte first: as the SDK's bit set is written. */
const headerBytes = 8;
const chunkBytes = headerBytes + Number(chunkBits) / 8;

const emptyChunk = (): Uint8Array => {
  const bytes = new Uint8Array(chunkBytes);
  new DataView(bytes.buffer).setBigUint64(0, chunkBits);
  return bytes;
};

/** The byte and the bit in it of a place in the window. */
function placeOf(index: bigint): { readonly at: number; readonly mask: number } {
  const bit = Number(index % chunkBits);
  const word = Math.floor(bit / 64);
  const byteInWord = 7 - Math.floor((bit % 64) / 8);
  return { at: headerBytes + word * 8 + byteInWord, mask: 1 << (bit % 8) };
}

/** Whether the bit of a place in the window is set; a chunk that is not there has none. */
export function hasBit(chunk: Uint8Array | undefined, index: bigint): boolean {
  if (chunk === undefined) return false;
  const { at, mask } = placeOf(index);
  return (byteAt(chunk, at) & mask) !== 0;
}

/** The chunk with the bit of a place set. */
export function withBit(chunk: Uint8Array | undefined, index: bigint): Uint8Array {
  const { at, mask } = placeOf(index);
  const bytes = chunk === undefined ? emptyChunk() : chunk.slice();
  bytes[at] = byteAt(bytes, at) | mask;
  return bytes;
}

/** The chunk with the bit of a place cleared. */
export function withoutBit(chunk: Uint8Array | undefined, index: bigint): Uint8Array {
  const { at, mask } = placeOf(index);
  const bytes = chunk === undefined ? emptyChunk() : chunk.slice();
  bytes[at] = byteAt(bytes, at) & ~mask;
  return bytes;
}

/** The places of a chunk's set bits, ascending, counted from the window's start. */
export function* bitsOf(chunk: Uint8Array, chunkIndex: bigint): IterableIterator<bigint> {
  for (let bit = 0n; bit < chunkBits; bit++) if (hasBit(chunk, bit)) yield chunkIndex * chunkBits + bit;
}

function byteAt(chunk: Uint8Array, at: number): number {
  const byte = chunk[at];
  if (byte === undefined) throw new CodedError(simErrors.malformedBytes, 'a chunk of missed blocks is too short');
  return byte;
}
