import { describe, expect, it } from 'vitest';
import {
  decide,
  packPolicy,
  unpackPolicy,
  validatePolicy,
  validatePolicyBasic,
} from '../../../src/sdk/group/policy.js';
import { failure } from '../../util/failure.js';

const percentage = (bound: string) =>
  ({ kind: 'percentage', bound, votingPeriod: 10n, minExecutionPeriod: 0n }) as const;
const threshold = (bound: string) => ({ ...percentage(bound), kind: 'threshold' }) as const;
const tally = (yesCount: string, noCount = '0', abstainCount = '0') => ({
  yesCount,
  noCount,
  abstainCount,
  noWithVetoCount: '0',
});

describe('decisions', () => {
  it.each([
    ['half of the weight says yes', percentage('0.50'), tally('50'), 'yes final'],
    ['a hair less, the rest undecided', percentage('0.50'), tally('49'), 'no open'],
    ['too much is against it', percentage('0.50'), tally('0', '51'), 'no final'],
    ['abstentions stand in the way too', percentage('0.50'), tally('0', '30', '21'), 'no final'],
    ['a third, not rounded', percentage('0.333'), tally('33.3'), 'yes final'],
    ['the threshold is reached', threshold('20'), tally('20', '80'), 'yes final'],
    ['the threshold cannot be reached', threshold('20'), tally('10', '85'), 'no final'],
    ['a threshold above the total means all', threshold('500'), tally('100'), 'yes final'],
  ])('%s', (_what, policy, votes, verdict) => {
    const { allow, final } = decide(policy, votes, '100');
    expect(`${allow ? 'yes' : 'no'} ${final ? 'final' : 'open'}`).toBe(verdict);
  });

  it('a group without weight accepts nothing, for good', () => {
    expect(decide(percentage('0.5'), tally('0'), '0')).toEqual({ allow: false, final: true });
    expect(decide(threshold('1'), tally('0'), '0')).toEqual({ allow: false, final: true });
  });

  it('policies survive their packing', () => {
    for (const policy of [percentage('0.5'), threshold('7')]) expect(unpackPolicy(packPolicy(policy))).toEqual(policy);
  });

  it.each([
    [() => unpackPolicy({ typeUrl: '/x', value: new Uint8Array(0) }), 'sdk/29'],
    [() => validatePolicyBasic(percentage('1.01')), 'group/6'],
    [() => validatePolicyBasic(percentage('0')), 'math/10'],
    [() => validatePolicyBasic({ ...threshold('1'), votingPeriod: 0n }), 'group/6'],
    [() => validatePolicy({ ...threshold('1'), minExecutionPeriod: 10n ** 16n }, { totalWeight: '1' }), 'group/6'],
    [() => validatePolicy(threshold('1'), { totalWeight: 'x' }), 'math/10'],
  ])('refuses %#', (run, code) => expect(failure(run)).toBe(code));
});
