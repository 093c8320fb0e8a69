import { expect, it } from 'vitest';
import { NodeMap } from '../../src/types/nodeMap.js';

it('keeps nodes of one name apart by their participants', () => {
  const map = new NodeMap([['alice', 'n1', 1]]);
  map.set('bob', 'n1', 2);
  map.set('alice', 'n1', 3);
  map.set('alice', 'n2', 4);
  expect([map.get('alice', 'n1'), map.get('bob', 'n1'), map.get('carol', 'n1')]).toEqual([3, 2, undefined]);
  expect([map.has('bob', 'n1'), map.has('bob', 'n2'), map.has('carol', 'n1')]).toEqual([true, false, false]);
  expect(map.size).toBe(3);
  expect([...map.entries()]).toEqual([
    ['alice', 'n1', 3],
    ['alice', 'n2', 4],
    ['bob', 'n1', 2],
  ]);
  expect([...map.of('alice')]).toEqual([
    ['n1', 3],
    ['n2', 4],
  ]);
  expect([...map.of('carol')]).toEqual([]);
});
