import { describe, expect, it } from 'vitest';
import { eventMap } from '../../src/node/eventMap.js';
import { parseEventQuery } from '../../src/node/eventQuery.js';
import { EventSegment, segmentBlocks } from '../../src/node/eventSegment.js';
import type { Node } from '../../src/node/node.js';
import { MemoryBackend } from '../../src/store/memoryBackend.js';
import { txHash } from '../../src/types/comet/txs.js';
import { bytesToHex } from '../../src/util/bytes.js';
import { alice, bob, carol } from '../app/ante/signing.js';
import { devNode, sendTx } from './devChain.js';

const map = (...entries: [string, string][]) =>
  eventMap(entries.map(([key, value]) => ({ type: 'e', attributes: [{ key, value }] })));

describe('a segment of the event index', () => {
  const segment = new EventSegment(10n);
  segment.add(map(['a', '1']), [map(['b', '1']), map(['a', '1'], ['a', '1'])]);
  segment.add(map(), []);
  segment.add(map(['b', '1']), [map(['a', '2'])]);

  it.each([
    [
      'e.a',
      '1',
      [
        [10n, undefined],
        [10n, 1],
      ],
    ],
    [
      'e.b',
      '1',
      [
        [10n, 0],
        [12n, undefined],
      ],
    ],
    ['e.a', '2', [[12n, 0]]],
    ['e.a', '3', []],
  ])('knows where %s was %s', (key, value, places) => {
    expect(segment.find(key, value).map(({ height, index }) => [height, index])).toEqual(places);
  });

  it('is kept and read again', () => {
    const again = EventSegment.decode(segment.encode());
    expect([again.from, again.to, again.entries]).toEqual([10n, 12n, segment.entries]);
    expect(again.find('e.b', '1')).toEqual(segment.find('e.b', '1'));
  });

  it('is cut at a height, and goes on', () => {
    const again = EventSegment.decode(segment.encode());
    again.cut(10n);
    expect([again.to, again.find('e.b', '1').length]).toEqual([10n, 1]);
    again.add(map(['c', '1']), []);
    expect(again.find('e.c', '1')).toEqual([{ height: 11n, index: undefined }]);
    again.cut(3n);
    expect([again.to, again.entries]).toEqual([9n, 0]);
  });

  it('grows as far as it must', () => {
    const large = new EventSegment(1n);
    const txs = Array.from({ length: 3000 }, (_, i) => map(['k', String(i)]));
    large.add(map(), txs);
    expect(large.find('e.k', '2999')).toEqual([{ height: 1n, index: 2999 }]);
  });
});

/** Heights and places of what a query finds. */
const found = (node: Node, query: string): string =>
  node.txs
    .search(parseEventQuery(query), 'ascending')
    .map(({ height, index }) => `${height}/${index}`)
    .join(' ');

describe('a search for transactions', () => {
  const chain = async () => {
    const node = await devNode();
    node.broadcast(sendTx(0));
    node.broadcast(sendTx(0, { who: bob }));
    node.mine(2);
    node.broadcast(sendTx(1));
    node.broadcast(sendTx(0, { who: carol, amount: 7n }));
    node.mine();
    return node;
  };

  it('finds by what was emitted, by height and by hash', async () => {
    const node = await chain();
    const hash = bytesToHex(txHash(sendTx(1)));
    expect([
      found(node, `message.sender = '${alice.address}'`),
      found(node, `message.sender = '${alice.address}' AND tx.height > 2`),
      found(node, `transfer.amount = '7ngonka' AND message.module = 'bank'`),
      found(node, `transfer.amount = '7ngonka' AND message.sender = '${alice.address}'`),
      found(node, 'tx.height = 2'),
      found(node, 'tx.height >= 2 AND tx.height < 4'),
      found(node, "transfer.amount CONTAINS 'ngonka'"),
      found(node, `tx.hash = '${hash}'`),
      found(node, `tx.hash = '${hash.toUpperCase()}' AND tx.height = 1`),
      found(node, "tx.hash = 'zz'"),
      found(node, "tx.hash = 'AA'"),
      found(node, "message.module = 'gov'"),
      found(node, 'tx.height = 99'),
    ]).toEqual(['2/0 4/0', '4/0', '4/1', '', '2/0 2/1', '2/0 2/1', '2/0 2/1 4/0 4/1', '4/0', '4/0', '', '', '', '']);
    const newest = node.txs.search(parseEventQuery("message.module = 'bank'"), 'descending');
    expect(newest.map(({ height, index }) => `${height}/${index}`)).toEqual(['4/1', '4/0', '2/1', '2/0']);
    await node.stop();
  });

  it('finds blocks by their height', async () => {
    const node = await chain();
    const heights = (query: string) => node.txs.searchBlocks(parseEventQuery(query), 'ascending');
    expect(heights('block.height > 1 AND block.height <= 3')).toEqual([2n, 3n]);
    expect(heights("message.module = 'bank'")).toEqual([]);
    expect(node.txs.searchBlocks(parseEventQuery('block.height < 3'), 'descending')).toEqual([2n, 1n]);
    await node.stop();
  });

  it('keeps a segment that a search closed, also when the chain goes back before its next block', async () => {
    const data = new Map<string, Uint8Array>();
    const node = await devNode({ backend: new MemoryBackend(data) });
    const query = `message.sender = '${alice.address}'`;
    node.broadcast(sendTx(0));
    // A search here, so that none but the next one closes the segment.
    node.mine(segmentBlocks - 8);
    expect(found(node, query)).toBe('2/0');
    node.mine(16);
    const id = node.snapshot();
    expect(found(node, query)).toBe('2/0');
    node.revert(id);
    node.mine();
    await node.stop();
    const again = await devNode({ backend: new MemoryBackend(data) });
    expect(found(again, query)).toBe('2/0');
    await again.stop();
  });

  it('finds in closed segments, also after a start', async () => {
    const data = new Map<string, Uint8Array>();
    const node = await devNode({ backend: new MemoryBackend(data) });
    node.broadcast(sendTx(0));
    node.mine(segmentBlocks + 40);
    node.broadcast(sendTx(1));
    node.mine();
    const query = `message.sender = '${alice.address}'`;
    const places = `2/0 ${segmentBlocks + 42}/0`;
    expect(found(node, query)).toBe(places);
    expect([...data.keys()].filter((key) => key.startsWith('node/index'))).toEqual(['node/index/1', 'node/index']);
    await node.stop();
    const again = await devNode({ backend: new MemoryBackend(data) });
    expect(found(again, query)).toBe(places);
    await again.stop();
  });
});
