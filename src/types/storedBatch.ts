import { PoCBatch } from '../gen/inference/inference/pocbatch.js';
import type { Codec } from '../store/value.js';
import { bytesToUtf8 } from '../util/bytes.js';
import { proto } from './codec.js';
import { varint, WireCursor } from './wire.js';

const whole = proto(PoCBatch);

const readInt64 = (cursor: WireCursor): bigint => BigInt.asIntN(64, cursor.varint());

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
    return this.plainNonces?.map(BigInt) ?? whole.decode(this.#bytes).nonces;
  }

  /** The nonces as plain numbers, at a tenth of the cost; undefined where one is below 0 or too large for that. */
  get plainNonces(): readonly number[] | undefined {
    let nonces: readonly number[] = [];
    const cursor = new WireCursor(this.#bytes);
    while (!cursor.done) {
      const tag = cursor.tag();
      if (tag.number !== 4) cursor.skip(tag);
      else nonces = nonces.concat(tag.wireType === varint ? cursor.plainVarint() : cursor.inside().plainVarints());
    }
    return nonces.every((nonce) => nonce <= Number.MAX_SAFE_INTEGER) ? nonces : undefined;
  }

  get dist(): readonly number[] {
    return whole.decode(this.#bytes).dist;
  }

  /** All of it, for texts that are made of records. */
  toJSON(): PoCBatch {
    return whole.decode(this.#bytes);
  }

  #readField(cursor: WireCursor): void {
    const tag = cursor.tag();
    switch (tag.number) {
      case 1:
        this.participantAddress = bytesToUtf8(cursor.content());
        return;
      case 2:
        this.pocStageStartBlockHeight = readInt64(cursor);
        return;
      case 3:
        this.receivedAtBlockHeight = readInt64(cursor);
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

/** The nonces of a batch in whichever form is at hand. */
export const noncesOf = (batch: PoCBatch): readonly bigint[] | readonly number[] =>
  (batch instanceof StoredBatch ? batch.plainNonces : undefined) ?? batch.nonces;
