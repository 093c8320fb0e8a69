import { MsgDeposit, MsgUpdateParams, MsgVote, MsgVoteWeighted } from 'cosmjs-types/cosmos/gov/v1/tx';
import { describe, expect, it } from 'vitest';
import { complaint } from '../../types/complaint.js';
import { failure } from '../../util/failure.js';
import { alice, bob, deliver, gov, protoCoins } from '../people.js';
import { endBlock, no, send, start, submit, yes } from './proposalSetting.js';

const long = (length: number): string => 'x'.repeat(length);

describe('what gov refuses', () => {
  it.each([
    ['no title', { title: '' }, 'sdk/18'],
    ['no summary', { summary: '' }, 'sdk/18'],
    ['a proposer that is none', { proposer: 'x' }, 'sdk/7'],
    ['neither messages nor metadata', { messages: [] }, 'gov/11'],
    ['metadata of another title', { metadata: '{"title":"other","summary":"s"}' }, 'gov/5'],
    ['metadata of another summary', { metadata: '{"title":"t","summary":"other"}' }, 'gov/5'],
    ['too small a first deposit', { initialDeposit: protoCoins(9n) }, 'gov/16'],
    ['a coin that gov does not take', { initialDeposit: [...protoCoins(50n, 'foo'), ...protoCoins(50n)] }, 'gov/23'],
    ['long metadata', { metadata: long(256) }, 'gov/15'],
    ['a long title', { title: long(256) }, 'gov/15'],
    ['a long summary', { summary: long(10_201) }, 'gov/22'],
    ['a message of nobody', { messages: [{ typeUrl: '/no.Such', value: Uint8Array.of(10, 0) }] }, 'gov/13'],
    ["a message of another's", { messages: [send(alice)] }, 'gov/13'],
    ['more than there is', { initialDeposit: protoCoins(1001n) }, 'sdk/5'],
  ])('in a proposal: %s', (_what, changes, code) => {
    const made = start();
    expect(failure(() => submit(made, changes))).toBe(code);
    expect(made.open().gov.proposal(1n)).toBeUndefined();
  });

  it('in a proposal: a message that no module handles, or that is malformed', () => {
    const made = start();
    const router = { ...made.config.router, signers: () => undefined };
    (made as { config: object }).config = { ...made.config, router };
    expect(failure(() => submit(made))).toBe('gov/10');
    const strict = {
      ...router,
      signers: () => [gov],
      validateBasic: () => made.open().bank.requireReceiver(made.open().auth.addresses.module('mint')),
    };
    (made as { config: object }).config = { ...made.config, router: strict };
    expect(complaint(() => submit(made))).toContain('gov/12');
    const two = { ...strict, signers: () => [gov, gov], validateBasic: () => {} };
    (made as { config: object }).config = { ...made.config, router: two };
    expect(failure(() => submit(made))).toBe('gov/13');
  });

  it.each([
    ['an unknown proposal', { proposalId: 9n }, 'undefined/1'],
    ['too small a share', { amount: protoCoins(4n) }, 'gov/16'],
    ['another coin', { amount: protoCoins(50n, 'foo') }, 'gov/23'],
    ['nothing', { amount: [] }, 'sdk/10'],
    ['a depositor that is none', { depositor: 'x' }, 'sdk/7'],
  ])('in a deposit: %s', (_what, changes, code) => {
    const made = start();
    submit(made, { initialDeposit: protoCoins(50n) });
    const deposit = { proposalId: 1n, depositor: bob, amount: protoCoins(50n), ...changes };
    expect(failure(() => deliver(made, MsgDeposit, deposit))).toBe(code);
  });

  it('in a deposit: a proposal that is decided', () => {
    const made = start();
    submit(made);
    made.nextBlock(10n);
    endBlock(made);
    const deposit = { proposalId: 1n, depositor: bob, amount: protoCoins(50n) };
    expect(complaint(() => deliver(made, MsgDeposit, deposit))).toBe('gov/3 1: inactive proposal');
  });

  it.each([
    ['an unknown proposal', { proposalId: 9n }, 'gov/3 9: inactive proposal'],
    ['an unknown option', { option: 9 }, 'gov/7 9: invalid vote option'],
    ['no option', { option: 0 }, 'gov/7 VOTE_OPTION_UNSPECIFIED: invalid vote option'],
    [
      'a voter that is none',
      { voter: '' },
      'sdk/7 invalid voter address: empty address string is not allowed: invalid address',
    ],
    ['long metadata', { metadata: long(256) }, 'gov/15 got metadata with length 256: metadata too long'],
  ])('in a vote: %s', (_what, changes, text) => {
    const made = start();
    submit(made);
    expect(
      complaint(() => deliver(made, MsgVote, { proposalId: 1n, voter: bob, option: yes, metadata: '', ...changes })),
    ).toBe(text);
  });

  it.each([
    ['no options', [], 'sdk/18 []: invalid request'],
    ['a weight above 1', [[yes, '2']], 'gov/7 option:VOTE_OPTION_YES weight:"2" : invalid vote option'],
    ['a weight that is none', [[yes, 'x']], 'gov/7 option:VOTE_OPTION_YES weight:"x" : invalid vote option'],
    [
      'an option twice',
      [
        [yes, '0.5'],
        [yes, '0.5'],
      ],
      'gov/7 duplicated vote option: invalid vote option',
    ],
    [
      'too much',
      [
        [yes, '0.7'],
        [no, '0.5'],
      ],
      'gov/7 total weight overflow 1.00: invalid vote option',
    ],
    ['too little', [[yes, '0.7']], 'gov/7 total weight lower than 1.00: invalid vote option'],
  ] as const)('in a split vote: %s', (_what, weights, text) => {
    const made = start();
    submit(made);
    const options = weights.map(([option, weight]) => ({ option, weight }));
    expect(complaint(() => deliver(made, MsgVoteWeighted, { proposalId: 1n, voter: bob, options, metadata: '' }))).toBe(
      text,
    );
  });

  it('in parameters: a stranger, and values that make no sense', () => {
    const made = start();
    const { params: now } = made.open().gov;
    expect(failure(() => deliver(made, MsgUpdateParams, { authority: alice, params: now }))).toBe('gov/13');
    deliver(made, MsgUpdateParams, { authority: gov, params: { ...now, quorum: '0.1' } });
    expect(made.open().gov.params.quorum).toBe('0.1');
    for (const change of [
      { quorum: '2' },
      { quorum: 'x' },
      { minDepositRatio: '-0.1' },
      { votingPeriod: { seconds: 0n, nanos: 0 } },
      { expeditedVotingPeriod: { seconds: 10n, nanos: 0 } },
      { expeditedThreshold: '0.5' },
    ]) {
      expect(failure(() => deliver(made, MsgUpdateParams, { authority: gov, params: { ...now, ...change } }))).toBe(
        'sdk/18',
      );
    }
  });
});
