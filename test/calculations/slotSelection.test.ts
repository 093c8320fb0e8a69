import { describe, expect, it } from 'vitest';
import {
  slotRandom,
  slotSelection,
  slotSelectionA25,
  slotSelectionRecord,
} from '../../src/calculations/slotSelection.js';
import type { SlotAllocationInput, SlotDraw } from '../../src/types/strategies.js';
import type { Random } from '../../src/util/seededRandom.js';
import { fc } from '../util/fc.js';

/** Participants from `address weight: node=throughput[!reason] …`, one a line, and the target. */
function candidates(text: string, targetThroughput: bigint): SlotAllocationInput {
  const participants = text.split(';').map((line) => {
    const [who, list = ''] = line.trim().split(':');
    const [address, weight] = who!.split(' ');
    const nodes = list
      .trim()
      .split(' ')
      .filter(Boolean)
      .map((word) => {
        const [node, excluded] = word.split('!');
        const [nodeId, throughput] = node!.split('=');
        const numbers = { throughput: BigInt(throughput!), pocWeight: 1n };
        return { nodeId: nodeId!, ...numbers, ...(excluded === undefined ? {} : { excluded }) };
      });
    return { address: address!, weight: BigInt(weight!), nodes };
  });
  const previousAppHash = new Uint8Array(32).fill(7);
  return { modelId: 'm', epochIndex: 3n, previousAppHash, participants, totalThroughput: 0n, targetThroughput };
}

const fixed = (...numbers: bigint[]): Random => ({ below: () => numbers.shift()! });
const drawn = ({ drawn }: SlotDraw) => drawn.map(({ participant, nodeId }) => `${participant}/${nodeId}`);
const skipped = (draw: SlotDraw) =>
  (draw.skipped ?? []).map(({ participant, nodeId, reason }) => `${participant}/${nodeId}: ${reason}`);

describe('the draw', () => {
  const network = 'alice 30: a=10 b=10 c=10; bob 60: d=20 e=20; carol 10: f=30';

  it('takes the next node of whoever is drawn, until the target is reached', () => {
    // Weights add up to 100: 0-29 is alice, 30-89 bob, 90-99 carol.
    const draw = slotSelection(candidates(network, 50n), fixed(30n, 29n, 95n));
    expect(drawn(draw)).toEqual(['bob/d', 'alice/a', 'carol/f']);
    expect(skipped(draw)).toEqual([
      'alice/b: not needed: 60 of 50 are reached',
      'alice/c: not needed: 60 of 50 are reached',
      'bob/e: not needed: 60 of 50 are reached',
    ]);
  });

  it('goes on among those who still have nodes', () => {
    // Once bob and carol have none left, all numbers are alice's.
    expect(drawn(slotSelection(candidates(network, 999n), fixed(99n, 30n, 30n, 0n, 29n, 29n)))).toEqual([
      'carol/f',
      'bob/d',
      'bob/e',
      'alice/a',
      'alice/b',
      'alice/c',
    ]);
  });

  it('stops at the target exactly', () => {
    expect(drawn(slotSelection(candidates(network, 40n), fixed(30n, 30n)))).toEqual(['bob/d', 'bob/e']);
  });

  it('draws nobody for a target of 0', () => {
    expect(drawn(slotSelection(candidates(network, 0n), fixed()))).toEqual([]);
  });

  it('passes over who must not serve, and says why', () => {
    const draw = slotSelection(candidates('alice 30: a=10!stopped b=0 c=5; bob 0: d=20', 100n), fixed(0n));
    expect(drawn(draw)).toEqual(['alice/c']);
    expect(skipped(draw)).toEqual([
      'alice/a: stopped',
      'alice/b: no throughput',
      'bob/d: its participant has no weight',
    ]);
  });

  it('is the same for the same block, and another for another model, epoch or block', () => {
    const many = candidates(Array.from({ length: 40 }, (_, i) => `p${i} ${i + 1}: n=10`).join('; '), 100n);
    const draw = (changed: Partial<SlotAllocationInput>) => {
      const input = { ...many, ...changed };
      return drawn(slotSelection(input, slotRandom(input))).join(' ');
    };
    const draws = [{}, { modelId: 'm2' }, { epochIndex: 4n }, { previousAppHash: new Uint8Array(32) }].map(draw);
    expect(draw({})).toBe(draws[0]);
    expect(new Set(draws).size).toBe(4);
  });

  it('draws each node at most once, and never much more than is needed', () => {
    const weights = fc.array(fc.record({ weight: fc.bigInt(1n, 1000n), nodes: fc.nat(5) }), { maxLength: 30 });
    fc.assert(
      fc.property(weights, fc.bigInt(0n, 500n), (list, target) => {
        const text = list
          .map(
            ({ weight, nodes }, i) =>
              `p${i} ${weight}: ${Array.from({ length: nodes }, (_, n) => `n${n}=10`).join(' ')}`,
          )
          .join(';');
        if (text === '') return;
        const input = candidates(text, target);
        const names = drawn(slotSelection(input, slotRandom(input)));
        const all = list.reduce((sum, { nodes }) => sum + nodes, 0);
        expect(new Set(names).size).toBe(names.length);
        expect(names.length).toBe(Math.min(all, Math.ceil(Number(target) / 10)));
      }),
    );
  });

  it('favours weight', () => {
    const counts = { heavy: 0, light: 0 };
    for (let block = 0; block < 400; block++) {
      const input = { ...candidates('heavy 90: a=1; light 10: b=1', 1n), epochIndex: BigInt(block) };
      const [name] = drawn(slotSelection(input, slotRandom(input)));
      counts[name === 'heavy/a' ? 'heavy' : 'light']++;
    }
    expect(counts.heavy).toBeGreaterThan(320);
    expect(counts.light).toBeGreaterThan(10);
  });
});

it('the record of a draw adds up the throughput', () => {
  const input = candidates('alice 30: a=10 b=15', 20n);
  const draw = slotSelection(input, fixed(0n, 0n));
  expect(slotSelectionRecord(input, draw)).toEqual({
    epochIndex: 3n,
    modelId: 'm',
    targetThroughput: 20n,
    selectedThroughput: 25n,
    drawn: [
      { participant: 'alice', nodeId: 'a', throughput: 10n },
      { participant: 'alice', nodeId: 'b', throughput: 15n },
    ],
    skipped: [],
  });
});

describe('the deployed rule', () => {
  it.each([
    [7n, 'alice', 'a=1 b=1 c=1 d=1', ['d', 'b']],
    [7n, 'bob', 'a=1 b=1 c=1 d=1', ['b', 'd']],
    [7n, 'alice', 'a=1 b=1 c=1', 1],
    [7n, 'alice', 'a=1', []],
  ])('in epoch %s, of %s, takes half of %s', (epochIndex, address, list, expected) => {
    const input = { ...candidates(`${address} 1: ${list}`, 0n), epochIndex };
    const names = slotSelectionA25(input, fixed()).drawn.map(({ nodeId }) => nodeId);
    expect(typeof expected === 'number' ? names.length : names).toEqual(expected);
  });

  it('says why the others do not serve', () => {
    const draw = slotSelectionA25(candidates('alice 1: a=1 b=1', 0n), fixed());
    expect([...drawn(draw), ...skipped(draw)]).toHaveLength(2);
    expect(skipped(draw)[0]).toMatch(/the other half serves/);
  });
});
