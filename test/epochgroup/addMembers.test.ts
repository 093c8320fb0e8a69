import { describe, expect, it } from 'vitest';
import { addMembers } from '../../src/epochgroup/addMembers.js';
import { createRootGroup } from '../../src/epochgroup/createGroup.js';
import type { NewMember } from '../../src/epochgroup/groupDraft.js';
import { allAtOnce } from '../../src/epochgroup/voterRoll.js';
import type { EpochGroupData } from '../../src/gen/inference/inference/epoch_group_data.js';
import { nodes, nodeText } from '../calculations/make.js';
import { failure } from '../util/failure.js';
import { MemoryGround } from './memoryGround.js';

/** A member from `alice 12 | qwen=a:5,b:7 llama=a:5`. */
function member(text: string): NewMember {
  const [who = '', served = ''] = text.split('|').map((part) => part.trim());
  const [address = '', weight = '0'] = who.split(' ');
  const models = served.split(' ').filter(Boolean);
  return {
    address,
    weight: BigInt(weight),
    validatorKey: `${address}'s key`,
    seedSignature: `${address}'s seed`,
    reputation: 50,
    models: models.map((word) => word.split('=')[0]!),
    mlNodes: models.map((word) => nodes((word.split('=')[1] ?? '').replaceAll(',', ' '))),
  };
}

const form = (ground: MemoryGround, ...members: string[]) =>
  addMembers(ground, createRootGroup(ground, 1n, 40n), members.map(member));

const formAtOnce = (ground: MemoryGround, ...members: string[]) =>
  addMembers(ground, createRootGroup(ground, 1n, 40n), members.map(member), allAtOnce);

const shown = ({ validationWeights }: EpochGroupData): string[] =>
  validationWeights.map(({ memberAddress, weight, mlNodes }) =>
    [memberAddress, weight, ...mlNodes.map(nodeText)].join(' '),
  );

describe('members of an epoch', () => {
  it('stand in the root group with their weight, and in each model group also with their nodes of it', () => {
    const ground = new MemoryGround(['qwen', 'llama']);
    const { root, subGroups, refused } = form(ground, 'alice 12 | qwen=a:5,b:7 llama=a:5', 'bob 3 | llama=x:3');

    expect(root.subGroupModels).toEqual(['qwen', 'llama']);
    expect(shown(root)).toEqual(['alice 12', 'bob 3']);
    expect(root.totalWeight).toBe(15n);
    expect(root.memberSeedSignatures).toEqual([
      { memberAddress: 'alice', signature: "alice's seed" },
      { memberAddress: 'bob', signature: "bob's seed" },
    ]);
    expect(subGroups.map(({ modelId }) => modelId)).toEqual(root.subGroupModels);
    expect(subGroups.map(shown)).toEqual([['alice 12 a:5:10 b:7:10'], ['alice 12 a:5:10', 'bob 3 x:3:10']]);
    expect(subGroups.map(({ totalWeight }) => totalWeight)).toEqual([12n, 15n]);
    expect(subGroups[1]!.memberSeedSignatures).toHaveLength(2);
    expect(refused).toEqual([]);
  });

  it('vote in x/group with their consensus keys, and staking is told of the change', () => {
    const ground = new MemoryGround(['qwen']);
    const { root } = form(ground, 'alice 12 | qwen=a:5', 'bob 3');
    expect(Object.fromEntries(ground.voters)).toEqual({
      '': ["alice 12 alice's key", "bob 3 bob's key"],
      qwen: ["alice 12 alice's key"],
    });
    expect(ground.metadata.get(root.epochGroupId)).toBe('changed');
  });

  it('may get into x/group in one change of each group', () => {
    const [ground, other] = [new MemoryGround(['qwen']), new MemoryGround(['qwen'])];
    const members = ['alice 12 | qwen=a:5', 'bob 3 | qwen=b:3', 'carol 0 | qwen=c:3'];
    const { refused, ...formed } = formAtOnce(ground, ...members);
    const { refused: refusedSingly, ...formedSingly } = form(other, ...members);
    expect(formed).toEqual(formedSingly);
    expect([ground.voters, ground.metadata]).toEqual([other.voters, other.metadata]);
    expect(refused.map(({ address }) => address)).toEqual(refusedSingly.map(({ address }) => address));
    expect(refused.map(({ reason }) => `${reason.codespace}/${reason.code} ${reason.message}`)).toEqual([
      'sdk/18 carol has no weight: invalid request',
    ]);
    expect([ground.changes, other.changes]).toEqual([3, 7]);
  });

  it('leave no record behind: the caller stores them, each once', () => {
    const ground = new MemoryGround(['qwen']);
    const before = createRootGroup(ground, 1n, 40n);
    const { root } = addMembers(ground, before, [member('alice 12 | qwen=a:5')]);
    expect(root).not.toBe(before);
    expect([...ground.records]).toEqual([['1/', before]]);
  });

  it('of weight 0 are in the root record only: x/group refuses them', () => {
    const ground = new MemoryGround(['qwen']);
    const { root, subGroups, refused } = form(ground, 'alice 0 | qwen=a:5');
    expect(shown(root)).toEqual(['alice 0']);
    expect(root.subGroupModels).toEqual([]);
    expect(subGroups).toEqual([]);
    expect(refused.map(({ address, reason }) => [address, `${reason.codespace}/${reason.code}`])).toEqual([
      ['alice', 'group/2'],
    ]);
    expect(ground.metadata.get(root.epochGroupId)).toBe('');
  });

  it('get no group for a model that governance does not know', () => {
    const ground = new MemoryGround(['qwen']);
    const { root } = form(ground, 'alice 12 | vanished=a:5 qwen=b:7');
    expect(root.subGroupModels).toEqual(['qwen']);
  });

  it('may serve a model without nodes for it', () => {
    const { subGroups } = form(new MemoryGround(['qwen']), 'alice 12 | qwen');
    expect(subGroups.map(shown)).toEqual([['alice 12']]);
  });

  it('weigh no more than an int64 together', () => {
    const half = String(2n ** 62n);
    expect(failure(() => form(new MemoryGround([]), `alice ${half}`, `bob ${half}`))).toBe('gonka-sim/1');
  });

  it('pass on what is no error of a rule', () => {
    const ground = new MemoryGround([]);
    ground.groups.updateMembers = () => {
      throw new TypeError('a bug');
    };
    expect(() => form(ground, 'alice 1')).toThrow(TypeError);
  });
});
