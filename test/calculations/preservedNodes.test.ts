import { describe, expect, it } from 'vitest';
import { preservedNodes, preservedNodesA25 } from '../../src/calculations/preservedNodes.js';
import type { EpochGroupData } from '../../src/gen/inference/inference/epoch_group_data.js';
import { active, endingEpoch, group, nodeText, params } from './make.js';

const plain = (preserved: ReturnType<typeof preservedNodes>) =>
  Object.fromEntries([...preserved].map(([name, list]) => [name, list.map(nodeText).join(' ')]));

describe('nodes that served through PoC', () => {
  const first = group('m1', 'alice 60 | a:10:11 b:20:10; bob 5 | a:5:11');
  const second = group('m2', 'alice 60 | b:20:00 c:30:01');

  it('keep their weight, each once, with slots that start anew', () => {
    expect(plain(preservedNodes(endingEpoch({ subGroups: [first, second] }), params()))).toEqual({
      alice: 'a:10:10 c:30:10',
      bob: 'a:5:10',
    });
  });

  it('that stand in two groups count once', () => {
    const twice = endingEpoch({ subGroups: [group('m1', 'alice 9 | a:9:11'), group('m2', 'alice 9 | a:9:01')] });
    expect(plain(preservedNodes(twice, params()))).toEqual({ alice: 'a:9:10' });
  });

  const slow = { ...first, expectedThroughputVector: [0n, 1000n], realThroughputVector: [0n, 500n] };
  it.each([
    ['keep all of it by default', {}, 'a:10:10'],
    ['lose what was not served, when the parameter says so', { throughputValidationEnabled: true }, 'a:5:10'],
    [
      'lose it rounded down where a third was served',
      { throughputValidationEnabled: true },
      'a:3:10',
      { expectedThroughputVector: [0n, 3n], realThroughputVector: [0n, 1n] },
    ],
    [
      'keep all of it within the tolerance',
      { throughputValidationEnabled: true, throughputToleranceBasisPoints: 5000 },
      'a:10:10',
    ],
  ])('%s', (_name, changed, expected, vectors: Partial<EpochGroupData> = {}) => {
    const ending = endingEpoch({ subGroups: [{ ...slow, ...vectors }] });
    expect(plain(preservedNodes(ending, params(changed)))).toMatchObject({ alice: expected });
  });
});

describe('the deployed list', () => {
  const ending = endingEpoch({
    rootGroup: group('', 'alice 60'),
    activeParticipants: [active('alice', 60n, 'a:10:11 b:20:10'), active('bob', 5n, 'a:5:11')],
  });

  it('is that of the active participants who are members', () => {
    expect(plain(preservedNodesA25(ending, 2n))).toEqual({ alice: 'a:10:10' });
  });

  it('is empty for the first epoch, and without a list', () => {
    expect(plain(preservedNodesA25(ending, 1n))).toEqual({});
    expect(plain(preservedNodesA25(endingEpoch(), 2n))).toEqual({});
  });
});
