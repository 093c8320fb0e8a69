import { expect, it } from 'vitest';
import { modelPower, nodeShares, nodeSharesA25, nodesOfNonces, nodeWeight } from '../../src/calculations/nodeShare.js';
import { batch, group } from './make.js';

const batches = ['alice n2 1,2,3', 'alice n1 3,4', 'alice - 5,5,1', 'bob n1 1,2'].map(batch);
const plain = (shares: ReturnType<typeof nodeShares>) =>
  Object.fromEntries([...shares].map(([name, nodes]) => [name, Object.fromEntries(nodes)]));

it('a nonce counts once per participant, for the node that sent it first', () => {
  expect(plain(nodeShares(batches))).toEqual({ alice: { n2: 3n, n1: 1n, '': 1n }, bob: { n1: 2n } });
});

it('on the deployed chain it counts as often as it is sent', () => {
  expect(plain(nodeSharesA25(batches))).toEqual({ alice: { n2: 3n, n1: 2n, '': 3n }, bob: { n1: 2n } });
});

it('the weight of one node', () => {
  expect(nodeWeight(batches, 'alice', 'n1')).toBe(1n);
  expect(nodeWeight(batches, 'carol', 'n1')).toBe(0n);
});

it('nodes come by id', () => {
  expect(nodesOfNonces(nodeShares(batches).get('alice')!).map(({ nodeId }) => nodeId)).toEqual(['', 'n1', 'n2']);
});

it('the power of a model is the weight of its distinct nodes', () => {
  const { validationWeights } = group('m', 'alice 30 | a:10 b:20 a:10; bob 5 | a:5');
  expect(modelPower(validationWeights)).toBe(35n);
});
