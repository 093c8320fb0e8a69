import { encodeUnsignedTx } from '../src/app/encodeTx.js';
import {
  MsgSubmitHardwareDiff,
  MsgSubmitNewParticipant,
  MsgSubmitPocBatch,
  MsgSubmitPocValidation,
  MsgSubmitSeed,
} from '../src/gen/inference/inference/tx.js';
import { address, validatorKey } from '../test/module/epochWorld.js';
import { packed } from '../test/sim/actions.js';
import { TestChain, type TestChainOptions } from '../test/sim/testChain.js';

// Chains of any size, and all that is sent in an epoch: 3 models, 100 nonces a batch, one batch a node, no signatures.

const models = ['m0', 'm1', 'm2'];
const noncesPerBatch = 100;
export const epochLength = 40n;

export interface Shape {
  readonly participants: number;
  readonly nodesEach: number;
  /**
   * Whether all participants are voters from the start, or one alone, who keeps most of the weight because his node
   * always serves through PoC.
   */
  readonly voters: 'one' | 'all';
}

/** The transactions of one epoch. */
export interface EpochTxs {
  readonly epoch: bigint;
  readonly mined: readonly Uint8Array[];
  readonly votes: readonly Uint8Array[];
}

export const label = ({ participants, nodesEach }: Shape): string =>
  `${participants} x ${nodesEach} = ${participants * nodesEach} nodes`;

const nameOf = (i: number): string => `p${i}`;
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

const tx = (...message: Parameters<typeof packed>): Uint8Array => encodeUnsignedTx([packed(...message)]);

/** A chain whose participants have joined with their nodes. */
export function chainOf(shape: Shape, store?: TestChainOptions['store']): TestChain {
  const { participants, voters } = shape;
  const members = voters === 'all' ? range(participants) : [];
  const nodes =
    voters === 'all' ? Object.fromEntries(members.map((i) => [nameOf(i), 'n0=m0:100'])) : { root: 'n0=m0:1000000000' };
  const chain = new TestChain({ nodes, models: { m0: 10, m1: 20, m2: 30 }, ...(store && { store }) });
  const joining = range(participants).filter((i) => !members.includes(i));
  chain.blockOf(
    joining.map((i) =>
      tx(MsgSubmitNewParticipant, { creator: address(nameOf(i)), validatorKey: validatorKey(nameOf(i)) }),
    ),
  );
  chain.blockOf(range(participants).map((i) => declaration(shape, i)));
  return chain;
}

function declaration({ nodesEach }: Shape, i: number): Uint8Array {
  const newOrModified = range(nodesEach).map((node) => ({
    localId: `n${node}`,
    status: 1,
    models: [models[(i + node) % 3]!],
    hardware: [{ type: 'H100', count: 8 }],
    host: 'localhost',
    port: '8080',
  }));
  return tx(MsgSubmitHardwareDiff, { creator: address(nameOf(i)), newOrModified });
}

export const epochTxs = (shape: Shape, epoch: bigint): EpochTxs => ({
  epoch,
  mined: mining(shape, epoch),
  votes: votesOf(shape, epoch),
});

function mining({ participants, nodesEach }: Shape, epoch: bigint): Uint8Array[] {
  const seed = (creator: string) => tx(MsgSubmitSeed, { creator, epochIndex: epoch, signature: 'seed' });
  const pocStageStartBlockHeight = epoch * epochLength;
  const dist = range(noncesPerBatch).map(() => 0.5);
  const mined = range(participants).flatMap((i) => {
    const creator = address(nameOf(i));
    const batches = range(nodesEach).map((node) => {
      const nonces = range(noncesPerBatch).map((nonce) => BigInt(nonce * nodesEach + node));
      const facts = { creator, pocStageStartBlockHeight, batchId: `b${node}`, nonces, dist, nodeId: `n${node}` };
      return tx(MsgSubmitPocBatch, facts);
    });
    return [...batches, seed(creator)];
  });
  return [...mined, seed(address('root'))];
}

function votesOf({ participants, voters }: Shape, epoch: bigint): Uint8Array[] {
  const pocStageStartBlockHeight = epoch * epochLength;
  const voting = voters === 'one' ? ['root'] : range(participants).map(nameOf);
  return voting.flatMap((voter) =>
    range(participants).map((i) =>
      tx(MsgSubmitPocValidation, {
        creator: address(voter),
        participantAddress: address(nameOf(i)),
        pocStageStartBlockHeight,
      }),
    ),
  );
}

/** The chain one block before epoch 1 is formed. */
export function beforeTransition(shape: Shape, store?: TestChainOptions['store']): TestChain {
  const chain = chainOf(shape, store);
  const { mined, votes } = epochTxs(shape, 1n);
  chain.runTo(epochLength);
  chain.blockOf(mined);
  chain.runTo(52n);
  chain.blockOf(votes);
  chain.runTo(57n);
  return chain;
}

/** Runs an epoch, from the block after a switch of validators to the next one. `pause` stands between two blocks. */
export async function runEpoch(chain: TestChain, txs: EpochTxs, pause: () => unknown = () => {}): Promise<void> {
  const start = txs.epoch * epochLength;
  const batches = new Map([
    [start + 1n, txs.mined],
    [start + 13n, txs.votes],
  ]);
  while (chain.height < start + 19n) {
    chain.blockOf(batches.get(chain.height + 1n) ?? []);
    await pause();
  }
}
