import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MsgSubmitHardwareDiff, MsgSubmitPocBatch } from '../src/gen/inference/inference/tx.js';
import { openLevelBackend } from '../src/store/levelBackend.js';
import { loadSecp256k1, type Secp256k1EngineName, secp256k1Engine } from '../src/util/secp256k1.js';
import { packed } from '../test/sim/actions.js';
import { type Contender, compare, derived } from './harness.js';
import { epochLength, type MessageOf, node, SignedChain, type SignedTx } from './signedChain.js';

// Blocks of signed transactions, each from somebody else, with all checks of the deployed chain, in LevelDB.

/** Each sender changes two of his five nodes. */
const diff: MessageOf = (creator, round) =>
  packed(MsgSubmitHardwareDiff, { creator, newOrModified: [node(1, 8080 + round), node(3, 8080 + round)] });

/** 10 to 29 nonces, as in the recorded blocks of the chain's own node. */
const batch: MessageOf = (creator, round) => {
  const count = 10 + (round % 20);
  return packed(MsgSubmitPocBatch, {
    creator,
    pocStageStartBlockHeight: epochLength,
    batchId: `b${round}`,
    nonces: Array.from({ length: count }, (_, nonce) => BigInt(nonce)),
    dist: Array.from({ length: count }, () => 0.5),
    nodeId: 'node1',
  });
};

async function withChain(people: number, use: (chain: SignedChain) => Promise<unknown>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'gonka-sim-bench-'));
  const backend = await openLevelBackend(directory);
  const chain = new SignedChain(backend, people);
  await use(chain);
  await chain.flush();
  await backend.close();
  rmSync(directory, { recursive: true });
}

/** The checks of one engine and nothing else. */
function signaturesBy(name: Secp256k1EngineName): Omit<Contender<SignedTx[]>, 'prepare'> {
  const engine = loadSecp256k1(name);
  if (typeof engine === 'string') throw new Error(engine);
  return {
    name: `their signatures by ${name}`,
    run(txs) {
      for (const { message, signature, publicKey } of txs) engine.verify(message, signature, publicKey);
    },
  };
}

/** Blocks that are made of transactions nobody has seen, and what they cannot do without. */
function unseen(chain: SignedChain, messageOf: MessageOf) {
  const prepare = async (): Promise<SignedTx[]> => {
    await chain.flush();
    chain.block([]); // also makes CheckTx forget what it let in
    return chain.sign(messageOf);
  };
  const signaturesAlone: Contender<SignedTx[]> = { ...signaturesBy(secp256k1Engine().name), prepare };
  const block: Contender<SignedTx[]> = {
    name: 'the block and its commit, never seen before',
    prepare,
    run: (txs) => chain.block(txs),
  };
  return { prepare, signaturesAlone, block };
}

const titleOf = (what: string): string => `a block of ${what}, signatures by ${secp256k1Engine().name}, in LevelDB`;

await withChain(1000, async (chain) => {
  const { prepare, signaturesAlone, block } = unseen(chain, diff);
  const checked = async (): Promise<SignedTx[]> => {
    const txs = await prepare();
    chain.check(txs);
    return txs;
  };
  const contenders = [
    signaturesAlone,
    { name: 'CheckTx of each', prepare, run: (txs: SignedTx[]) => chain.check(txs) },
    { ...block, name: 'the block and its commit, after CheckTx', prepare: checked },
    block,
  ];
  const beside = { 'target (performance.md, b)': 180, stretch: 80, 'Go, goleveldb': 306 };
  const { medians, factor } = await compare(titleOf('1,000 signed hardware diffs'), contenders, { beside });

  const slower = (['node', 'noble'] as const).map((name) => ({ ...signaturesBy(name), prepare }));
  const others = await compare('the same signatures without a native library', slower, { rounds: 5 });
  const [native, , , whole] = medians;
  const [byNode, byNoble] = others.medians;
  const blockBy = (engine: string, checks: number, limit: number) =>
    derived(
      `the block never seen before, signatures by ${engine}`,
      { ours: whole! - native! + checks, factor },
      { beside: { 'target (performance.md, b)': limit } },
    );
  blockBy('node', byNode!, 450);
  blockBy('noble', byNoble!, 2200);
});

await withChain(10_000, (chain) => {
  const { signaturesAlone, block } = unseen(chain, diff);
  const beside = { 'goal (performance.md, 11)': 700, 'Go, goleveldb': 3500 };
  return compare(titleOf('10,000 signed hardware diffs'), [signaturesAlone, block], { rounds: 5, beside });
});

await withChain(1001, (chain) => {
  chain.runTo(epochLength);
  const { signaturesAlone, block } = unseen(chain, batch);
  const beside = { 'goal (performance.md, 11)': 70, 'Go, goleveldb': 297 };
  return compare(titleOf('1,001 signed PoC batches of 10 to 29 nonces'), [signaturesAlone, block], { beside });
});
