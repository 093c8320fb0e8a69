import { describe, expect, it } from 'vitest';
import { batchFilter, batchFilterA25 } from '../../src/calculations/batchFilter.js';
import type { BatchFilterInput } from '../../src/types/strategies.js';
import { batch, endingEpoch, group } from './make.js';

const batches = ['alice a 1', 'alice b 2', 'bob a 3', 'alice - 4'].map(batch);
const input = (subGroups: string, rootGroup: string): BatchFilterInput => ({
  batches,
  upcomingEpoch: { index: 2n, pocStartBlockHeight: 100n, epochParams: undefined },
  endingEpoch: endingEpoch({ subGroups: [group('m', subGroups)], rootGroup: group('', rootGroup) }),
});
const served = input('alice 30 | a:10:11 b:20:10; bob 5 | a:5:10', 'alice 30; bob 5');

describe('batches of nodes that serve inference', () => {
  it('are ignored, by participant and node', () => {
    const { counted, ignored } = batchFilter(served);
    expect(counted).toEqual([batches[1], batches[2], batches[3]]);
    expect(ignored).toEqual([{ batch: batches[0], reason: 'node serves inference of m through PoC' }]);
  });

  it('all count when nobody serves', () => {
    expect(batchFilter(input('alice 30 | a:10:10', 'alice 30')).ignored).toEqual([]);
  });
});

describe('the deployed filter', () => {
  it('finds nothing in the root group', () => {
    expect(batchFilterA25(served).counted).toEqual(batches);
  });

  it('would hit every node of the name', () => {
    const { ignored } = batchFilterA25(input('alice 30', 'alice 30 | a:10:11'));
    expect(ignored.map((item) => item.batch)).toEqual([batches[0], batches[2]]);
  });
});
