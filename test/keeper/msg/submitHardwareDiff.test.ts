import { describe, expect, it } from 'vitest';
import { MsgSubmitHardwareDiff } from '../../../src/gen/inference/inference/tx.js';
import { alice, node, refused, scene, thrown, url } from '../scene.js';
import { deployed, proposal, type World } from '../world.js';

const type = url('SubmitHardwareDiff');
const diff = (added: ReturnType<typeof node>[], removed: string[] = []): MsgSubmitHardwareDiff =>
  MsgSubmitHardwareDiff.create({ creator: alice, newOrModified: added, removed: removed.map((id) => node(id)) });
const stored = (world: World) => world.act(({ state }) => state.hardwareNodes.get(alice)?.hardwareNodes ?? []);
const ids = (world: World) => stored(world).map(({ localId }) => localId);

describe('a hardware diff of profile proposal', () => {
  it('keeps nodes in the sequence in which they were added', () => {
    const world = scene();
    world.send(type, diff([node('z', 'm1'), node('a', 'm2')]));
    world.send(type, diff([node('k'), node('z', 'm2')]));
    expect(ids(world)).toEqual(['z', 'a', 'k']);
    expect(stored(world)[0]).toEqual(node('z', 'm2'));
  });

  it('takes nodes away first: one that is named twice so comes back, at the end', () => {
    const world = scene();
    world.send(type, diff([node('a', 'm1'), node('b')]));
    world.send(type, diff([node('a', 'm2')], ['a']));
    expect(stored(world)).toEqual([node('b'), node('a', 'm2')]);
  });

  it('leaves a record without nodes when all are taken away', () => {
    const world = scene();
    world.send(type, diff([node('a')]));
    world.send(type, diff([], ['a']));
    expect(world.act(({ state }) => state.hardwareNodes.get(alice))).toEqual({ participant: alice, hardwareNodes: [] });
  });

  it('names every unknown model with its node, and writes nothing', () => {
    const world = scene();
    const message = diff([node('a', 'm1', 'mX'), node('b', 'm2'), node('c', 'mY', 'mZ')]);
    expect(refused(world, type, message)).toBe('inference/1134');
    const text = 'not in the governance registry: "mX" of node "a", "mY" of node "c", "mZ" of node "c": invalid model';
    expect(() => world.send(type, message)).toThrow(text);
    expect(thrown(() => world.send(type, message)).context.unknown).toEqual([
      { nodeId: 'a', model: 'mX' },
      { nodeId: 'c', model: 'mY' },
      { nodeId: 'c', model: 'mZ' },
    ]);
  });

  it.each([
    ['a local id twice', diff([node('a'), node('a', 'm1')])],
    ['an empty local id', diff([node('')])],
    ['the removal of an unknown node', diff([], ['nowhere'])],
    ['a removal twice', diff([], ['old', 'old'])],
  ])('refuses %s', (_, message) => {
    const world = scene();
    world.send(type, diff([node('old')]));
    expect(refused(world, type, message)).toBe('sdk/18');
  });

  it('refuses a creator that is no address', () => {
    expect(refused(scene(), type, { ...diff([]), creator: 'nobody' })).toBe('sdk/7');
  });
});

describe('the same diffs of profile gonka-2025-08', () => {
  it('are taken, sorted by id, the last of equal ids wins, unknown removals count for nothing', () => {
    const world = scene(deployed);
    world.send(type, diff([node('z'), node('a'), node('z', 'm1'), node('')], ['nowhere']));
    expect(stored(world)).toEqual([node(''), node('a'), node('z', 'm1')]);
  });

  it('are refused with no word about the models', () => {
    expect(() => scene(deployed).send(type, diff([node('a', 'mX')]))).toThrow(/^invalid model$/);
    expect(() => scene(proposal).send(type, diff([node('a', 'mX')]))).not.toThrow(/^invalid model$/);
  });
});
