import { describe, expect, it } from 'vitest';
import {
  type EpochSnapshot,
  membersWithSlots,
  participantsWithSlots,
  pendingChanges,
  slotCandidatesAtFormation,
  slotCandidatesBeforePoC,
} from '../../src/calculations/slotCandidates.js';
import { ActiveParticipant } from '../../src/gen/inference/inference/activeparticipants.js';
import { NodeMap } from '../../src/types/nodeMap.js';
import { group, hardware, model, nodes, nodeText } from './make.js';

const facts = {
  epochIndex: 3n,
  previousAppHash: new Uint8Array(),
  fractionBasisPoints: 5000,
  taken: new NodeMap<string>(),
};
const m1 = group('m1', 'alice 999 | a:10:10 b:20:00; bob 999 | a:5:10');
const m2 = group('m2', 'alice 999 | b:20:10');

const snapshot = (alice: string, bob = 'a=m1'): EpochSnapshot => ({
  rootGroup: group('', 'alice 30; bob 5'),
  subGroups: [m1, m2],
  hardwareNodes: new Map([
    ['alice', hardware('alice', alice)],
    ['bob', hardware('bob', bob)],
  ]),
  governanceModels: new Set(['m1', 'm2', 'm3']),
});

describe('candidates before PoC', () => {
  it('are the nodes of the sub-group, with weights of the root group', () => {
    const input = slotCandidatesBeforePoC(m1, snapshot('a=m1 b=m2,m1'), new NodeMap(), facts);
    expect(input).toMatchObject({ modelId: 'm1', epochIndex: 3n, totalThroughput: 350n, targetThroughput: 175n });
    expect(input.participants).toEqual([
      {
        address: 'alice',
        weight: 30n,
        nodes: [
          { nodeId: 'a', throughput: 100n, pocWeight: 10n },
          { nodeId: 'b', throughput: 200n, pocWeight: 20n },
        ],
      },
      { address: 'bob', weight: 5n, nodes: [{ nodeId: 'a', throughput: 50n, pocWeight: 5n }] },
    ]);
  });

  it('exclude nodes that serve another model, or that change', () => {
    const taken = new NodeMap([['alice', 'b', 'm2']]);
    const input = slotCandidatesBeforePoC(m1, snapshot(''), new NodeMap([['alice', 'a', 'stopped']]), {
      ...facts,
      taken,
    });
    expect(input.participants[0]!.nodes.map((node) => node.excluded)).toEqual(['stopped', 'serves m2']);
  });

  it('round the target up', () => {
    const input = slotCandidatesBeforePoC(m1, snapshot(''), new NodeMap(), { ...facts, fractionBasisPoints: 3333 });
    expect(input.targetThroughput).toBe(117n); // 116.655
  });
});

describe('a pending change', () => {
  const changes = (epoch: EpochSnapshot): string[] =>
    [...pendingChanges(epoch).entries()].map(([participant, nodeId, reason]) => `${participant}/${nodeId}: ${reason}`);

  it('is none, when what is declared is what the epoch has', () => {
    expect(changes(snapshot('a=m1 b=m2,m1'))).toEqual([]);
  });

  it.each([
    ['the node is gone', 'b=m2,m1', 'alice/a', 'removed'],
    ['it stopped', 'a=m1!STOPPED b=m2,m1', 'alice/a', 'stopped'],
    ['it failed', 'a=m1!FAILED b=m2,m1', 'alice/a', 'failed'],
    ['it declares another model', 'a=m3 b=m2,m1', 'alice/a', 'models changed'],
    ['it declares one more', 'a=m1,m3 b=m2,m1', 'alice/a', 'models changed'],
    ['it declares one less', 'a=m1 b=m2', 'alice/b', 'models changed'],
    ['it prefers another one', 'a=m1 b=m1,m2', 'alice/b', 'models changed'],
  ])('is that %s', (_name, alice, node, reason) => {
    expect(changes(snapshot(alice))).toEqual([`${node}: ${reason}`]);
  });

  it('is not that governance does not know a declared model', () => {
    expect(changes(snapshot('a=mX,m1 b=m2,m1'))).toEqual([]);
  });

  it('is that of one participant only, where names are equal', () => {
    expect(changes(snapshot('a=m1 b=m2,m1', ''))).toEqual(['bob/a: removed']);
  });
});

describe('slots that were drawn', () => {
  it('stand in the members of the sub-group', () => {
    const members = membersWithSlots(m1.validationWeights, [
      { participant: 'alice', nodeId: 'b' },
      { participant: 'bob', nodeId: 'a' },
    ]);
    expect(members.map(({ mlNodes }) => mlNodes.map(nodeText))).toEqual([['a:10:10', 'b:20:01'], ['a:5:11']]);
  });

  const alice = ActiveParticipant.fromPartial({
    index: 'alice',
    weight: 30n,
    models: ['m1', 'm2'],
    mlNodes: [{ mlNodes: nodes('a:10:10 b:20:00') }, { mlNodes: nodes('b:20:10') }, { mlNodes: nodes('z:1:00') }],
  });

  it('stand in the participants, at formation, under their model only', () => {
    const [changed] = participantsWithSlots([alice], 'm2', [{ participant: 'alice', nodeId: 'b' }]);
    expect(changed!.mlNodes.map(({ mlNodes }) => mlNodes.map(nodeText).join(' '))).toEqual([
      'a:10:10 b:20:00',
      'b:20:11',
      'z:1:00',
    ]);
    expect(participantsWithSlots([alice], 'm3', [])).toEqual([alice]);
  });

  it('were drawn, at formation, from the nodes assigned to the model', () => {
    const input = slotCandidatesAtFormation(model('m2'), [alice], facts);
    expect(input).toMatchObject({
      totalThroughput: 200n,
      targetThroughput: 100n,
      participants: [{ address: 'alice', weight: 30n, nodes: [{ nodeId: 'b', throughput: 200n, pocWeight: 20n }] }],
    });
    expect(slotCandidatesAtFormation(model('m3'), [alice], facts).participants).toEqual([]);
  });
});
