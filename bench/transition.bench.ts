import { sha256ToLatin1 } from '../src/util/sha256.js';
import { beforeTransition, label, type Shape } from './epochChain.js';
import { compare, derived } from './harness.js';

// The block in which an epoch is formed.

const target = 'target (performance.md, b)';

/** What no formation can do without. */
const hashesAlone = ({ participants, nodesEach }: Shape) => ({
  name: 'one hash of 100 bytes a node, nothing else',
  run() {
    const bytes = new Uint8Array(100);
    for (let node = 0; node < participants * nodesEach; node++) sha256ToLatin1(bytes);
  },
});

async function benchTransition(
  participants: number,
  nodesEach: number,
  options: { readonly rounds: number; readonly beside: Record<string, number> },
): Promise<void> {
  const shape: Shape = { participants, nodesEach, voters: 'one' };
  const chain = beforeTransition(shape);
  const transition = { name: 'transition', run: () => void chain.tryBlockOf() };
  await compare(`transition block, ${label(shape)}, one voter`, [hashesAlone(shape), transition], options);
}

/** The same block when every participant has judged every other, and how much longer it takes for that. */
async function benchFullVote(
  participants: number,
  options: { readonly rounds: number; readonly beside: Record<string, number> },
): Promise<void> {
  const { rounds, beside } = options;
  const shape = { participants, nodesEach: 10 };
  const [one, all] = (['one', 'all'] as const).map((voters) => beforeTransition({ ...shape, voters }));
  const { medians, factor } = await compare(
    `transition block, ${label({ ...shape, voters: 'all' })}, full vote`,
    [
      { name: 'one voter', run: () => void one!.tryBlockOf() },
      { name: `${participants ** 2} verdicts`, run: () => void all!.tryBlockOf() },
    ],
    { rounds },
  );
  const [alone, voted] = medians;
  derived(`what the full vote of ${participants} adds to it`, { ours: voted! - alone!, factor }, { beside });
}

await benchTransition(100, 10, { rounds: 60, beside: { [target]: 15, stretch: 5 } });
await benchTransition(1000, 10, { rounds: 15, beside: { [target]: 120, stretch: 40, 'Go, rules alone': 672 } });
await benchTransition(1000, 100, { rounds: 5, beside: { [target]: 1000, stretch: 300 } });
const goal = 'goal (performance.md, 11)';
await benchTransition(101, 1, { rounds: 60, beside: { [goal]: 3, 'Go, memory': 24 } });
await benchTransition(1001, 1, { rounds: 30, beside: { [goal]: 25, 'Go, memory': 481 } });
await benchTransition(5001, 1, { rounds: 7, beside: { [goal]: 120, 'Go, goleveldb': 6900 } });
await benchFullVote(100, { rounds: 30, beside: { [target]: 60 } });
await benchFullVote(377, { rounds: 5, beside: { [target]: 1000 } });
