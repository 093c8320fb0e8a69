import { describe, expect, it } from 'vitest';
import { modelAssignment } from '../../src/calculations/modelAssignment.js';
import { modelAssignmentA25 } from '../../src/calculations/modelAssignmentA25.js';
import { participantsWithSlots, slotCandidatesAtFormation } from '../../src/calculations/slotCandidates.js';
import { slotRandom, slotSelectionA25 } from '../../src/calculations/slotSelection.js';
import type { ActiveParticipant } from '../../src/gen/inference/inference/activeparticipants.js';
import { NodeMap } from '../../src/types/nodeMap.js';
import type { ModelAssignmentInput } from '../../src/types/strategies.js';
import { active, endingEpoch, group, hardware, model, nodeText } from './make.js';

/** Alice with these nodes, who declares those; governance knows m1 to m3. */
const input = (list: string, declared: string, parts: Partial<ModelAssignmentInput> = {}): ModelAssignmentInput => ({
  upcomingEpoch: { index: 2n, pocStartBlockHeight: 100n, epochParams: undefined },
  endingEpoch: endingEpoch(),
  participants: [active('alice', 57n, list)],
  governanceModels: ['m1', 'm2', 'm3'].map(model),
  hardwareNodes: new Map([['alice', hardware('alice', declared)]]),
  ...parts,
});

/** Nodes by model; those that serve none under `-`. */
const byModel = ([participant]: readonly ActiveParticipant[]): Record<string, string> =>
  Object.fromEntries(
    participant!.mlNodes.map(({ mlNodes }, i) => [participant!.models[i] ?? '-', mlNodes.map(nodeText).join(' ')]),
  );

describe('the assignment', () => {
  it('lists a node under every model that it declares, and has it serve its first', () => {
    expect(byModel(modelAssignment(input('a:1: b:2:', 'a=m3,m1 b=m1')))).toEqual({ m1: 'a:1:00 b:2:10', m3: 'a:1:10' });
  });

  it('keeps the order in which nodes were added', () => {
    expect(byModel(modelAssignment(input('a:1: b:2: c:3:', 'c=m1 a=m1 b=m1')))).toEqual({ m1: 'c:3:10 a:1:10 b:2:10' });
  });

  it.each([
    ['is unknown to the hardware', 'a:1: z:2:', 'a=m1', { m1: 'a:1:10', '-': 'z:2:00' }],
    ['declares no known model', 'a:1: b:2:', 'a=m1 b=mX', { m1: 'a:1:10', '-': 'b:2:00' }],
  ])('lets a node that %s keep its weight', (_name, list, declared, expected) => {
    expect(byModel(modelAssignment(input(list, declared)))).toEqual(expected);
  });

  it('has the first known model serve, when earlier ones are unknown', () => {
    expect(byModel(modelAssignment(input('a:1:', 'a=mX,m2,m1')))).toEqual({ m1: 'a:1:00', m2: 'a:1:10' });
  });

  it('leaves nodes without weight for the next formation', () => {
    expect(byModel(modelAssignment(input('a:1:', 'a=m1 new=m1')))).toEqual({ m1: 'a:1:10' });
  });

  it('shares weight without a node among those that did not serve', () => {
    const ending = endingEpoch({ subGroups: [group('m1', 'alice 50 | a:33:11 b:44:10')] });
    const assigned = modelAssignment(input('a:33: :10:', 'a=m1 b=m1 c=m1', { endingEpoch: ending }));
    expect(byModel(assigned)).toEqual({ m1: 'a:33:10 b:5:10 c:5:10' });
  });

  it('leaves weight and nodes with a participant that declares nothing', () => {
    const assigned = modelAssignment(input('a:29:', '', { hardwareNodes: new Map() }));
    expect(byModel(assigned)).toEqual({ '-': 'a:29:00' });
    expect(assigned[0]!.weight).toBe(57n);
  });
});

describe('the deployed assignment', () => {
  it('gives each node to the smallest model that it declares', () => {
    const assigned = modelAssignmentA25(input('a:1: b:2: c:3: d:4:', 'a=m3,m1 b=m2,m1 c=m3 d=m2'));
    expect(byModel(assigned)).toEqual({ m1: 'a:1:10 b:2:10', m2: 'd:4:10', m3: 'c:3:10' });
  });

  it.each([
    ['loses a second entry of a node', 'a:5: a:7: b:1:', 'a=m1 b=m1', { m1: 'a:5:10 b:1:10' }],
    ['keeps it where no model takes it', 'z:5: z:7:', 'a=m1', { '-': 'z:5:10 z:7:10' }],
    ['takes the last models of a node declared twice', 'a:5:', 'a=m1 a=m2', { m2: 'a:5:10' }],
    ['leaves nodes of an empty declaration over', 'a:29:', '', { '-': 'a:29:10' }],
  ])('%s', (_name, list, declared, expected) => {
    expect(byModel(modelAssignmentA25(input(list, declared)))).toEqual(expected);
  });

  it('drops the nodes of a participant without a declaration', () => {
    const [alice] = modelAssignmentA25(input('a:29:', '', { hardwareNodes: new Map() }));
    expect(alice).toMatchObject({ weight: 57n, models: [], mlNodes: [] });
  });

  it('with its slots, has one of two nodes serve through PoC, and a single one never', () => {
    const slots = (list: string) => {
      const assigned = modelAssignmentA25(input(list, 'a=m1 b=m1'));
      const facts = {
        epochIndex: 1n,
        previousAppHash: new Uint8Array(),
        fractionBasisPoints: 5000,
        taken: new NodeMap<string>(),
      };
      const candidates = slotCandidatesAtFormation(model('m1'), assigned, facts);
      const { drawn } = slotSelectionA25(candidates, slotRandom(candidates));
      return participantsWithSlots(assigned, 'm1', drawn)[0]!.mlNodes[0]!.mlNodes.map((node) =>
        nodeText(node).slice(-2),
      );
    };
    expect(slots('a:29: b:28:').sort((x, y) => (x < y ? -1 : 1))).toEqual(['10', '11']);
    expect(slots('a:29:')).toEqual(['10']);
  });
});
