import { describe, expect, it } from 'vitest';
import { coverageBonus, noCoverageBonus } from '../../src/calculations/coverageBonus.js';
import { coveredParticipants, getParticipantModelCoverage } from '../../src/calculations/modelCoverage.js';
import {
  EpochGroupData,
  type MLNodeInfo,
  ValidationWeight,
} from '../../src/gen/inference/inference/epoch_group_data.js';
import { Params } from '../../src/gen/inference/inference/params.js';
import type { CoverageBonusInput } from '../../src/types/strategies.js';

/** A sub-group of `member=nodes` texts. */
function subGroup(modelId: string, ...members: string[]): EpochGroupData {
  const weights = members.map((member) => {
    const [memberAddress, nodes] = member.split('=') as [string, string];
    const mlNodes = Array.from({ length: Number(nodes) }, (_, i) => ({ nodeId: `n${i}` }) as MLNodeInfo);
    return ValidationWeight.fromPartial({ memberAddress, mlNodes });
  });
  return EpochGroupData.fromPartial({ modelId, validationWeights: weights });
}

const models = ['llama', 'qwen', 'qwq'];
const groups = [
  subGroup('llama', 'alice=1', 'bob=2', 'carol=1'),
  subGroup('qwen', 'alice=3', 'bob=0', 'dave=1'),
  subGroup('qwq', 'alice=1', 'bob=1', 'carol=1'),
];

describe('coveredParticipants', () => {
  it('are those with a node in every sub-group', () => {
    expect([...coveredParticipants(models, groups)]).toEqual(['alice']);
    expect([...coveredParticipants(['llama', 'qwq'], groups)]).toEqual(['alice', 'bob', 'carol']);
  });

  it('one model is covered by all who serve it', () => {
    expect([...coveredParticipants(['qwen'], groups)]).toEqual(['alice', 'dave']);
  });

  it('does not count a member without nodes', () => {
    expect(getParticipantModelCoverage('bob', models, groups)).toBe(false);
    expect(getParticipantModelCoverage('alice', models, groups)).toBe(true);
  });

  it('nobody covers no models, or a model without a sub-group', () => {
    expect([...coveredParticipants([], groups)]).toEqual([]);
    expect([...coveredParticipants([...models, 'gone'], groups)]).toEqual([]);
  });

  it('a model named twice counts once', () => {
    expect([...coveredParticipants(['qwen', 'qwen'], groups)]).toEqual(['alice', 'dave']);
  });
});

describe('coverageBonus', () => {
  const input = (basisPoints: number): CoverageBonusInput => ({
    participants: ['alice', 'bob', 'zoe'],
    rootGroup: EpochGroupData.fromPartial({ subGroupModels: ['llama', 'qwq'] }),
    subGroups: groups,
    params: Params.fromPartial({ multiModelParams: { coverageBonusBasisPoints: basisPoints } }),
  });

  it('multiplies the reward of exactly the covered participants that are settled', () => {
    const tenPercent = { numerator: 11_000n, denominator: 10_000n };
    expect([...coverageBonus(input(1000))]).toEqual([
      ['alice', tenPercent],
      ['bob', tenPercent],
    ]);
  });

  it('is none without the parameter', () => {
    const none = { numerator: 10_000n, denominator: 10_000n };
    expect(coverageBonus({ ...input(0), params: Params.fromPartial({}) }).get('alice')).toEqual(none);
  });

  it('is not paid by the deployed chain', () => {
    expect(noCoverageBonus(input(1000)).size).toBe(0);
  });
});
