import { describe, expect, it } from 'vitest';
import { parseEventQuery } from '../../src/node/eventQuery.js';
import { MemoryBackend } from '../../src/store/memoryBackend.js';
import { txHash } from '../../src/types/comet/txs.js';
import { bytesToHex } from '../../src/util/bytes.js';
import { simErrors } from '../../src/util/errors.js';
import { carol } from '../app/ante/signing.js';
import { expectError } from '../store/errors.js';
import { devNode, sendTx, VirtualTime } from './devChain.js';

const step = { timeStep: 1_000_000_000n };
const sends = parseEventQuery("message.module = 'bank'");

describe.each([
  ['in memory', () => undefined],
  ['with a database', () => new MemoryBackend()],
])('a snapshot %s', (_, makeBackend) => {
  const opened = () => devNode({ ...step, backend: makeBackend() });

  it('brings back the chain, and the same blocks follow', async () => {
    const node = await opened();
    node.broadcast(sendTx(0));
    node.mine(3);
    const id = node.snapshot();
    const grown = () => {
      node.broadcast(sendTx(1));
      node.mine(4);
      return bytesToHex(node.status().latest.hash);
    };
    const hash = grown();
    node.broadcast(sendTx(2));
    node.mine();
    node.revert(id);
    expect([node.height, node.app.info.lastHeight, node.snapshots]).toEqual([4n, 4n, []]);
    expect([node.blocks.byHeight(5n), node.txs.byHash(txHash(sendTx(1)))]).toEqual([undefined, undefined]);
    expect(node.txs.search(sends, 'ascending').map(({ height }) => height)).toEqual([2n]);
    expect(grown()).toBe(hash);
    expect(node.txs.search(sends, 'ascending').map(({ height }) => height)).toEqual([2n, 5n]);
    await node.stop();
  });

  it('brings back what waited, and the clock', async () => {
    const node = await opened();
    node.broadcast(sendTx(0));
    const id = node.snapshot();
    node.clock.increase(9n);
    node.mine();
    node.broadcast(sendTx(0, { who: carol }));
    node.revert(id);
    expect(node.mempool.txs()).toEqual([sendTx(0)]);
    expect(node.clock.state.skip).toBe(0n);
    expect(node.broadcast(sendTx(1)).code).toBe(0);
    node.mine();
    expect(node.blocks.results(2n)!.txResults.map(({ code }) => code)).toEqual([0, 0]);
    await node.stop();
  });

  it('outlives pruning and the forgetting of blocks, and is free to go when it was reverted past', async () => {
    const pruning = { keepRecent: 2, interval: 1 };
    const node = await devNode({ ...step, backend: makeBackend(), pruning, keepBlocks: 10n });
    const first = node.snapshot();
    node.mine();
    const second = node.snapshot();
    node.mine(230);
    expect([...node.app.held]).toEqual([1n, 2n]);
    expect(node.blocks.earliest).toBe(1n);
    node.revert(second);
    expect([node.height, node.snapshots.map(({ id }) => id)]).toEqual([2n, [first]]);
    node.revert(first);
    expect([node.height, [...node.app.held]]).toEqual([1n, []]);
    node.mine(230);
    expect(node.blocks.earliest).toBeGreaterThan(100n);
    await node.stop();
  });
});

describe('snapshots', () => {
  it('leave nothing behind of the blocks that were given up', async () => {
    const data = new Map<string, Uint8Array>();
    const node = await devNode({ ...step, backend: new MemoryBackend(data) });
    const id = node.snapshot();
    const records = () => [...data.keys()].filter((key) => /^node\/(block|hash|tx|validators)/.test(key));
    node.broadcast(sendTx(0));
    node.mine(5);
    expect(records()).toHaveLength(2 + 2 * 6 + 1);
    node.revert(id);
    node.mine();
    expect(records()).toHaveLength(2 + 2 * 2);
    await node.stop();
  });

  it('are gone with the one that was gone back to, and never named alike', async () => {
    const node = await devNode();
    const ids = [node.snapshot(), node.snapshot(), node.snapshot()];
    expect(node.snapshots).toMatchObject(ids.map((id) => ({ id, height: 1n })));
    node.revert(ids[1]!);
    expectError(() => node.revert(ids[2]!), simErrors.usage, `there is no snapshot ${ids[2]}; there are: ${ids[0]}`);
    expect(ids).not.toContain(node.snapshot());
    await node.stop();
  });

  it('let a chain go on that had stopped', async () => {
    const node = await devNode({ haltHeight: 2n });
    const id = node.snapshot();
    node.mine();
    expect(node.halted).toBeDefined();
    node.revert(id);
    expect([node.height, node.halted]).toEqual([1n, undefined]);
    await node.stop();
  });

  it('make a block of what waits again, when the mode is to', async () => {
    const world = new VirtualTime();
    const node = await devNode({ mode: 'instant' }, world);
    node.broadcast(sendTx(0));
    const id = node.snapshot();
    await world.pass(0);
    expect(node.height).toBe(2n);
    node.revert(id);
    await world.pass(0);
    expect([node.height, node.blocks.results(2n)!.txResults.length]).toEqual([2n, 1]);
    await node.stop();
  });

  it.each(['instant', 'interval'] as const)('lets a chain go on by itself that had halted, %s', async (mode) => {
    const world = new VirtualTime();
    const node = await devNode({ mode, haltHeight: 3n }, world);
    node.mine();
    const id = node.snapshot();
    node.mine();
    node.broadcast(sendTx(0));
    await world.pass(1000);
    expect([node.height, node.halted?.kind]).toEqual([3n, simErrors.usage]);
    node.revert(id);
    node.broadcast(sendTx(0));
    await world.pass(1000);
    expect([node.height, node.blocks.results(3n)!.txResults.length]).toEqual([3n, 1]);
    await node.stop();
  });
});
