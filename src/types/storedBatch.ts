import { PoCBatch } from '../gen/inference/inference/pocbatch.js';
import type { MsgSubmitPocBatch } from '../gen/inference/inference/tx.js';
import type { Codec } from '../store/value.js';
import { bytesToUtf8, emptyBytes, equalBytes } from '../util/bytes.js';
import { proto } from './codec.js';
import type { SlabWriter } from './slabWriter.js';
import { SubmittedBatch } from './submittedBatch.js';
import { fieldOf, tagOf, varint, WireCursor } from './wire.js';

const whole = proto<PoCBatch>({
  $type: PoCBatch.$type,
  encode: (batch, writer) =>
    batch instanceof ArrivedBatch ? batch.write(writer as SlabWriter) : PoCBatch.encode(batch, writer as never),
  decode: PoCBatch.decode,
});

/** Whose batch was read last: a participant's batches stand together, and his address need not be made anew for each. */
const lastOwner = { bytes: emptyBytes, address: '' };

function ownerOf(bytes: Uint8Array): string {
  if (!equalBytes(bytes, lastOwner.bytes)) {
    lastOwner.address = bytesToUtf8(bytes);
    lastOwner.bytes = bytes;
  }
  return lastOwner.address;
}

/** Where nonces are read to: the PoC of a large network would leave behind as many lists as it has batches. */
let room = new Float64Array(1024);

/** A new room leaves lists that were read before in the old one. */
function roomFor(length: number): Float64Array {
  if (length > room.length) room = new Float64Array(length * 2);
  return room;
}

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
  /** Where the nonces begin. */
  #noncesAt: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#noncesAt = bytes.length;
    const cursor = new WireCursor(bytes);
    while (!cursor.done) this.#readField(cursor);
  }

  get nonces(): readonly bigint[] {
    const plain = this.plainNonces(0);
    return plain === undefined ? this.exactNonces : Array.from(plain, BigInt);
  }

  get exactNonces(): readonly bigint[] {
    return whole.decode(this.#bytes).nonces;
  }

  /**
   * The nonces as plain numbers, at a tenth of the cost, in the room from a place on; undefined where one is below 0 or too
   * large for that.
   */
  plainNonces(start: number): Float64Array | undefined {
    const cursor = new WireCursor(this.#bytes, this.#noncesAt);
    // Each takes a byte at least.
    const room = roomFor(start + this.#bytes.length - this.#noncesAt);
    let at = start;
    while (!cursor.done) {
      const tag = cursor.tag();
      if (tag.number !== 4) cursor.skip(tag);
      else if (tag.wireType === varint) room[at++] = cursor.plainVarint();
      else {
        const outer = cursor.enter();
        while (!cursor.done) room[at++] = cursor.plainVarint();
        cursor.leave(outer);
      }
    }
    for (let place = start; place < at; place++) if (room[place]! > Number.MAX_SAFE_INTEGER) return undefined;
    return room.subarray(start, at);
  }

  get dist(): readonly number[] {
    return whole.decode(this.#bytes).dist;
  }

  /** All of it, for texts that are made of records. */
  toJSON(): PoCBatch {
    return whole.decode(this.#bytes);
  }

  #readField(cursor: WireCursor): void {
    const start = cursor.at;
    const tag = cursor.packedTag();
    switch (fieldOf(tag)) {
      case 1:
        this.participantAddress = ownerOf(cursor.content());
        return;
      case 2:
        this.pocStageStartBlockHeight = cursor.int64();
        return;
      case 3:
        this.receivedAtBlockHeight = cursor.int64();
        return;
      case 6:
        this.batchId = cursor.text();
        return;
      case 7:
        this.nodeId = cursor.text();
        return;
      case 4:
        this.#noncesAt = Math.min(this.#noncesAt, start);
        cursor.skip(tagOf(tag));
        return;
      default:
        cursor.skip(tagOf(tag));
    }
  }
}

/** What becomes of a message's batch beside what the message says. */
export interface Arrival {
  readonly receivedAtBlockHeight: bigint;
  /** As it is stored. */
  readonly nodeId: string;
}

/** A batch between its message and the store, which takes its lists over as bytes. */
class ArrivedBatch implements PoCBatch {
  readonly participantAddress: string;
  readonly pocStageStartBlockHeight: bigint;
  readonly receivedAtBlockHeight: bigint;
  readonly batchId: string;
  readonly nodeId: string;
  readonly #msg: SubmittedBatch;

  constructor(msg: SubmittedBatch, { receivedAtBlockHeight, nodeId }: Arrival) {
    this.participantAddress = msg.creator;
    this.pocStageStartBlockHeight = msg.pocStageStartBlockHeight;
    this.receivedAtBlockHeight = receivedAtBlockHeight;
    this.batchId = msg.batchId;
    this.nodeId = nodeId;
    this.#msg = msg;
  }

  get nonces(): readonly bigint[] {
    return this.#msg.nonces;
  }

  get dist(): readonly number[] {
    return this.#msg.dist;
  }

  toJSON(): PoCBatch {
    const { nonces, dist } = this;
    return { ...this, nonces, dist };
  }

  /** Writes the fields in their order; those before the lists, and those behind them, as every batch's are. */
  write(writer: SlabWriter): SlabWriter {
    const { participantAddress, pocStageStartBlockHeight, receivedAtBlockHeight, batchId, nodeId } = this;
    const { packedNonces, packedDist } = this.#msg;
    PoCBatch.encode(
      { ...noBatch, participantAddress, pocStageStartBlockHeight, receivedAtBlockHeight },
      writer as never,
    );
    writer.uint32(34).bytes(packedNonces).uint32(42).bytes(packedDist);
    PoCBatch.encode({ ...noBatch, batchId, nodeId }, writer as never);
    return writer;
  }
}

const noBatch = PoCBatch.create();

/** The batch that a message brings. */
export function arrivedBatch(msg: MsgSubmitPocBatch, arrival: Arrival): PoCBatch {
  if (msg instanceof SubmittedBatch) return new ArrivedBatch(msg, arrival);
  const { creator: participantAddress, pocStageStartBlockHeight, nonces, dist, batchId } = msg;
  return { participantAddress, pocStageStartBlockHeight, nonces, dist, batchId, ...arrival };
}

/** Batches, which the store keeps as bytes. */
export const batchCodec: Codec<PoCBatch> = {
  keepsRecords: false,
  encode: whole.encode,
  decode: (bytes) => new StoredBatch(bytes),
};

/** A list of nonces, as plain numbers where those are exact. */
export type Nonces = readonly bigint[] | Float64Array;

/**
 * The nonces of each of some batches, in whichever form is at hand: to be used before somebody asks again, because the
 * same room serves for all.
 */
export function noncesOfEach(batches: readonly PoCBatch[]): Nonces[] {
  let at = 0;
  return batches.map((batch) => {
    if (!(batch instanceof StoredBatch)) return batch.nonces;
    const plain = batch.plainNonces(at);
    at += plain?.length ?? 0;
    return plain ?? batch.exactNonces;
  });
}
