import { describe, expect, it } from 'vitest';
import { PoCBatch } from '../../src/gen/inference/inference/pocbatch.js';
import { Value } from '../../src/store/value.js';
import { batchCodec, noncesOfEach } from '../../src/types/storedBatch.js';
import { hexToBytes } from '../../src/util/bytes.js';

const batch = PoCBatch.fromPartial({
  participantAddress: 'gonka1alice',
  pocStageStartBlockHeight: 40n,
  receivedAtBlockHeight: 41n,
  nonces: [7n, 0n, 2n ** 62n, -1n],
  dist: [0.5, 0, 1.5, -2],
  batchId: 'batch ä',
  nodeId: 'node1',
});

const plain = ({ nonces, dist, ...rest }: PoCBatch): PoCBatch => ({ ...rest, nonces, dist });

describe('a stored batch', () => {
  it('is what was stored, also when it is empty', () => {
    expect(plain(batchCodec.decode(batchCodec.encode(batch)))).toEqual(batch);
    expect(plain(batchCodec.decode(batchCodec.encode(PoCBatch.create())))).toEqual(PoCBatch.create());
  });

  it('shows all of itself as JSON', () => {
    const { nonces, ...shown } = { ...batch };
    const text = JSON.stringify(batchCodec.decode(batchCodec.encode(batch)), (_, value) =>
      typeof value === 'bigint' ? Number(value) : value,
    );
    expect(JSON.parse(text)).toEqual({
      ...shown,
      pocStageStartBlockHeight: 40,
      receivedAtBlockHeight: 41,
      nonces: nonces.map(Number),
    });
  });

  it('tells its nonces beside those of others, as plain numbers where all of them are exact', () => {
    const lists = [[1n, 2n, 300n], [7n, -1n], [], [2n ** 53n - 1n], Array.from({ length: 5000 }, (_, i) => BigInt(i))];
    const stored = lists.map((nonces) => batchCodec.decode(batchCodec.encode({ ...batch, nonces })));
    const found = noncesOfEach(stored);
    expect(found.map((nonces) => Array.from(nonces, BigInt))).toEqual(lists);
    expect(found.map((nonces) => nonces instanceof Float64Array)).toEqual([true, false, true, true, true]);
  });

  it('takes no field from 2^29 on for one of its own', () => {
    expect(batchCodec.decode(hexToBytes('0a0162' + '8a808080100161')).participantAddress).toBe('b');
  });

  it('has the same bytes again', () => {
    const bytes = batchCodec.encode(batch);
    expect(batchCodec.encode(batchCodec.decode(bytes))).toEqual(bytes);
  });

  it('is kept as bytes from the moment that somebody has asked for them', () => {
    const value = Value.ofRecord(batch, batchCodec);
    expect(value.read(batchCodec)).toBe(batch);
    const { bytes } = value;
    expect(value.read(batchCodec)).not.toBe(batch);
    expect(value.read(batchCodec)).not.toBe(value.read(batchCodec));
    expect(value.bytes).toBe(bytes);
  });
});
