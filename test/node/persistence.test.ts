import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseEventQuery } from '../../src/node/eventQuery.js';
import type { Node } from '../../src/node/node.js';
import { validatorKeyFile } from '../../src/node/nodeKeys.js';
import { openChain } from '../../src/node/openChain.js';
import type { Backend, BackendOp } from '../../src/store/backend.js';
import { MemoryBackend } from '../../src/store/memoryBackend.js';
import { ed25519FromSeed } from '../../src/types/comet/ed25519.js';
import { txHash } from '../../src/types/comet/txs.js';
import { bytesToHex, compareUtf8, utf8ToBytes } from '../../src/util/bytes.js';
import { simErrors } from '../../src/util/errors.js';
import { sha256 } from '../../src/util/sha256.js';
import { carol } from '../app/ante/signing.js';
import { expectRejection } from '../store/errors.js';
import { devGenesis, devNode, sendTx } from './devChain.js';

const homes: string[] = [];
function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'gonka-sim-node-'));
  homes.push(home);
  return home;
}

afterEach(() => {
  for (const home of homes.splice(0)) rmSync(home, { recursive: true });
});

const step = { timeStep: 1_000_000_000n };

/** Six blocks with a transaction in every second one, as far as they are not there yet. */
function grow(node: Node, to = 7n): void {
  while (node.height < to) {
    if (node.height % 2n === 1n) node.broadcast(sendTx(Number(node.height - 1n) / 2));
    node.mine();
  }
}

const idOf = (node: Node, height: bigint): string => bytesToHex(node.blocks.byHeight(height)!.blockId.hash);

/** All that clients can ask of the chain, a hash for each height. */
function chainOf(node: Node): readonly string[] {
  const told = node.blocks.range(1n, node.height).map(({ block, blockId, size }) => {
    const { height } = block.header;
    const { blocks } = node;
    const commit = height < node.height ? blocks.commit(height) : undefined;
    return [block, blockId, size, blocks.results(height), commit, blocks.validators(height + 2n)];
  });
  return told.map((block) => bytesToHex(sha256(utf8ToBytes(JSON.stringify(block, plainly)))));
}

/** Without the order of fields, which is not the same for what was made and for what was read. */
function plainly(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return bytesToHex(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareUtf8(a, b)));
}

/** A database that dies after some batches: what comes later is lost, though nobody is told. */
class DyingBackend implements Backend {
  readonly #data: Map<string, Uint8Array>;
  #left: number;

  constructor(data: Map<string, Uint8Array>, batches: number) {
    this.#data = data;
    this.#left = batches;
  }

  get(key: string): Uint8Array | undefined {
    return this.#data.get(key);
  }

  /** Done at once, so that every block is a write of its own. */
  write(batch: readonly BackendOp[]): undefined {
    this.#left -= 1;
    if (this.#left >= 0) new MemoryBackend(this.#data).write(batch);
  }

  async close(): Promise<void> {}
}

describe('a node that is opened again', () => {
  it('goes on as if it had never stopped, from a folder', async () => {
    const home = newHome();
    const whole = await devNode(step);
    grow(whole);
    const first = await devNode({ ...step, home });
    grow(first, 4n);
    await first.stop();
    const second = await devNode({ ...step, home });
    expect(second.height).toBe(4n);
    grow(second);
    expect(chainOf(second)).toEqual(chainOf(whole));
    await second.stop();
    await whole.stop();
  });

  it('has blocks, index and state of one height, whenever it died', async () => {
    const whole = await devNode(step);
    grow(whole);
    for (let batches = 0; batches <= 7; batches++) {
      const data = new Map<string, Uint8Array>();
      const dying = await devNode({ ...step, backend: new DyingBackend(data, batches) });
      grow(dying);
      await dying.stop();
      const again = await devNode({ ...step, backend: new MemoryBackend(data) });
      expect(again.height).toBe(BigInt(Math.max(batches, 1)));
      expect(again.app.info.lastHeight).toBe(again.height);
      grow(again);
      expect(chainOf(again)).toEqual(chainOf(whole));
      expect(again.txs.byHash(txHash(sendTx(2)))).toMatchObject({ height: 6n });
      expect(again.txs.search(parseEventQuery("message.module = 'bank'"), 'ascending')).toHaveLength(3);
      await again.stop();
    }
    await whole.stop();
  });

  it('keeps its clock', async () => {
    const data = new Map<string, Uint8Array>();
    const node = await devNode({ backend: new MemoryBackend(data) });
    node.clock.increase(60_000_000_000n);
    node.mine();
    await node.stop();
    const again = await devNode({ backend: new MemoryBackend(data) });
    expect(again.clock.state.offset).toBe(60_000_000_000n);
    await again.stop();
  });

  it('takes the keys in its folder', async () => {
    const home = newHome();
    const seed = new Uint8Array(32).fill(9);
    mkdirSync(join(home, 'config'));
    writeFileSync(join(home, 'config', 'priv_validator_key.json'), validatorKeyFile(seed));
    const node = await devNode({ home });
    expect(node.status().validator).toMatchObject({ pubKey: ed25519FromSeed(seed).publicKey, power: 0n });
    await node.stop();
  });

  it('follows a way back that another program took', async () => {
    const data = new Map<string, Uint8Array>();
    const node = await devNode({ ...step, backend: new MemoryBackend(data) });
    grow(node);
    const before = chainOf(node);
    await node.stop();
    const app = openChain({ genesis: devGenesis(), backend: new MemoryBackend(data) });
    app.rollbackTo(4n);
    const again = await devNode({ ...step, backend: new MemoryBackend(data) });
    expect([again.height, again.blocks.byHeight(5n), again.txs.byHash(txHash(sendTx(2)))]).toEqual([
      4n,
      undefined,
      undefined,
    ]);
    grow(again);
    expect(chainOf(again)).toEqual(before);
    await again.stop();
  });

  it('does not take a chain that has no blocks, nor one of another genesis', async () => {
    const data = new Map<string, Uint8Array>();
    const app = openChain({ genesis: devGenesis(), backend: new MemoryBackend(data) });
    app.finalizeBlock({ height: 1n, time: devGenesis().time, txs: [] });
    app.commit();
    const opening = devNode({ backend: new MemoryBackend(data) });
    await expectRejection(opening, simErrors.usage, 'the store holds a chain without blocks, at height 1');
    const other = devNode({ backend: new MemoryBackend(data), genesis: devGenesis({ powers: [3n] }) });
    await expectRejection(other, simErrors.usage, 'of another genesis');
  });

  it('says that its blocks and its state do not belong together', async () => {
    const data = new Map<string, Uint8Array>();
    const node = await devNode({ backend: new MemoryBackend(data) });
    grow(node, 3n);
    await node.stop();
    const [, other] = [...data].filter(([key]) => key.startsWith('node/block/'));
    data.set([...data.keys()].findLast((key) => key.startsWith('node/block/'))!, other![1]);
    await expectRejection(devNode({ backend: new MemoryBackend(data) }), simErrors.storeCorrupt, 'block 3');
    data.delete([...data.keys()].findLast((key) => key.startsWith('node/block/'))!);
    await expectRejection(devNode({ backend: new MemoryBackend(data) }), simErrors.storeCorrupt, 'block 3 is missing');
  });
});

describe('a folder that was tampered with', () => {
  it.each([
    ['node/head', 'the record of the node is not readable'],
    ['node/validators/0000000000000001', 'the validators of 1 are missing'],
    ['node/block/0000000000000003', 'a record is cut short'],
  ])('is refused for %s', async (key, text) => {
    const data = new Map<string, Uint8Array>();
    const node = await devNode({ backend: new MemoryBackend(data) });
    grow(node, 3n);
    await node.stop();
    if (key.includes('validators')) data.delete(key);
    else data.set(key, utf8ToBytes('?'));
    const opening = async () => (await devNode({ backend: new MemoryBackend(data) })).blocks.validators(1n);
    await expectRejection(opening(), simErrors.storeCorrupt, text);
  });
});

describe('a node that keeps only its last blocks', () => {
  it('forgets the others with all that belongs to them, and still knows its validators', async () => {
    const data = new Map<string, Uint8Array>();
    const node = await devNode({ ...step, backend: new MemoryBackend(data), keepBlocks: 120n });
    const tx = sendTx(0, { who: carol });
    node.broadcast(tx);
    node.mine();
    const records = data.size;
    node.mine(420);
    const { earliest } = node.blocks;
    expect(earliest).toBe(280n);
    expect(node.status().earliest.height).toBe(280n);
    expect([node.blocks.byHeight(279n), node.txs.byHash(txHash(tx))]).toEqual([undefined, undefined]);
    expect(node.blocks.validators(280n)!.validators).toHaveLength(1);
    expect(node.blocks.consensusParams(280n)).toBeDefined();
    expect([...data.keys()].filter((key) => key.startsWith('node/')).length).toBeLessThan(2 * 150 + records);
    await node.stop();
    const again = await devNode({ ...step, backend: new MemoryBackend(data), keepBlocks: 120n });
    expect([again.blocks.earliest, again.height]).toEqual([280n, 422n]);
    again.mine();
    expect(idOf(again, 422n)).toBe(idOf(node, 422n));
    await again.stop();
  });
});
