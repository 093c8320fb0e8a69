import { afterEach, describe, expect, it } from 'vitest';
import { mempoolErrors } from '../../src/node/mempool.js';
import type { Node } from '../../src/node/node.js';
import type { NodeOptions } from '../../src/node/nodeOptions.js';
import { packageVersion } from '../../src/node/packageVersion.js';
import { MemoryBackend } from '../../src/store/memoryBackend.js';
import { fromTimestamp } from '../../src/types/comet/time.js';
import { txHash } from '../../src/types/comet/txs.js';
import { sdkErrors } from '../../src/types/errors.js';
import { bytesToHex, bytesToUtf8, utf8ToBytes } from '../../src/util/bytes.js';
import { type CodedError, simErrors } from '../../src/util/errors.js';
import { carol } from '../app/ante/signing.js';
import { expectError, expectRejection } from '../store/errors.js';
import { devGenesis, devNode, genesisNanos, sendTx, VirtualTime } from './devChain.js';

const opened: Node[] = [];
async function nodeWith(options: Partial<NodeOptions> = {}, world = new VirtualTime()): Promise<Node> {
  const node = await devNode(options, world);
  opened.push(node);
  return node;
}

afterEach(async () => {
  for (const node of opened.splice(0)) await node.stop();
});

const hashAt = (node: Node, height: bigint): string => bytesToHex(node.blocks.byHeight(height)!.blockId.hash);

describe('a node', () => {
  it('has made its first block when it is open, with the time of genesis', async () => {
    const node = await nodeWith({ moniker: 'mine' });
    const { block } = node.blocks.byHeight(1n)!;
    expect(fromTimestamp(block.header.time)).toBe(genesisNanos);
    expect([node.height, node.blocks.earliest, node.mode]).toEqual([1n, 1n, 'manual']);
    expect(node.status()).toMatchObject({ moniker: 'mine', chainId: 'gonka-test-1', validator: { power: 10n } });
    expect(node.nodeId).toMatch(/^[0-9a-f]{40}$/);
  });

  it('begins at the initial height of genesis', async () => {
    const node = await nodeWith({ genesis: devGenesis({ initialHeight: 58 }) });
    node.mine(2);
    expect([node.blocks.earliest, node.height, node.status().earliest.height]).toEqual([58n, 60n, 58n]);
    expect(node.blocks.byHeight(58n)!.block.lastCommit!.signatures).toEqual([]);
  });

  it('takes a transaction, makes a block of it and finds it again', async () => {
    const node = await nodeWith();
    const tx = sendTx(0);
    expect(node.broadcast(tx)).toMatchObject({ code: 0, gasWanted: 200_000n });
    expect([node.mempool.size, node.mempool.bytes]).toEqual([1, tx.length]);
    expect(node.mine().block.data.txs).toEqual([tx]);
    expect(node.txs.byHash(txHash(tx))).toMatchObject({ height: 2n, index: 0, tx, result: { code: 0 } });
    expect(node.blocks.results(2n)!.txResults).toHaveLength(1);
    expect(node.mempool.size).toBe(0);
    expect(node.txs.byHash(txHash(utf8ToBytes('none')))).toBeUndefined();
  });

  it('refuses what CheckTx refuses, and what it knows', async () => {
    const node = await nodeWith();
    expect(node.broadcast(sendTx(7))).toMatchObject({ code: sdkErrors.wrongSequence.code, codespace: 'sdk' });
    node.broadcast(sendTx(0));
    expectError(() => node.broadcast(sendTx(0)), mempoolErrors.inCache);
  });

  it('keeps transactions of one sender in order, in one block and over several', async () => {
    const node = await nodeWith({ genesis: devGenesis({ block: { max_bytes: '22020096', max_gas: '450000' } }) });
    for (const sequence of [0, 1, 2, 3]) expect(node.broadcast(sendTx(sequence)).code).toBe(0);
    expect(node.broadcast(sendTx(0, { who: carol })).code).toBe(0);
    node.mine(3);
    const codes = [2n, 3n, 4n].map((height) => node.blocks.results(height)!.txResults.map(({ code }) => code));
    expect(codes).toEqual([[0, 0], [0, 0], [0]]);
  });

  it('drops what waited too long', async () => {
    const node = await nodeWith({ genesis: devGenesis({ block: { max_bytes: '22020096', max_gas: '200000' } }) });
    const late = sendTx(0, { who: carol, timeoutHeight: 2n });
    for (const tx of [sendTx(0), sendTx(1), late]) expect(node.broadcast(tx).code).toBe(0);
    node.mine();
    expect(node.mempool.size).toBe(2);
    node.mine();
    expect([node.mempool.size, node.txs.byHash(txHash(late))]).toEqual([0, undefined]);
    expect(node.broadcast(late)).toMatchObject({ code: sdkErrors.txTimeoutHeight.code });
  });

  it('lets a transaction that failed in its block be sent again', async () => {
    const node = await nodeWith();
    const failing = sendTx(0, { amount: 2_000_000n });
    node.broadcast(failing);
    node.mine();
    expect(node.blocks.results(2n)!.txResults[0]).toMatchObject({ code: sdkErrors.insufficientFunds.code });
    expect(node.broadcast(failing)).toMatchObject({ code: sdkErrors.wrongSequence.code });
  });

  it('makes a block as soon as a transaction is in', async () => {
    const world = new VirtualTime();
    const node = await nodeWith({ mode: 'instant' }, world);
    node.broadcast(sendTx(0));
    node.broadcast(sendTx(1));
    expect(node.height).toBe(1n);
    await world.pass(0);
    expect([node.height, node.blocks.results(2n)!.txResults.length]).toEqual([2n, 2]);
  });

  it('makes blocks by the clock, each with its time', async () => {
    const world = new VirtualTime();
    const node = await nodeWith({ mode: 'interval', blockTime: 500 }, world);
    const start = world.time();
    await world.pass(1500);
    const times = node.blocks.range(2n, 9n).map(({ block }) => fromTimestamp(block.header.time) - start);
    expect(times).toEqual([500n, 1000n, 1500n].map((ms) => ms * 1_000_000n));
    node.setMode('manual');
    await world.pass(5000);
    expect(node.height).toBe(4n);
  });

  it('does what waits when its mode begins to', async () => {
    const world = new VirtualTime();
    const node = await nodeWith({}, world);
    node.broadcast(sendTx(0));
    node.setMode('instant');
    await world.pass(0);
    expect(node.height).toBe(2n);
  });

  it('gives the same blocks for the same transactions where time goes in steps', async () => {
    const hashes = await Promise.all(
      [1, 2].map(async () => {
        const node = await nodeWith({ timeStep: 5_000_000_000n });
        node.broadcast(sendTx(0));
        node.mine(5);
        return hashAt(node, 6n);
      }),
    );
    expect(hashes[0]).toBe(hashes[1]);
  });

  it('puts its clock forward, by as much or to when it is told', async () => {
    const world = new VirtualTime();
    const node = await nodeWith({}, world);
    node.increaseTime(3_600_000_000_000n);
    node.mine();
    expect(node.status().latest.time).toBe(world.time() + 3_600_000_000_000n);
    node.setTime(2_000_000_000_000_000_000n);
    node.mine();
    expect(node.status().latest.time).toBe(2_000_000_000_000_000_000n);
    expectError(() => node.setTime(1n), simErrors.usage, 'a later one is wanted');
  });

  it('stops at its halt height, with that block', async () => {
    const reasons: CodedError[] = [];
    const node = await nodeWith({ haltHeight: 3n, onHalt: (reason) => reasons.push(reason) });
    expectError(() => node.mine(5), simErrors.usage, 'halt height 3 is reached');
    expect([node.height, node.halted?.message, reasons.length]).toEqual([3n, 'halt height 3 is reached: usage', 1]);
    const { code, value } = node.query({ path: '/app/version' });
    expect([code, bytesToUtf8(value!)]).toEqual([0, packageVersion()]);
  });

  it('makes no more blocks when it is opened at its halt height again', async () => {
    const data = new Map<string, Uint8Array>();
    const node = await nodeWith({ backend: new MemoryBackend(data) });
    node.mine(4);
    await node.stop();
    const again = await nodeWith({ backend: new MemoryBackend(data), haltHeight: 3n });
    expectError(() => again.mine(), simErrors.usage, 'halt height 3 is reached');
    expect(again.height).toBe(5n);
  });

  it('stays where it is when the chain halts, and says why', async () => {
    const node = await nodeWith();
    node.app.finalizeBlock = () => {
      throw new Error('a stage failed');
    };
    expect(() => node.mine()).toThrow('a stage failed');
    expect([node.height, node.halted?.kind]).toEqual([1n, simErrors.chainHalted]);
    expectError(() => node.mine(), simErrors.chainHalted, 'a stage failed');
  });

  it('answers queries of modules, and its own', async () => {
    const node = await nodeWith();
    expect(node.query({ path: '/cosmos.base.tendermint.v1beta1.Service/GetLatestBlock' }).code).toBe(0);
    expect(node.query({ path: '/cosmos.bank.v1beta1.Query/Params' })).toMatchObject({ code: 0, height: 1n });
    expect(node.methods.has('/cosmos.tx.v1beta1.Service/Simulate')).toBe(true);
    expect(node.methods.has('/cosmos.bank.v1beta1.Query/Balance')).toBe(true);
  });

  it('makes no block when it is stopped, however often', async () => {
    const node = await nodeWith();
    await Promise.all([node.stop(), node.stop()]);
    expectError(() => node.mine(), simErrors.usage, 'the node is stopped');
  });

  it('refuses a count of blocks that is none', async () => {
    const node = await nodeWith();
    for (const count of [0, -1, 1.5, Number.NaN]) {
      expectError(() => node.mine(count), simErrors.usage, `${count} blocks: a whole number from 1 on is wanted`);
    }
  });

  it('refuses a genesis without validators', async () => {
    await expectRejection(
      nodeWith({ genesis: devGenesis({ powers: [] }) }),
      simErrors.genesisInvalid,
      'makes nobody a validator',
    );
  });
});
