import { describe, expect, it } from 'vitest';
import { ActiveParticipant } from '../../src/gen/inference/inference/activeparticipants.js';
import { MLNodeInfo } from '../../src/gen/inference/inference/epoch_group_data.js';
import { HardwareNodes } from '../../src/gen/inference/inference/hardware_node.js';
import { Model } from '../../src/gen/inference/inference/model.js';
import { Params } from '../../src/gen/inference/inference/params.js';
import { Participant, ParticipantStatus } from '../../src/gen/inference/inference/participant.js';
import { PoCBatch } from '../../src/gen/inference/inference/pocbatch.js';
import { inferenceErrors } from '../../src/types/errors.js';
import {
  defineProfile,
  defineStrategy,
  type Profile,
  type SlotAllocationInput,
  type Strategies,
  strategyKinds,
} from '../../src/types/strategies.js';
import { CodedError, simErrors } from '../../src/util/errors.js';
import { seededRandom } from '../../src/util/seededRandom.js';
import { faultOf } from './strategyFault.js';

const random = seededRandom('test');
const upcomingEpoch = { index: 2n, pocStartBlockHeight: 100n, epochParams: undefined };
const endingEpoch = { rootGroup: undefined, subGroups: [], activeParticipants: undefined };

const slots: SlotAllocationInput = {
  modelId: 'm',
  epochIndex: 1n,
  previousAppHash: new Uint8Array(),
  participants: [
    {
      address: 'alice',
      weight: 30n,
      nodes: [
        { nodeId: 'a', throughput: 100n, pocWeight: 10n },
        { nodeId: 'b', throughput: 200n, pocWeight: 20n, excluded: 'stopped' },
      ],
    },
  ],
  totalThroughput: 300n,
  targetThroughput: 150n,
};

/** A slot rule of one's own: the strongest nodes first. */
const strongestFirst = defineStrategy('slotAllocation', 'strongest-first', ({ participants, targetThroughput }) => {
  const nodes = participants
    .flatMap(({ address, nodes }) => nodes.map((node) => ({ ...node, participant: address })))
    .filter(({ excluded }) => excluded === undefined)
    .sort((a, b) => Number(b.throughput - a.throughput));
  let reached = 0n;
  const drawn = nodes.filter(({ throughput }) => {
    if (reached >= targetThroughput) return false;
    reached += throughput;
    return true;
  });
  return { drawn };
});

describe('a strategy', () => {
  it('runs, by its name, when it wants to', () => {
    expect(strongestFirst).toMatchObject({ kind: 'slotAllocation', name: 'strongest-first', when: 'beforePoC' });
    expect(strongestFirst.run(slots, random).drawn).toMatchObject([{ participant: 'alice', nodeId: 'a' }]);
    const early = defineStrategy('slotAllocation', 'early', () => ({ drawn: [] }), { when: 'formation' });
    expect(early.when).toBe('formation');
  });

  it('that fails is named, with the cause', () => {
    const broken = defineStrategy('slotAllocation', 'broken', () => {
      throw new TypeError('oops');
    });
    expect(() => broken.run(slots, random)).toThrow(
      expect.objectContaining({
        kind: simErrors.strategyInvalid,
        message: "slotAllocation 'broken': oops: invalid strategy result",
        context: { kind: 'slotAllocation', name: 'broken' },
        cause: expect.any(TypeError),
      }),
    );
  });

  it('may fail with an error of its own', () => {
    const strict = defineStrategy('slotAllocation', 'strict', () => {
      throw new CodedError(inferenceErrors.illegalState);
    });
    expect(() => strict.run(slots, random)).toThrow(expect.objectContaining({ kind: inferenceErrors.illegalState }));
  });

  it('that gives nothing at all is named too', () => {
    const silent = defineStrategy('slotAllocation', 'silent', (() => undefined) as never);
    expect(() => silent.run(slots, random)).toThrow(/slotAllocation 'silent'.*invalid strategy result/);
  });
});

describe('gonka-sim/26: a strategy is refused', () => {
  const kinds = 'modelAssignment, slotAllocation, batchFilter, weights, settlement, coverageBonus, throughput';
  const rule = () => ({ drawn: [] });
  it.each<[unknown[], string]>([
    [['coverBonus', 'mine', rule], `no kind "coverBonus"; there are ${kinds}`],
    [['toString', 'mine', rule], `no kind "toString"; there are ${kinds}`],
    [['weights', '', rule], 'the name of a weights strategy is "", not a text'],
    [['weights', rule], 'the name of a weights strategy is a function, not a text'],
    [['weights', 'mine'], "the rule of weights 'mine' is undefined, not a function"],
    [['weights', 'mine', {}], "the rule of weights 'mine' is an Object, not a function"],
    [
      ['slotAllocation', 'mine', rule, { when: 'beforePoc' }],
      `slotAllocation 'mine' runs at "beforePoc"; there are beforePoC, formation`,
    ],
  ])('case %#', (definition, problem) => {
    expect(() => (defineStrategy as (...all: unknown[]) => unknown)(...definition)).toThrow(
      expect.objectContaining({ kind: simErrors.usage, message: `defineStrategy: ${problem}: usage` }),
    );
  });
});

describe('a result is refused', () => {
  const ref = (nodeId: string, participant = 'alice') => ({ participant, nodeId });
  it.each([
    [[ref('a')], undefined],
    [[ref('z')], 'unknown node alice/z'],
    [[ref('a', 'bob')], 'unknown node bob/a'],
    [[ref('a'), ref('a')], 'node alice/a twice'],
    [[ref('b')], 'node alice/b is excluded: stopped'],
  ])('of slotAllocation %j: %s', (drawn, fault) => {
    expect(faultOf('slotAllocation', slots, { drawn })).toBe(fault);
  });

  const [one, two] = ['1', '2'].map((batchId) => PoCBatch.fromPartial({ participantAddress: 'alice', batchId }));
  it.each([
    [[one], [two], undefined],
    [[one], [], 'batch alice/2 is neither counted nor ignored'],
    [[one, two], [two], 'batch alice/2 was not given, or stands there twice'],
  ])('of batchFilter, case %#', (counted, ignored, fault) => {
    const input = { batches: [one!, two!], upcomingEpoch, endingEpoch };
    const result = { counted: counted as PoCBatch[], ignored: ignored.map((batch) => ({ batch: batch!, reason: '' })) };
    expect(faultOf('batchFilter', input, result)).toBe(fault);
  });

  const alice = (weight: bigint, pocWeight: bigint, index = 'alice') =>
    ActiveParticipant.fromPartial({
      index,
      weight,
      models: ['m'],
      mlNodes: [{ mlNodes: [MLNodeInfo.fromPartial({ nodeId: 'a', pocWeight })] }],
    });
  it.each([
    [[alice(5n, 5n)], undefined],
    [[alice(5n, 5n, 'bob')], 'unknown participant bob'],
    [[alice(5n, 5n), alice(5n, 5n)], 'participant alice twice'],
    [[alice(-5n, 5n)], 'weight of alice is negative: -5'],
    [[alice(5n, -5n)], 'weight of node alice/a is negative: -5'],
  ])('of weights, case %#', (participants, fault) => {
    const input = {
      upcomingEpoch,
      endingEpoch,
      batches: [],
      validations: [],
      participants: new Map([['alice', Participant.fromPartial({ index: 'alice' })]]),
      seeds: new Map(),
      voters: [],
      params: Params.fromPartial({}),
    };
    expect(faultOf('weights', input, { participants, shares: [], rejected: [] })).toBe(fault);
  });

  const model = Model.fromPartial({ id: 'm' });
  it.each([
    [[alice(5n, 5n)], undefined],
    [[alice(5n, 5n, 'bob')], 'unknown participant bob'],
    [[{ ...alice(5n, 5n), models: ['x'] }], 'unknown model of alice, x'],
    [[{ ...alice(5n, 5n), models: ['m', 'm'] }], 'model of alice, m twice'],
    [
      [{ ...alice(5n, 5n), mlNodes: [{ mlNodes: [MLNodeInfo.fromPartial({ nodeId: 'z' })] }] }],
      'unknown node of alice for m, z',
    ],
    [[{ ...alice(5n, 5n), models: [], mlNodes: [{ mlNodes: [MLNodeInfo.fromPartial({ nodeId: 'z' })] }] }], undefined],
  ])('of modelAssignment, case %#', (participants, fault) => {
    const declared = HardwareNodes.fromPartial({
      participant: 'alice',
      hardwareNodes: [{ localId: 'a', models: ['m'] }],
    });
    const input = {
      upcomingEpoch,
      endingEpoch,
      participants: [alice(5n, 5n)],
      governanceModels: [model],
      hardwareNodes: new Map([['alice', declared]]),
    };
    expect(faultOf('modelAssignment', input, participants)).toBe(fault);
  });

  it.each([
    [[1n], [0n, 0n], undefined],
    [[1n, 2n], [0n, 0n], '2 numbers for 1 nodes'],
    [[-1n], [0n, 0n], 'throughput is negative: -1'],
    [[1n], [0n, -7n], 'throughput is negative: -7'],
  ])('of throughput, case %#', (nodes, expected, fault) => {
    const input = { model, nodes: [MLNodeInfo.fromPartial({})], expected: [], real: [] };
    const result = { nodes, expected, real: [] };
    expect(faultOf('throughput', { ...input, moment: 'formation', previousReal: [] }, result)).toBe(fault);
  });

  it.each([
    ['alice', 11n, undefined],
    ['bob', 11n, 'unknown participant bob'],
    ['alice', -1n, 'multiplier of alice is -1/10'],
  ])('of coverageBonus for %s', (name, numerator, fault) => {
    const input = { participants: ['alice'], rootGroup: {} as never, subGroups: [], params: Params.fromPartial({}) };
    expect(faultOf('coverageBonus', input, new Map([[name, { numerator, denominator: 10n }]]))).toBe(fault);
  });

  const settled = (participant: string, workCoins: bigint, rewardCoins: bigint) => ({
    participant,
    workCoins,
    rewardCoins,
  });
  it.each([
    [[settled('alice', 1n, 2n)], undefined],
    [[], 'results[0] is of nobody, where participants[0] is alice'],
    [[settled('bob', 1n, 2n)], 'unknown participant bob'],
    [[settled('alice', 1n, 2n), settled('alice', 1n, 2n)], 'participant alice twice'],
    [[settled('alice', -1n, 2n)], 'work of alice is negative: -1'],
    [[settled('alice', 1n, -2n)], 'reward of alice is negative: -2'],
    [[{ ...settled('alice', -1n, 2n), error: new CodedError(inferenceErrors.negativeCoinBalance) }], undefined],
  ])('of settlement, case %#', (results, fault) => {
    const input = {
      epochIndex: 1n,
      participants: [
        { address: 'alice', status: ParticipantStatus.ACTIVE, coinBalance: 0n, currentEpochStats: undefined },
      ],
      validationWeights: [],
      multipliers: new Map(),
      params: Params.fromPartial({}),
      genesisOnlyParams: {} as never,
      totalSubsidies: 0n,
    };
    const paid = results.filter((result) => !('error' in result));
    const minted = paid.reduce((sum, { rewardCoins }) => sum + rewardCoins, 0n);
    expect(faultOf('settlement', input, { results, minted, remainder: 0n, crossedCutoff: false })).toBe(fault);
  });
});

describe('a profile', () => {
  const never = (() => undefined) as never;
  const strategies = Object.fromEntries(
    strategyKinds.map((kind) => [kind, { kind, name: 'none', when: undefined, run: never }]),
  ) as unknown as Strategies;
  const base: Profile = defineProfile({ name: 'base', strategies });

  it('has one strategy of each of the seven kinds', () => {
    expect([...strategyKinds].sort((a, b) => (a < b ? -1 : 1))).toEqual([
      'batchFilter',
      'coverageBonus',
      'modelAssignment',
      'settlement',
      'slotAllocation',
      'throughput',
      'weights',
    ]);
  });

  it('takes what it does not change from another one', () => {
    const mine = defineProfile({ name: 'mine', extends: base, strategies: { slotAllocation: strongestFirst } });
    expect(mine.name).toBe('mine');
    expect(mine.strategies.slotAllocation).toBe(strongestFirst);
    expect(mine.strategies.weights).toBe(base.strategies.weights);
    expect(base.strategies.slotAllocation.name).toBe('none');
  });

  it('must be complete', () => {
    const { weights: _, ...rest } = strategies;
    expect(() => defineProfile({ name: 'half', strategies: rest as Strategies })).toThrow(
      expect.objectContaining({
        kind: simErrors.profileUnknown,
        message: expect.stringContaining('nothing for weights'),
      }),
    );
  });

  it.each<[string, object, string]>([
    ['mixed', { weights: strongestFirst }, "profile 'mixed' has a slotAllocation strategy for weights"],
    ['bare', { weights: never }, "profile 'bare' has a function, which defineStrategy did not make, for weights"],
    [
      'typo',
      { slotAlocation: strongestFirst },
      "profile 'typo' has a strategy for 'slotAlocation'; there are modelAssignment, slotAllocation, batchFilter, " +
        'weights, settlement, coverageBonus, throughput',
    ],
    ['', {}, 'the name of a profile is "", not a text'],
    ['proposal', {}, "'proposal' is a built-in profile; give yours another name"],
    ['gonka-2025-08', {}, "'gonka-2025-08' is a built-in profile; give yours another name"],
  ])('gonka-sim/22: is refused, case %#', (name, mixed, problem) => {
    expect(() => defineProfile({ name, extends: base, strategies: mixed as never })).toThrow(
      expect.objectContaining({ kind: simErrors.profileUnknown, message: `${problem}: unknown profile` }),
    );
  });
});
