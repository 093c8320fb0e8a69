import { describe, expect, it } from 'vitest';
import { PoCBatch } from '../../src/gen/inference/inference/pocbatch.js';
import { MsgSubmitPocBatch } from '../../src/gen/inference/inference/tx.js';
import { proto } from '../../src/types/codec.js';
import { arrivedBatch, batchCodec } from '../../src/types/storedBatch.js';
import { SubmittedBatch, submittedBatchCodec } from '../../src/types/submittedBatch.js';
import { hexToBytes } from '../../src/util/bytes.js';

const whole = proto(MsgSubmitPocBatch);
const arrival = { receivedAtBlockHeight: 41n, nodeId: 'node1' };

const message = (changes: Partial<MsgSubmitPocBatch> = {}): MsgSubmitPocBatch => ({
  creator: 'gonka1alice',
  pocStageStartBlockHeight: 40n,
  batchId: 'batch ä',
  nonces: [7n, 0n, 2n ** 48n, 128n],
  dist: [0.5, 0, 1.5, Number.MAX_VALUE],
  nodeId: 'node1',
  ...changes,
});

const plain = ({ nonces, dist, ...rest }: MsgSubmitPocBatch): MsgSubmitPocBatch => {
  const { creator, pocStageStartBlockHeight, batchId, nodeId } = rest;
  return { creator, pocStageStartBlockHeight, batchId, nonces, dist, nodeId };
};

/** The stored bytes of a batch all of whose fields were decoded. */
const storedWhole = (msg: MsgSubmitPocBatch): Uint8Array =>
  proto(PoCBatch).encode({
    participantAddress: msg.creator,
    pocStageStartBlockHeight: msg.pocStageStartBlockHeight,
    nonces: msg.nonces,
    dist: msg.dist,
    batchId: msg.batchId,
    ...arrival,
  });

function outcome(decode: () => MsgSubmitPocBatch): unknown {
  try {
    return plain(decode());
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a batch as it is sent', () => {
  it('keeps its lists as bytes, and shows what is in them', () => {
    const read = submittedBatchCodec.decode(submittedBatchCodec.encode(message()));
    expect(read).toBeInstanceOf(SubmittedBatch);
    expect(plain(read)).toEqual(message());
  });

  it.each([
    ['a nonce below 0', { nonces: [1n, -1n, 2n, 3n] }],
    ['a large nonce', { nonces: [1n, 2n ** 49n, 2n, 3n] }],
    ['the largest nonce', { nonces: [1n, 2n ** 63n - 1n, 2n, 3n] }],
    ['a distance below 0', { dist: [0, 1, -1, 2] }],
    ['the 0 below 0', { dist: [0, 1, -0, 2] }],
    ['an infinite distance', { dist: [0, 1, Number.POSITIVE_INFINITY, 2] }],
    ['a distance that is no number', { dist: [0, 1, Number.NaN, 2] }],
    ['too few distances', { dist: [0, 1, 2] }],
    ['no nonces', { nonces: [], dist: [] }],
  ])('is decoded in full with %s', (_, changes) => {
    const read = submittedBatchCodec.decode(whole.encode(message(changes)));
    expect(read).not.toBeInstanceOf(SubmittedBatch);
    expect(read).toEqual(message(changes));
  });

  const one = { nonces: '220105', dist: `2a08${'00'.repeat(8)}` };
  it.each([
    ['in order', one.nonces + one.dist, true],
    ['out of order', one.dist + one.nonces, false],
    ['twice', one.nonces + one.nonces + one.dist, false],
    ['one by one', `2005${one.dist}`, false],
    ['with an unknown field', `${one.nonces + one.dist}9a0600`, false],
    ['with a nonce longer than need be', `22028500${one.dist}`, false],
    ['with a nonce that goes on behind the list', `220185${one.dist}`, false],
    ['with half a distance', `${one.nonces}2a0400000000`, false],
    ['with lists of different lengths', `22020506${one.dist}`, false],
    ['cut off', `${one.nonces}2a08000000`, false],
    ['with no varint at all', `${one.nonces + one.dist}ffffffffffffffffffffffff`, false],
  ])('is the same as when it is decoded in full: %s', (_, hex, isPlain) => {
    const bytes = hexToBytes(hex);
    expect(outcome(() => submittedBatchCodec.decode(bytes))).toEqual(outcome(() => whole.decode(bytes)));
    if (isPlain) expect(submittedBatchCodec.decode(bytes)).toBeInstanceOf(SubmittedBatch);
  });
});

describe('a batch that has arrived', () => {
  it.each([
    ['with all fields', message()],
    ['with the lists alone', message({ creator: '', pocStageStartBlockHeight: 0n, batchId: '', nodeId: '' })],
    ['with a nonce below 0', message({ nonces: [1n, -1n, 2n, 3n] })],
  ])('is stored as the same bytes: %s', (_, msg) => {
    const read = submittedBatchCodec.decode(whole.encode(msg));
    expect(batchCodec.encode(arrivedBatch(read, arrival))).toEqual(storedWhole(msg));
  });

  it('shows all of itself before it is stored', () => {
    const batch = arrivedBatch(submittedBatchCodec.decode(whole.encode(message())), arrival);
    const shown = { ...(batch as PoCBatch & { toJSON(): PoCBatch }).toJSON() };
    expect(shown).toEqual(proto(PoCBatch).decode(storedWhole(message())));
  });
});
