import { describe, expect, it } from 'vitest';
import { legacyWeight, legacyWeightA25 } from '../../src/calculations/legacyWeight.js';
import { weightOfNodes } from '../../src/calculations/nodeShare.js';
import { simErrors } from '../../src/util/errors.js';
import { fc } from '../util/fc.js';
import { hardware, nodes } from './make.js';

const share = (rule: typeof legacyWeight, list: string, declared: string, preserved = '') =>
  rule({ nodes: nodes(list), hardware: hardware('alice', declared).hardwareNodes, preserved: nodes(preserved) })
    .map(({ nodeId, pocWeight }) => `${nodeId}:${pocWeight}`)
    .join(' ');

describe('weight without a node', () => {
  it.each([
    ['evenly', ':9', 'a= b= c=', '', 'a:3 b:3 c:3'],
    ['with the remainder on the first ones', ':11', 'a= b= c=', '', 'a:4 b:4 c:3'],
    ['to the first ones only, when it is small', ':2', 'a= b= c=', '', 'a:1 b:1'],
    ['on top of what nodes mined', 'b:100 :11 c:200', 'a= b= c=', '', 'b:104 c:203 a:4'],
    ['not to nodes that served', 'a:33 :10', 'a= b= c=', 'a:33', 'a:33 b:5 c:5'],
    ['to nobody, when all served', 'a:33 :10', 'a=', 'a:33', 'a:33 :10'],
    ['to nobody, when nothing is declared', ':10', '', '', ':10'],
    ['to nobody, when there is none', 'a:1', 'a= b=', '', 'a:1'],
  ])('goes %s', (_name, list, declared, preserved, expected) => {
    expect(share(legacyWeight, list, declared, preserved)).toBe(expected);
  });

  it('is neither lost nor made', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.integer({ min: 1, max: 20 }), (weight, count) => {
        const declared = Array.from({ length: count }, (_, i) => `n${i}=`).join(' ');
        const list = nodes(`:${weight} n0:7`);
        const shared = legacyWeight({ nodes: list, hardware: hardware('a', declared).hardwareNodes, preserved: [] });
        expect(weightOfNodes(shared)).toBe(weight + 7n);
      }),
    );
  });
});

describe('on the deployed chain it goes', () => {
  it.each([
    ['with the remainder twice', ':10', 'a= b= c=', '', 'a:5 b:3 c:3'],
    ['twice to each of the first ones', ':11', 'a= b= c=', '', 'a:5 b:5 c:3'],
    ['to the first ones only, when it is small', ':2', 'a= b= c=', '', 'a:2 b:2'],
    ['nowhere, when it is 0', ':0', 'a= b= c=', '', ''],
    ['on top of what nodes mined', 'b:100 :11 c:200', 'a= b= c=', '', 'b:105 c:203 a:5'],
    ['past nodes that served, which get their weight back', ':11', 'a= b= c=', 'b:33', 'a:7 b:33 c:5'],
    ['past those of weight 0, which stay as they are', ':0 b:9', 'a= b= c=', 'b:0', 'b:9'],
    ['from the first entry only', ':11 :5', 'a= b= c=', '', ':5 a:5 b:5 c:3'],
    ['nowhere, when nothing is declared', ':10', '', '', ':10'],
  ])('%s', (_name, list, declared, preserved, expected) => {
    expect(share(legacyWeightA25, list, declared, preserved)).toBe(expected);
  });

  it('into a division by zero, when all nodes served', () => {
    expect(() => share(legacyWeightA25, ':11', 'a=', 'a:1')).toThrow(
      expect.objectContaining({ kind: simErrors.chainHalted }),
    );
  });
});
