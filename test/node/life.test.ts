import { describe, expect, it } from 'vitest';
import { parseEventQuery } from '../../src/node/eventQuery.js';
import type { Node } from '../../src/node/node.js';
import { MemoryBackend } from '../../src/store/memoryBackend.js';
import { blockIdOf } from '../../src/types/comet/block.js';
import { txHash } from '../../src/types/comet/txs.js';
import { validatorSetHash } from '../../src/types/comet/validatorSet.js';
import { bytesToHex } from '../../src/util/bytes.js';
import { alice, bob, carol, type Person, send } from '../app/ante/signing.js';
import { fc } from '../util/fc.js';
import { delegation, devGenesis, devNode, sendTx } from './devChain.js';

// Whatever happens to a node, in whatever order: what it tells fits together, and it is what a chain tells that never went
// back or stopped.

type Step = 'mine' | 'send' | 'delegate' | 'snapshot' | 'revert' | 'restart';
const steps: readonly Step[] = ['mine', 'mine', 'send', 'send', 'delegate', 'snapshot', 'revert', 'restart'];

const options = { genesis: devGenesis({ powers: [10n, 6n] }), timeStep: 1_000_000_000n };

/** A node that is sent, stopped and turned back. */
class Life {
  readonly #data = new Map<string, Uint8Array>();
  readonly #senders = new Map<string, Person>();
  #memo = 0;
  node!: Node;

  async open(): Promise<void> {
    this.node = await devNode({ ...options, backend: new MemoryBackend(this.#data) });
  }

  async take(step: Step): Promise<void> {
    const { node } = this;
    if (step === 'mine') node.mine();
    if (step === 'send') this.#send(alice);
    if (step === 'delegate') this.#send(bob, delegation(bob, carol, 1_000n));
    if (step === 'snapshot') node.snapshot();
    if (step === 'revert' && node.snapshots.length > 0) node.revert(node.snapshots.at(-1)!.id);
    if (step !== 'restart') return;
    await node.stop();
    await this.open();
  }

  #send(who: Person, message = send(1n, who)): void {
    this.#memo += 1;
    const { blocks, mempool } = this.node;
    const known = [...blocks.range(1n, blocks.height).flatMap(({ block }) => block.data.txs), ...mempool.txs()];
    const sequence = known.filter((tx) => this.#senders.get(bytesToHex(tx)) === who).length;
    const tx = sendTx(sequence, { who, message, gas: 400_000n, memo: String(this.#memo) });
    this.#senders.set(bytesToHex(tx), who);
    expect(this.node.broadcast(tx)).toMatchObject({ code: 0 });
  }
}

/** What a node tells of its chain fits together. */
function checkChain({ blocks, txs, height }: Node): void {
  const all = blocks.range(1n, height);
  expect(all).toHaveLength(Number(height));
  for (const [place, { block, blockId }] of all.entries()) {
    const { header, lastCommit } = block;
    expect(blockIdOf(block)).toEqual(blockId);
    expect(validatorSetHash(blocks.validators(header.height)!)).toEqual(header.validatorsHash);
    expect(validatorSetHash(blocks.validators(header.height + 1n)!)).toEqual(header.nextValidatorsHash);
    const before = all[place - 1];
    if (before === undefined) continue;
    expect(header.lastBlockId).toEqual(before.blockId);
    expect(header.appHash).toEqual(blocks.results(before.block.header.height)!.appHash);
    expect(blocks.commit(before.block.header.height)!.commit).toEqual(lastCommit);
  }
  const included = all.flatMap(({ block }) => block.data.txs.map((tx) => ({ tx, height: block.header.height })));
  for (const { tx, height: at } of included) expect(txs.byHash(txHash(tx))).toMatchObject({ tx, height: at });
  const found = txs.search(parseEventQuery('tx.fee_payer EXISTS AND tx.height > 0'), 'ascending');
  const places = (list: readonly { readonly tx: Uint8Array; readonly height: bigint }[]) =>
    list.map(({ tx, height: at }) => `${at} ${bytesToHex(txHash(tx))}`);
  expect(places(found)).toEqual(places(included));
}

/** The last block's hash of a chain with the same transactions in the same blocks. */
async function hashOfRepeated({ blocks, height }: Node): Promise<string> {
  const repeated = await devNode(options);
  for (const { block } of blocks.range(2n, height)) {
    for (const tx of block.data.txs) repeated.broadcast(tx);
    repeated.mine();
  }
  const hash = bytesToHex(repeated.status().latest.hash);
  await repeated.stop();
  return hash;
}

describe('the life of a node', () => {
  it('leaves a chain that fits together, and that comes out the same when it is repeated', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...steps), { minLength: 5, maxLength: 40 }), async (taken) => {
        const life = new Life();
        await life.open();
        for (const step of taken) await life.take(step);
        checkChain(life.node);
        expect(bytesToHex(life.node.status().latest.hash)).toBe(await hashOfRepeated(life.node));
        await life.node.stop();
      }),
      { numRuns: 12, seed: 5 },
    );
  });
});
