import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLevelBackend } from '../src/store/levelBackend.js';
import { sha256ToLatin1 } from '../src/util/sha256.js';
import type { TestChain } from '../test/sim/testChain.js';
import { beforeTransition, type EpochTxs, epochLength, epochTxs, label, runEpoch, type Shape } from './epochChain.js';
import { compare, derived } from './harness.js';

// Whole epochs of 40 blocks with all that is sent in them: batches, seeds and votes, each a transaction of its own.

const target = 'target (performance.md, b)';

/** What no epoch can do without: a hash for each of its transactions. */
function hashesAlone({ shape, epochs }: Plan) {
  const { mined, votes } = epochTxs(shape, 2n);
  return {
    name: 'one hash of 100 bytes a transaction',
    prepare: (): EpochTxs[] => [],
    run() {
      const bytes = new Uint8Array(100);
      for (let i = 0; i < epochs * (mined.length + votes.length); i++) sha256ToLatin1(bytes);
    },
  };
}

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

/** A thousand epochs one after another, in rounds, so that their transactions need not all wait; one chain at a time. */
async function benchThousand(shape: Shape): Promise<void> {
  const plan = { shape, epochs: 50, rounds: 20 };
  const inMemory = await timeRounds(plan, () => epochsOn('in memory', switched(shape), plan));
  derived('1,000 epochs in memory', inMemory * plan.rounds, { [target]: 10_000, stretch: 5000 });

  const directory = mkdtempSync(join(tmpdir(), 'gonka-sim-bench-'));
  const backend = await openLevelBackend(directory);
  const kept = switched(shape, { backend, pruning: { keepRecent: 10, interval: 10 } });
  const drain = () => kept.app.drain();
  const inLevel = await timeRounds(plan, () =>
    epochsOn('in LevelDB, written beside the next block', kept, plan, drain),
  );
  derived('1,000 epochs in LevelDB', inLevel * plan.rounds, { [target]: 15_000, stretch: 7000 });
  await kept.app.flush();
  await backend.close();
  rmSync(directory, { recursive: true });
}

async function timeRounds(plan: Plan, contender: () => ReturnType<typeof epochsOn>): Promise<number> {
  const [, ours] = await compare(titleOf(plan), [hashesAlone(plan), contender()], { rounds: plan.rounds });
  return ours!;
}

async function benchLarge(shape: Shape): Promise<void> {
  const plan = { shape, epochs: 1, rounds: 5 };
  const contenders = [hashesAlone(plan), epochsOn('in memory', switched(shape), plan)];
  await compare(titleOf(plan), contenders, { rounds: plan.rounds, beside: { [target]: 2500, stretch: 1000 } });
}

await benchThousand({ participants: 20, nodesEach: 5, voters: 'all' });
await benchLarge({ participants: 1000, nodesEach: 100, voters: 'one' });
