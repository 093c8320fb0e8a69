import { PoCBatch } from '../gen/inference/inference/pocbatch.js';
import type { Codec } from '../store/value.js';
import { proto } from '../types/codec.js';
import { WireCursor } from '../types/wire.js';
import { bytesToUtf8 } from '../util/bytes.js';

const whole = proto(PoCBatch);

/**
 * A batch as it stands in the store: its two lists are read out of the bytes whenever somebody asks for them, and are no
 * part of a copy by spreading. The PoC of a large network holds millions of nonces, and most rules only want to know whose.
 */
class StoredBatch implements PoCBatch {
  participantAddress = '';
  pocStageStartBlockHeight = 0n;
  receivedAtBlockHeight = 0n;
  batchId = '';
  nodeId = '';
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    const cursor = new WireCursor(bytes);
    while (!cursor.done) this.#readField(cursor);
  }

  get nonces(): readonly bigint[] {
    return whole.decode(this.#bytes).nonces;
  }

  get dist(): readonly number[] {
    return whole.decode(this.#bytes).dist;
  }

  #readField(cursor: WireCursor): void {
    const tag = cursor.tag();
    switch (tag.number) {
      case 1:
        this.participantAddress = bytesToUtf8(cursor.content());
        return;
      case 2:
        this.pocStageStartBlockHeight = BigInt.asIntN(64, cursor.varint());
        return;
      case 3:
        this.receivedAtBlockHeight = BigInt.asIntN(64, cursor.varint());
        return;
      case 6:
        this.batchId = bytesToUtf8(cursor.content());
        return;
      case 7:
        this.nodeId = bytesToUtf8(cursor.content());
        return;
      default:
        cursor.skip(tag);
    }
  }
}

/** Batches, which the store keeps as bytes. */
export const batchCodec: Codec<PoCBatch> = {
  keepsRecords: false,
  encode: whole.encode,
  decode: (bytes) => new StoredBatch(bytes),
};
