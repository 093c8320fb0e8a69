import { describe, expect, it } from 'vitest';
import { countVotes, electorate, electorateA25 } from '../../src/calculations/validationVote.js';
import { vote } from './make.js';

const voters = (text: string) =>
  text.split(' ').map((word) => {
    const [address, weight] = word.split(':');
    return { address: address!, weight: BigInt(weight!) };
  });
const outcome = (weights: string, ...votes: string[]) =>
  countVotes(
    votes.map((text) => vote(text.replace(' ', ' of p '))),
    electorate(voters(weights)),
  );

describe('a majority', () => {
  it('accepts', () => {
    expect(outcome('a:100 b:200', 'b valid')).toEqual({
      accepted: true,
      valid: 200n,
      invalid: 0n,
      reason: 'valid by 200 of 300',
    });
  });

  it.each([
    ['half is not more than half', 'a:10 b:10', ['a valid'], 'no majority: 10 valid, 0 fraud of 20'],
    ['one valid and one fraud', 'a:10 b:10', ['a valid', 'b fraud'], 'no majority: 10 valid, 10 fraud of 20'],
    ['of an odd total, less than half', 'a:10 b:11', ['a valid'], 'no majority: 10 valid, 0 fraud of 21'],
    ['fraud', 'a:10 b:11', ['a valid', 'b fraud'], 'fraud by 11 of 21'],
    ['nobody voted', 'a:10', [], 'no validation by a current validator'],
    ['only strangers voted', 'a:10', ['x valid', 'y valid'], 'no validation by a current validator'],
    ['weight 0 decides nothing', 'a:0', ['a valid'], 'no majority: 0 valid, 0 fraud of 0'],
  ])('is missing: %s', (_name, weights, votes, reason) => {
    expect(outcome(weights, ...votes)).toMatchObject({ accepted: false, reason });
  });
});

describe('the deployed electorate', () => {
  it('is the first hundred members', () => {
    const many = Array.from({ length: 120 }, (_, i) => ({ address: `v${i}`, weight: 1n }));
    expect(electorate(many).total).toBe(120n);
    expect(electorateA25(many).total).toBe(100n);
    expect(electorateA25(many).weights.has('v100')).toBe(false);
  });

  it('ignores negative weights in its total, which wraps at 64 bits', () => {
    expect(electorateA25(voters('a:10 b:-6')).total).toBe(10n);
    expect(electorateA25(voters(`a:${2n ** 63n} b:${2n ** 63n} c:7`)).total).toBe(7n);
    expect(electorate(voters(`a:${2n ** 63n} b:${2n ** 63n} c:7`)).total).toBe(2n ** 64n + 7n);
  });
});
