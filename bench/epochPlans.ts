import { sha256ToLatin1 } from '../src/util/sha256.js';
import type { TestChain } from '../test/sim/testChain.js';
import { beforeTransition, type EpochTxs, epochLength, epochTxs, label, runEpoch, type Shape } from './epochChain.js';
import { compare, derived } from './harness.js';

// Whole epochs of 40 blocks with all that is sent in them: batches, seeds and votes, each a transaction of its own. Every
// chain has a process of its own, as that of a run has.

export const target = 'target (performance.md, b)';

export interface Plan {
  readonly shape: Shape;
  readonly epochs: number;
  readonly rounds: number;
}

/** What no epoch can do without: a hash for each of its transactions. */
export function hashesAlone({ shape, epochs }: Plan) {
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
export function epochsOn(name: string, chain: TestChain, plan: Plan, pause?: () => unknown) {
  let next = 2n;
  return {
    name,
    prepare: (): EpochTxs[] => Array.from({ length: plan.epochs }, () => epochTxs(plan.shape, next++)),
    async run(planned: EpochTxs[]) {
      for (const txs of planned) await runEpoch(chain, txs, pause);
    },
  };
}

/** The chain behind epoch 1's switch. */
export function switched(...options: Parameters<typeof beforeTransition>): TestChain {
  const chain = beforeTransition(...options);
  chain.runTo(epochLength + 19n);
  return chain;
}

export const titleOf = ({ shape, epochs }: Plan): string =>
  `${epochs === 1 ? 'an epoch' : `${epochs} epochs`} of ${label(shape)}, ${shape.voters === 'one' ? 'one voter' : 'full vote'}`;

/** A thousand epochs one after another, in rounds, so that their transactions need not all wait. */
export const thousand: Plan = { shape: { participants: 20, nodesEach: 5, voters: 'all' }, epochs: 50, rounds: 20 };

export async function benchThousand(
  contender: ReturnType<typeof epochsOn>,
  where: string,
  beside: Record<string, number>,
) {
  const { rounds } = thousand;
  const { medians, factor } = await compare(titleOf(thousand), [hashesAlone(thousand), contender], { rounds });
  derived(`1,000 epochs in ${where}`, { ours: medians[1]! * rounds, factor }, { beside });
}
