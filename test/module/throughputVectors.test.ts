import { expect, it } from 'vitest';
import { EpochGroupData } from '../../src/gen/inference/inference/epoch_group_data.js';
import { Model } from '../../src/gen/inference/inference/model.js';
import { withThroughput } from '../../src/module/throughputVectors.js';
import { EpochWorld } from './epochWorld.js';

const formation = { moment: 'formation', previousReal: [] } as const;
const node = (nodeId: string, throughput: bigint) => ({
  nodeId,
  pocWeight: 7n,
  throughput,
  timeslotAllocation: [true, false],
});
const group = (throughput: bigint) =>
  EpochGroupData.fromPartial({
    modelSnapshot: Model.fromPartial({ id: 'm', throughputPerNonce: 10n }),
    validationWeights: [{ mlNodes: [node('a', throughput), node('b', throughput)] }],
  });

it('sums the throughput of nodes that kept theirs from the epoch before', () => {
  expect(withThroughput(new EpochWorld().keeper, group(70n), formation).totalThroughput).toBe(140n);
});

it('gives a group back that has all its numbers', () => {
  const { keeper } = new EpochWorld();
  const measured = withThroughput(keeper, group(0n), formation);
  expect(measured).toMatchObject({ totalThroughput: 140n, expectedThroughputVector: [140n, 0n] });
  expect(withThroughput(keeper, measured, formation)).toBe(measured);
});

it('leaves a group without a model as it is', () => {
  const bare = EpochGroupData.create();
  expect(withThroughput(new EpochWorld().keeper, bare, formation)).toBe(bare);
});
