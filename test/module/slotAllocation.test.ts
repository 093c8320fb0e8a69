import { describe, expect, it } from 'vitest';
import { ActiveParticipant } from '../../src/gen/inference/inference/activeparticipants.js';
import { EpochGroupData } from '../../src/gen/inference/inference/epoch_group_data.js';
import { Model } from '../../src/gen/inference/inference/model.js';
import { setEpochGroupData } from '../../src/keeper/epochGroupData.js';
import { setModel } from '../../src/keeper/models.js';
import { deployed, proposal } from '../../src/module/profiles.js';
import { allocateAtFormation, allocateBeforePoC } from '../../src/module/slotAllocation.js';
import { nodes, nodeText } from '../calculations/make.js';
import { address, EpochWorld, nameOf } from './epochWorld.js';

/** Epoch 0 with alice at three times the weight of bob; each has a node of 10 nonces, and one of them is enough. */
function twoServers(hash: number): EpochWorld {
  const world = new EpochWorld({ members: 'alice:75 bob:25' }).join('alice', 'n1=qwen').join('bob', 'n1=qwen');
  world.previousAppHash = Uint8Array.of(hash);
  const validationWeights = ['alice', 'bob'].map((name) => ({
    memberAddress: address(name),
    weight: 0n,
    reputation: 0,
    mlNodes: nodes('n1:10'),
  }));
  setEpochGroupData(world.keeper, EpochGroupData.fromPartial({ modelId: 'qwen', validationWeights }));
  return world;
}

function drawn(world: EpochWorld): string[] {
  allocateBeforePoC(world.keeper, world.group(0n), [world.group(0n, 'qwen')]);
  const { drawn: refs } = world.keeper.state.slotSelections.require([0n, 'qwen']);
  return refs.map(({ participant, nodeId }) => `${nameOf(participant)}/${nodeId}`);
}

describe('slots before PoC', () => {
  it('fall to participants in proportion to their weight in the root group', () => {
    const draws = Array.from({ length: 200 }, (_, hash) => drawn(twoServers(hash)).join());
    const share = draws.filter((draw) => draw === 'alice/n1').length / draws.length;
    expect(draws.every((draw) => draw === 'alice/n1' || draw === 'bob/n1')).toBe(true);
    expect(Math.abs(share - 0.75)).toBeLessThan(0.1);
  });

  it('follow from the app hash of the block before', () => {
    expect(drawn(twoServers(7))).toEqual(drawn(twoServers(7)));
  });

  it('are what was decided at formation, where the rule of the profile chooses there', () => {
    const world = new EpochWorld({ profile: deployed });
    const groups = [EpochGroupData.fromPartial({ modelId: 'qwen' })];
    expect(allocateBeforePoC(world.keeper, world.group(0n), groups)).toBe(groups);
  });
});

describe('slots at formation', () => {
  const upcoming = { index: 1n, pocStartBlockHeight: 40n, epochParams: undefined };
  const participants = [
    ActiveParticipant.fromPartial({
      index: address('alice'),
      weight: 20n,
      models: ['qwen'],
      mlNodes: [{ mlNodes: nodes('n1:10 n2:10') }],
    }),
  ];
  const slots = (list: readonly ActiveParticipant[]): string[] =>
    list.flatMap(({ mlNodes }) => mlNodes.flatMap(({ mlNodes: own }) => own.map(nodeText)));

  it('are left for later, where the rule chooses before PoC', () => {
    const world = new EpochWorld({ profile: proposal });
    expect(allocateAtFormation(world.keeper, upcoming, participants)).toBe(participants);
  });

  it('are half of the nodes of each participant and model, as deployed', () => {
    const world = new EpochWorld({ profile: deployed });
    setModel(world.keeper, Model.fromPartial({ id: 'unused' }));
    const chosen = slots(allocateAtFormation(world.keeper, upcoming, participants));
    expect(chosen.filter((text) => text.endsWith(':11'))).toHaveLength(1);
  });
});
