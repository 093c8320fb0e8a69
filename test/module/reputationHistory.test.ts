import { describe, expect, it } from 'vitest';
import { reputation } from '../../src/calculations/reputation.js';
import { EpochPerformanceSummary } from '../../src/gen/inference/inference/epoch_performance_summary.js';
import { getValidationParams } from '../../src/keeper/params.js';
import { setPerformanceSummary } from '../../src/keeper/performanceSummaries.js';
import { notedHistories, noteSettledEpoch, wholeHistories } from '../../src/module/reputationHistory.js';
import { address, EpochWorld } from './epochWorld.js';

/** Alice's epochs from 1 on, as `missed/inferences`. */
function settled(...epochs: string[]): EpochWorld {
  const world = new EpochWorld();
  epochs.forEach((text, i) => {
    const [missedRequests, inferenceCount] = text.split('/').map(BigInt) as [bigint, bigint];
    const epochIndex = BigInt(i + 1);
    const facts = { epochIndex, participantId: address('alice'), missedRequests, inferenceCount };
    setPerformanceSummary(world.keeper, EpochPerformanceSummary.fromPartial(facts));
    const results = [{ participant: address('alice'), workCoins: 0n, rewardCoins: 0n }];
    noteSettledEpoch(world.keeper, epochIndex, { results, minted: 0n, remainder: 0n, crossedCutoff: false });
  });
  return world;
}

describe('what is noted of settled epochs', () => {
  it.each([[[]], [['0/4', '0/0', '0/9']], [['1/2', '0/4', '3/4', '1/200', '5/0']]])(
    'gives the reputation that all summaries give: %j',
    (epochs) => {
      const { keeper } = settled(...epochs);
      const params = getValidationParams(keeper);
      const [noted, whole] = [notedHistories(keeper)(address('alice')), wholeHistories(keeper)(address('alice'))];
      expect(noted.epochCount).toBe(whole.epochCount);
      expect(reputation(noted, params)).toBe(reputation(whole, params));
    },
  );

  it('names the epochs with misses only', () => {
    const { keeper } = settled('1/2', '0/4', '3/4');
    expect([...keeper.state.missedRequests.entries()]).toEqual([
      [[address('alice'), 1n], 1n],
      [[address('alice'), 3n], 3n],
    ]);
    expect(notedHistories(keeper)(address('alice')).missPercentages).toHaveLength(2);
  });

  it('is nothing for whoever has no settled epoch', () => {
    const { keeper } = settled('1/2');
    expect(notedHistories(keeper)(address('bob'))).toEqual({ epochCount: 0n, missPercentages: [] });
  });
});
