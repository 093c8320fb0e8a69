import { MsgSubmitPocBatch } from '../gen/inference/inference/tx.js';
import type { Codec } from '../store/value.js';
import { emptyBytes } from '../util/bytes.js';
import { proto } from './codec.js';
import { WireCursor, WireFault } from './wire.js';

const whole = proto(MsgSubmitPocBatch);

/**
 * A batch as a node sends it, with its lists as they stand in the bytes. They are good, and written as the store writes
 * them: as many distances as nonces, at least one, none below 0. So the millions of nonces of a large network go into the
 * store without a number being made of any.
 */
export class SubmittedBatch implements MsgSubmitPocBatch {
  creator = '';
  pocStageStartBlockHeight = 0n;
  batchId = '';
  nodeId = '';
  packedNonces: Uint8Array = emptyBytes;
  packedDist: Uint8Array = emptyBytes;

  get nonces(): readonly bigint[] {
    return new WireCursor(this.packedNonces).plainVarints().map(BigInt);
  }

  get dist(): readonly number[] {
    const { buffer, byteOffset, byteLength } = this.packedDist;
    const view = new DataView(buffer, byteOffset, byteLength);
    return Array.from({ length: byteLength / doubleLength }, (_, i) => view.getFloat64(i * doubleLength, true));
  }
}

/** Messages with a batch. One with anything unusual is decoded in full, for others to judge. */
export const submittedBatchCodec: Codec<MsgSubmitPocBatch> = {
  encode: whole.encode,
  decode: (bytes) => readPlain(bytes) ?? whole.decode(bytes),
};

function readPlain(bytes: Uint8Array): SubmittedBatch | undefined {
  try {
    const batch = readInOrder(new WireCursor(bytes));
    return batch !== undefined && hasGoodLists(batch) ? batch : undefined;
  } catch (error) {
    if (error instanceof WireFault) return undefined;
    throw error;
  }
}

/** Reads fields that stand in order, each at most once, lists packed. Cases are tags: field number and wire type. */
function readInOrder(cursor: WireCursor): SubmittedBatch | undefined {
  const batch = new SubmittedBatch();
  let last = 0;
  while (!cursor.done) {
    const tag = cursor.packedTag();
    if (tag <= last) return undefined;
    last = tag;
    switch (tag) {
      case 10:
        batch.creator = cursor.text();
        break;
      case 16:
        batch.pocStageStartBlockHeight = cursor.int64();
        break;
      case 26:
        batch.batchId = cursor.text();
        break;
      case 34:
        batch.packedNonces = cursor.content();
        break;
      case 42:
        batch.packedDist = cursor.content();
        break;
      case 50:
        batch.nodeId = cursor.text();
        break;
      default:
        return undefined;
    }
  }
  return batch;
}

function hasGoodLists({ packedNonces, packedDist }: SubmittedBatch): boolean {
  const count = countShortVarints(packedNonces);
  return count > 0 && packedDist.length === count * doubleLength && areAllDistances(packedDist);
}

/** Longer varints may be below 0, or too large for plain arithmetic. */
const longestVarint = 7;

/** How many varints there are, when all are as short as can be and far from the sign; otherwise 0. */
function countShortVarints(packed: Uint8Array): number {
  let count = 0;
  let start = 0;
  for (let at = 0; at < packed.length; at++) {
    const byte = packed[at]!;
    if (byte >= 0x80) continue;
    const length = at + 1 - start;
    if (length > longestVarint || (byte === 0 && length > 1)) return 0;
    count += 1;
    start = at + 1;
  }
  return start === packed.length ? count : 0;
}

const doubleLength = 8;

/** Whether no number has a sign, or the exponent of infinity and of what is no number: both stand in the last two bytes. */
function areAllDistances(packed: Uint8Array): boolean {
  for (let end = doubleLength; end <= packed.length; end += doubleLength) {
    const top = packed[end - 1]!;
    if (top > 0x7f || (top === 0x7f && packed[end - 2]! >= 0xf0)) return false;
  }
  return true;
}
