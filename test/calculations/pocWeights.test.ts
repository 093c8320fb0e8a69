import { describe, expect, it } from 'vitest';
import { batchFilter } from '../../src/calculations/batchFilter.js';
import { computeNewWeights } from '../../src/calculations/computeNewWeights.js';
import { pocWeights, pocWeightsA25 } from '../../src/calculations/pocWeights.js';
import type { WeightsResult } from '../../src/types/strategies.js';
import { active, batch, endingEpoch, group, nodeText, participant, vote, weightsInput } from './make.js';

/** Weights as lines `address weight = mined + preserved | nodes`. */
const lines = ({ participants, shares }: WeightsResult): string[] =>
  participants.map(({ index, weight, mlNodes }, i) => {
    const list = (mlNodes[0]?.mlNodes ?? []).map(nodeText).join(' ');
    return `${index} ${weight} = ${shares[i]!.mined} + ${shares[i]!.preserved} | ${list}`;
  });
const accepted = (...names: string[]) => names.map((name) => vote(`val of ${name} valid`));

describe('who mined', () => {
  const mined = { batches: ['bob n1 1,2', 'alice n2 1,2,3', 'alice n1 4'].map(batch) };

  it('weighs what its nodes weigh, by address', () => {
    const result = pocWeights(weightsInput('alice bob', { ...mined, validations: accepted('alice', 'bob') }));
    expect(lines(result)).toEqual(['alice 4 = 4 + 0 | n1:1: n2:3:', 'bob 2 = 2 + 0 | n1:2:']);
    expect(result.participants[0]).toMatchObject({
      validatorKey: 'key of alice',
      inferenceUrl: 'http://alice',
      models: [],
      seed: { signature: 'seed of alice' },
    });
  });

  const input = weightsInput('alice', { batches: [batch('alice n1 1,2')], validations: accepted('alice') });
  it.each([
    ['nobody knows him', { participants: new Map() }, 'unknown participant'],
    ['he found no nonce', { batches: [batch('alice n1')] }, 'no nonces'],
    [
      'he has no validator key',
      { participants: new Map([['alice', participant('alice', { validatorKey: '' })]]) },
      'no validator key',
    ],
    ['nobody validated', { validations: [] }, 'no validation by a current validator'],
    ['fraud was found', { validations: [vote('val of alice fraud')] }, 'fraud by 100 of 100'],
    ['he sent no seed', { seeds: new Map() }, 'no seed'],
  ])('is rejected when %s', (_name, changed, reason) => {
    const result = pocWeights({ ...input, ...changed });
    expect(result).toEqual({ participants: [], shares: [], rejected: [{ participant: 'alice', reason }] });
  });
});

describe('who served and mined', () => {
  const endingSlots = endingEpoch({ subGroups: [group('m', 'alice 30 | a:10:11 b:20:10; bob 7 | x:7:11')] });
  const input = weightsInput('alice bob carol', {
    endingEpoch: endingSlots,
    batches: ['alice b 1,2,3', 'carol c 1'].map(batch),
    validations: accepted('alice', 'carol'),
  });

  it('weighs both, and comes first', () => {
    expect(lines(pocWeights(input))).toEqual([
      'alice 13 = 3 + 10 | a:10:10 b:3:',
      'bob 7 = 0 + 7 | x:7:10',
      'carol 1 = 1 + 0 | c:1:',
    ]);
  });

  it('keeps what was preserved when the nonces are rejected', () => {
    const result = pocWeights({ ...input, validations: accepted('carol') });
    expect(lines(result)).toContain('alice 10 = 0 + 10 | a:10:10');
    expect(result.rejected).toEqual([{ participant: 'alice', reason: 'no validation by a current validator' }]);
  });

  it('is listed without a seed too, if only preserved', () => {
    const { participants } = pocWeights({ ...input, seeds: new Map() });
    expect(participants.map(({ index, seed }) => [index, seed])).toEqual([
      ['alice', undefined],
      ['bob', undefined],
    ]);
  });

  it.each([
    ['served only', 'bob', ['alice 13 = 3 + 10 | a:10:10 b:3:', 'carol 1 = 1 + 0 | c:1:']],
    ['both', 'alice', ['bob 7 = 0 + 7 | x:7:10', 'carol 1 = 1 + 0 | c:1:']],
  ])('is rejected, once, when he has no validator key any more: who %s', (_, name, left) => {
    const participants = new Map(input.participants).set(name, participant(name, { validatorKey: '' }));
    const result = pocWeights({ ...input, participants });
    expect(lines(result)).toEqual(left);
    expect(result.rejected).toEqual([{ participant: name, reason: 'no validator key' }]);
  });

  it('is left out when there is no record of him', () => {
    expect(lines(pocWeights({ ...input, participants: new Map() }))).toEqual([]);
  });

  it('earns nothing anew by a node that serves', () => {
    const batches = ['alice a 7,8', 'alice b 1,2,3'].map(batch);
    const { ignored, ...result } = computeNewWeights({ batchFilter, weights: pocWeights }, { ...input, batches });
    expect(ignored.map((item) => item.batch)).toEqual([batches[0]]);
    expect(lines(result)[0]).toBe('alice 13 = 3 + 10 | a:10:10 b:3:');
  });

  it('weighs its distinct nodes even if nothing filters', () => {
    const unfiltered = pocWeights({ ...input, batches: [batch('alice a 7,8')] });
    expect(lines(unfiltered)[0]).toBe('alice 10 = 2 + 10 | a:10:10');
  });
});

describe('the deployed calculator', () => {
  it('counts a node that served and mined twice, and repeated nonces', () => {
    const result = pocWeightsA25(
      weightsInput('alice', {
        endingEpoch: endingEpoch({
          rootGroup: group('', 'alice 30'),
          activeParticipants: [active('alice', 30n, 'a:10:11')],
        }),
        batches: [batch('alice a 7,7')],
        validations: accepted('alice'),
      }),
    );
    expect(lines(result)).toEqual(['alice 12 = 2 + 10 | a:10:10']);
  });

  it('keeps the weight of who has no validator key any more', () => {
    const rootGroup = group('', 'alice 30');
    const result = pocWeightsA25(
      weightsInput('alice', {
        endingEpoch: endingEpoch({ rootGroup, activeParticipants: [active('alice', 30n, 'a:10:11')] }),
        participants: new Map([['alice', participant('alice', { validatorKey: '' })]]),
      }),
    );
    expect(lines(result)).toEqual(['alice 10 = 0 + 10 | a:10:10']);
  });
});
