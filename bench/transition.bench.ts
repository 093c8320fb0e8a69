import type { Any } from 'cosmjs-types/google/protobuf/any';
import {
  MsgSubmitHardwareDiff,
  MsgSubmitNewParticipant,
  MsgSubmitPocBatch,
  MsgSubmitPocValidation,
  MsgSubmitSeed,
} from '../src/gen/inference/inference/tx.js';
import { sha256ToLatin1 } from '../src/util/sha256.js';
import { address, validatorKey } from '../test/module/epochWorld.js';
import { packed } from '../test/sim/actions.js';
import { TestChain } from '../test/sim/testChain.js';
import { compare } from './harness.js';

// The block in which an epoch is formed, and whole epochs: 3 models, 100 nonces a batch, one batch a node, no signatures.

const models = ['m0', 'm1', 'm2'];
const noncesPerBatch = 100;
const epochLength = 40n;

interface Shape {
  readonly participants: number;
  readonly nodesEach: number;
}

const label = ({ participants, nodesEach }: Shape): string => `${participants} x ${nodesEach}`;
const nameOf = (i: number): string => `p${i}`;
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/**
 * A chain whose participants have joined with their nodes. All of them are voters from the start, or one alone, who keeps
 * most of the weight because his node always serves through PoC.
 */
function chainOf(shape: Shape, voters: 'one' | 'all'): TestChain {
  const members = voters === 'all' ? range(shape.participants) : [];
  const nodes =
    voters === 'all' ? Object.fromEntries(members.map((i) => [nameOf(i), 'n0=m0:100'])) : { root: 'n0=m0:1000000000' };
  const chain = new TestChain({ nodes, models: { m0: 10, m1: 20, m2: 30 } });
  const joining = range(shape.participants).filter((i) => !members.includes(i));
  chain.block(
    joining.map((i) =>
      packed(MsgSubmitNewParticipant, { creator: address(nameOf(i)), validatorKey: validatorKey(nameOf(i)) }),
    ),
  );
  chain.block(range(shape.participants).map((i) => declaration(shape, i)));
  return chain;
}

function declaration({ nodesEach }: Shape, i: number): Any {
  const newOrModified = range(nodesEach).map((node) => ({
    localId: `n${node}`,
    status: 1,
    models: [models[(i + node) % 3]!],
    hardware: [{ type: 'H100', count: 8 }],
    host: 'localhost',
    port: '8080',
  }));
  return packed(MsgSubmitHardwareDiff, { creator: address(nameOf(i)), newOrModified });
}

/** All that is sent in the PoC of an epoch: batches and seeds first, votes later. */
function mining(shape: Shape, epoch: bigint): Any[] {
  const seed = (creator: string) => packed(MsgSubmitSeed, { creator, epochIndex: epoch, signature: 'seed' });
  const pocStageStartBlockHeight = epoch * epochLength;
  const dist = range(noncesPerBatch).map(() => 0.5);
  const mined = range(shape.participants).flatMap((i) => {
    const creator = address(nameOf(i));
    const batches = range(shape.nodesEach).map((node) => {
      const nonces = range(noncesPerBatch).map((nonce) => BigInt(nonce * shape.nodesEach + node));
      const facts = { creator, pocStageStartBlockHeight, batchId: `b${node}`, nonces, dist, nodeId: `n${node}` };
      return packed(MsgSubmitPocBatch, facts);
    });
    return [...batches, seed(creator)];
  });
  return [...mined, seed(address('root'))];
}

function votes(shape: Shape, epoch: bigint, voters: readonly string[]): Any[] {
  const pocStageStartBlockHeight = epoch * epochLength;
  return voters.flatMap((voter) =>
    range(shape.participants).map((i) =>
      packed(MsgSubmitPocValidation, {
        creator: address(voter),
        participantAddress: address(nameOf(i)),
        pocStageStartBlockHeight,
      }),
    ),
  );
}

const votersOf = (shape: Shape, voters: 'one' | 'all'): string[] =>
  voters === 'one' ? ['root'] : range(shape.participants).map(nameOf);

/** The block before epoch 1 is formed. */
function beforeTransition(shape: Shape, voters: 'one' | 'all'): TestChain {
  const chain = chainOf(shape, voters);
  chain.runTo(epochLength);
  chain.block(mining(shape, 1n));
  chain.runTo(52n);
  chain.block(votes(shape, 1n, votersOf(shape, voters)));
  chain.runTo(57n);
  return chain;
}

/** What no formation can do without: one hash a node. */
const hashesAlone = (nodes: number) => ({
  name: 'one hash of 100 bytes a node, nothing else',
  run() {
    const bytes = new Uint8Array(100);
    for (let node = 0; node < nodes; node++) sha256ToLatin1(bytes);
  },
});

async function benchTransition(
  shape: Shape,
  voters: 'one' | 'all',
  rounds: number,
  beside: Record<string, number>,
): Promise<void> {
  const chain = beforeTransition(shape, voters);
  const nodes = shape.participants * shape.nodesEach;
  const title = `transition block, ${label(shape)} = ${nodes} nodes, ${voters === 'one' ? 'one voter' : 'everybody votes'}`;
  const transition = { name: 'transition', run: () => void chain.tryBlock() };
  await compare(title, [hashesAlone(nodes), transition], { rounds, beside });
}

/** From the block after a switch to the next one, messages and all. */
async function benchEpochs(
  shape: Shape,
  voters: 'one' | 'all',
  options: { readonly epochs: number; readonly rounds: number; readonly beside: Record<string, number> },
): Promise<void> {
  const { epochs, rounds, beside } = options;
  const chain = beforeTransition(shape, voters);
  chain.runTo(59n);
  let last = 1n;
  const prepare = () =>
    range(epochs).map((i) => {
      const epoch = last + BigInt(i) + 1n;
      return { epoch, mined: mining(shape, epoch), voted: votes(shape, epoch, votersOf(shape, voters)) };
    });
  const run = (planned: ReturnType<typeof prepare>) => {
    for (const { epoch, mined, voted } of planned) {
      chain.runTo(epoch * epochLength);
      chain.block(mined);
      chain.runTo(epoch * epochLength + 12n);
      chain.block(voted);
      chain.runTo(epoch * epochLength + 19n);
      last = epoch;
    }
  };
  const nodes = shape.participants * shape.nodesEach;
  const per = { count: epochs, unit: '/epoch' };
  const title = `whole epochs of ${label(shape)} = ${nodes} nodes, ${epochLength} blocks`;
  const baseline = { ...hashesAlone(nodes * epochs), prepare: () => [] };
  await compare(title, [baseline, { name: 'epoch', prepare, run }], { per, beside, rounds });
}

const target = 'target (performance.md, b)';
await benchTransition({ participants: 100, nodesEach: 10 }, 'one', 60, { [target]: 15, stretch: 5 });
await benchTransition({ participants: 100, nodesEach: 10 }, 'all', 60, { [target]: 75 });
await benchTransition({ participants: 1000, nodesEach: 10 }, 'one', 15, { [target]: 120, 'Go, rules alone': 672 });
await benchTransition({ participants: 1000, nodesEach: 100 }, 'one', 5, { [target]: 1000, stretch: 300 });
const small = { participants: 20, nodesEach: 5 };
await benchEpochs(small, 'all', { epochs: 100, rounds: 3, beside: { [target]: 10, stretch: 5 } });
const large = { participants: 1000, nodesEach: 100 };
await benchEpochs(large, 'one', { epochs: 1, rounds: 1, beside: { [target]: 2500, stretch: 1000 } });
