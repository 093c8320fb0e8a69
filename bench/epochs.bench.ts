import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLevelBackend } from '../src/store/levelBackend.js';
import { sha256ToLatin1 } from '../src/util/sha256.js';
import type { TestChain } from '../test/sim/testChain.js';
import { beforeTransition, type EpochTxs, epochLength, epochTxs, label, runEpoch, type Shape } from './epochChain.js';
import { compare } from './harness.js';

// Whole epochs of 40 blocks with all that is sent in them: batches, seeds and votes, each a transaction of its own.

const target = 'target (performance.md, b)';

/** What no epoch can do without: a hash for each of its transactions. */
const hashesAlone = (transactions: number) => ({
  name: 'one hash of 100 bytes a transaction',
  prepare: (): EpochTxs[] => [],
  run() {
    const bytes = new Uint8Array(100);
    for (let i = 0; i < transactions; i++) sha256ToLatin1(bytes);
  },
});

/** A chain that goes on for so many epochs in every round; `pause` stands between two blocks. */
function epochsOn(name: string, chain: TestChain, plan: Plan, pause?: () => unknown) {
  let next = 2n;
  return {
    name,
    prepare: (): EpochTxs[] => Array.from({ length: plan.epochs }, () => epochTxs(plan.shape, next++)),
    async run(planned: EpochTxs[]) {
      for (const txs of planned) await runEpoch(chain, txs, pause);
    },
  };
}

interface Plan {
  readonly shape: Shape;
  readonly epochs: number;
  readonly rounds: number;
}

/** The chain behind epoch 1's switch. */
function switched(...options: Parameters<typeof beforeTransition>): TestChain {
  const chain = beforeTransition(...options);
  chain.runTo(epochLength + 19n);
  return chain;
}

const titleOf = ({ shape, epochs }: Plan): string =>
  `${epochs === 1 ? 'an epoch' : `${epochs} epochs`} of ${label(shape)}, ${shape.voters === 'one' ? 'one voter' : 'full vote'}`;

async function inMemory(plan: Plan, beside: Record<string, number>): Promise<void> {
  const { shape, epochs, rounds } = plan;
  const { mined, votes } = epochTxs(shape, 2n);
  const baseline = hashesAlone(epochs * (mined.length + votes.length));
  const epoch = epochsOn('in memory', switched(shape), plan);
  await compare(`${titleOf(plan)}, in memory`, [baseline, epoch], { rounds, beside });
}

async function inLevel(plan: Plan, beside: Record<string, number>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'gonka-sim-bench-'));
  const backend = await openLevelBackend(directory);
  const pruning = { keepRecent: 10, interval: 10 };
  const kept = switched(plan.shape, { backend, pruning });
  const contenders = [
    epochsOn('in memory', switched(plan.shape), plan),
    epochsOn('in LevelDB, written beside the next block', kept, plan, () => kept.app.drain()),
  ];
  await compare(`${titleOf(plan)}, in LevelDB`, contenders, { rounds: plan.rounds, beside });
  await kept.app.flush();
  await backend.close();
  rmSync(directory, { recursive: true });
}

const small: Shape = { participants: 20, nodesEach: 5, voters: 'all' };
await inMemory({ shape: small, epochs: 100, rounds: 5 }, { [target]: 1000, stretch: 500 });
await inLevel({ shape: small, epochs: 100, rounds: 5 }, { [target]: 1500, stretch: 700 });
await inMemory({ shape: small, epochs: 1000, rounds: 1 }, { [target]: 10_000, stretch: 5000 });
await inLevel({ shape: small, epochs: 1000, rounds: 1 }, { [target]: 15_000, stretch: 7000 });
const large: Shape = { participants: 1000, nodesEach: 100, voters: 'one' };
await inMemory({ shape: large, epochs: 1, rounds: 5 }, { [target]: 2500, stretch: 1000 });
