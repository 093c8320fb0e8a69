import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { ProposalStatus, VoteOption } from 'cosmjs-types/cosmos/gov/v1/gov';
import {
  MsgCancelProposal,
  MsgDeposit,
  MsgSubmitProposal,
  MsgUpdateParams,
  MsgVote,
  MsgVoteWeighted,
} from 'cosmjs-types/cosmos/gov/v1/tx';
import { describe, expect, it } from 'vitest';
import { govModule } from '../../../src/sdk/gov/module.js';
import { brokenSdkInvariants } from '../../../src/sdk/invariants.js';
import { proto } from '../../../src/types/codec.js';
import { complaint } from '../../types/complaint.js';
import { failure } from '../../util/failure.js';
import { sdkRouter } from '../../vectors/sdkReplay.js';
import { alice, balances, bob, carol, deliver, gov, protoCoins, started } from '../people.js';
import { shown, type World } from '../world.js';

const yes = VoteOption.VOTE_OPTION_YES;
const no = VoteOption.VOTE_OPTION_NO;
const veto = VoteOption.VOTE_OPTION_NO_WITH_VETO;
const abstain = VoteOption.VOTE_OPTION_ABSTAIN;

const params = {
  min_deposit: protoCoins(100n),
  max_deposit_period: '20s',
  voting_period: '10s',
  quorum: '0.4',
  threshold: '0.5',
  veto_threshold: '0.334',
  min_initial_deposit_ratio: '0.1',
  proposal_cancel_ratio: '0.5',
  expedited_voting_period: '5s',
  expedited_threshold: '0.667',
  expedited_min_deposit: protoCoins(200n),
  burn_vote_veto: true,
  min_deposit_ratio: '0.05',
};

/** Alice has 60 of the power, Bob 30, Carol 10; all have 1000 coins. */
function start(changes: object = {}): World {
  const bank = balances([alice, 1000n], [bob, 1000n], [carol, 1000n]);
  const router = sdkRouter(() => made.config);
  const made: World = started(
    { bank, gov: { starting_proposal_id: '1', params: { ...params, ...changes } } },
    { router },
  );
  const { staking, auth } = made.open();
  staking.setComputeValidators(
    [alice, bob, carol].map((account, index) => ({
      operatorAddress: auth.addresses.operatorOf(account),
      consensusKey: new Uint8Array(32).fill(index + 1),
      power: [60n, 30n, 10n][index]!,
    })),
  );
  return made;
}

const send = (from: string, amount = 5n) => ({
  typeUrl: MsgSend.typeUrl,
  value: proto(MsgSend).encode({ fromAddress: from, toAddress: carol, amount: protoCoins(amount) }),
});

const proposal = {
  messages: [send(gov)],
  initialDeposit: protoCoins(100n),
  proposer: alice,
  metadata: '',
  title: 't',
  summary: 's',
  expedited: false,
};

const submit = (made: World, changes: object = {}) => deliver(made, MsgSubmitProposal, { ...proposal, ...changes });
const vote = (made: World, voter: string, option: VoteOption) =>
  deliver(made, MsgVote, { proposalId: 1n, voter, option, metadata: '' });

function endBlock(made: World): string[] {
  const keepers = made.open();
  govModule(made.config).endBlock!(keepers.ctx, keepers);
  expect(brokenSdkInvariants(made.open())).toEqual([]);
  return shown(keepers.ctx.events.all).filter((text) => /^(in)?active_proposal/.test(text));
}

const statusOf = (made: World): string => ProposalStatus[made.open().gov.requireProposal(1n).status].slice(16);

describe('a proposal', () => {
  it('collects its deposit, is voted on, passes by bonded power and acts as gov', () => {
    const made = start();
    expect(shown(submit(made, { initialDeposit: protoCoins(50n) }).events)).toEqual([
      `submit_proposal proposal_id=1 proposal_proposer=${alice} proposal_messages=,/cosmos.bank.v1beta1.MsgSend`,
      `coin_spent spender=${alice} amount=50ngonka`,
      `coin_received receiver=${gov} amount=50ngonka`,
      `transfer recipient=${gov} sender=${alice} amount=50ngonka`,
      `message sender=${alice}`,
      `proposal_deposit depositor=${alice} amount=50ngonka proposal_id=1`,
    ]);
    expect(statusOf(made)).toBe('DEPOSIT_PERIOD');
    deliver(made, MsgDeposit, { proposalId: 1n, depositor: bob, amount: protoCoins(50n) });
    expect(statusOf(made)).toBe('VOTING_PERIOD');
    vote(made, alice, yes);
    vote(made, bob, no);
    made.nextBlock(9n);
    expect(endBlock(made)).toEqual([]);
    made.nextBlock(1n);
    const { bank } = made.open();
    bank.send(carol, gov, [{ denom: 'ngonka', amount: 5n }]);
    const before = bank.balance(carol, 'ngonka');
    expect(endBlock(made)).toEqual([
      'active_proposal proposal_id=1 proposal_result=proposal_passed proposal_log=passed',
    ]);
    expect(bank.balance(carol, 'ngonka')).toBe(before + 5n);
    expect(bank.balance(bob, 'ngonka')).toBe(1000n);
    expect(made.open().gov.requireProposal(1n).finalTallyResult).toMatchObject({ yesCount: '60', noCount: '30' });
    expect(made.open().gov.votesOf(1n)).toEqual([]);
  });

  it('that fails in a message leaves no trace of the messages before it', () => {
    const made = start();
    made.open().bank.send(carol, gov, [{ denom: 'ngonka', amount: 5n }]);
    submit(made, { messages: [send(gov), send(gov, 7n)] });
    vote(made, alice, yes);
    made.nextBlock(10n);
    const held = made.open().bank.balance(carol, 'ngonka');
    const keepers = made.open();
    govModule(made.config).endBlock!(keepers.ctx, keepers);
    expect(shown(keepers.ctx.events.all).at(-1)).toBe(
      'active_proposal proposal_id=1 proposal_result=proposal_failed proposal_log=passed, but msg 1 ' +
        '(/cosmos.bank.v1beta1.MsgSend) failed on execution: spendable balance 0ngonka is smaller than 7ngonka: insufficient funds',
    );
    expect(statusOf(made)).toBe('FAILED');
    expect(made.open().bank.balance(carol, 'ngonka')).toBe(held);
    expect(made.open().bank.balance(gov, 'ngonka')).toBe(5n);
  });

  it.each([
    ['nobody votes', [], 'proposal_rejected', 1000n],
    ['too few vote', [[bob, yes]], 'proposal_rejected', 1000n],
    [
      'half says no',
      [
        [alice, no],
        [bob, yes],
      ],
      'proposal_rejected',
      1000n,
    ],
    ['all abstain', [[alice, abstain]], 'proposal_rejected', 1000n],
    [
      'a third vetoes',
      [
        [alice, yes],
        [bob, veto],
        [carol, veto],
      ],
      'proposal_rejected',
      900n,
    ],
    [
      'a delegation-less voter counts nothing',
      [
        [alice, yes],
        [gov, veto],
      ],
      'proposal_passed',
      1000n,
    ],
  ] as const)('is decided when %s', (_what, votes, result, left) => {
    const made = start();
    submit(made, { messages: [], metadata: 'only words' });
    for (const [voter, option] of votes) vote(made, voter, option);
    made.nextBlock(10n);
    expect(endBlock(made)[0]).toContain(`proposal_result=${result} `);
    expect(made.open().bank.balance(alice, 'ngonka')).toBe(left);
  });

  it('counts a vote split by weights, the last one of each voter', () => {
    const made = start();
    submit(made);
    vote(made, alice, no);
    const options = [
      { option: yes, weight: '0.7' },
      { option: no, weight: '0.3' },
    ];
    const { events } = deliver(made, MsgVoteWeighted, { proposalId: 1n, voter: alice, options, metadata: '' });
    expect(shown(events)).toEqual([
      `proposal_vote voter=${alice} option=[{"option":1,"weight":"0.7"},{"option":3,"weight":"0.3"}] proposal_id=1`,
    ]);
    made.nextBlock(10n);
    endBlock(made);
    expect(made.open().gov.requireProposal(1n).finalTallyResult).toMatchObject({ yesCount: '42', noCount: '18' });
  });

  it("takes a delegator's vote out of his validator's", () => {
    const made = start();
    const { staking, auth } = made.open();
    const operator = auth.addresses.operatorOf(alice);
    const validator = staking.requireValidator(operator);
    const half = BigInt(validator.delegatorShares) / 2n;
    staking.setDelegation({ delegatorAddress: alice, validatorAddress: operator, shares: String(half) });
    staking.setDelegation({ delegatorAddress: gov, validatorAddress: operator, shares: String(half) });
    submit(made, { messages: [], metadata: 'm' });
    vote(made, alice, yes);
    vote(made, gov, no);
    made.nextBlock(10n);
    endBlock(made);
    expect(made.open().gov.requireProposal(1n).finalTallyResult).toMatchObject({ yesCount: '30', noCount: '30' });
  });

  it('that is expedited and fails becomes a regular one', () => {
    const made = start();
    submit(made, { expedited: true, initialDeposit: protoCoins(200n), messages: [], metadata: 'm' });
    vote(made, alice, yes);
    vote(made, bob, no);
    made.nextBlock(5n);
    expect(endBlock(made)).toEqual([
      'active_proposal proposal_id=1 proposal_result=expedited_proposal_rejected proposal_log=expedited proposal converted to regular',
    ]);
    expect(made.open().bank.balance(gov, 'ngonka')).toBe(200n);
    vote(made, alice, yes);
    made.nextBlock(5n);
    expect(endBlock(made)[0]).toContain('proposal_passed');
    expect(made.open().bank.balance(gov, 'ngonka')).toBe(0n);
  });

  it.each([
    [false, 1000n, 3000n],
    [true, 950n, 2950n],
  ])('that is not paid for in time is dropped, its deposit burned: %s', (burn, left, supply) => {
    const made = start({ burn_proposal_deposit_prevote: burn });
    submit(made, { initialDeposit: protoCoins(50n) });
    made.nextBlock(20n);
    expect(endBlock(made)).toEqual(['inactive_proposal proposal_id=1 proposal_result=proposal_dropped']);
    expect(made.open().gov.proposal(1n)).toBeUndefined();
    expect([made.open().bank.balance(alice, 'ngonka'), made.open().bank.supply('ngonka')]).toEqual([left, supply]);
  });

  it('can be cancelled by its proposer for a part of the deposits', () => {
    const made = start();
    submit(made);
    vote(made, bob, yes);
    expect(complaint(() => deliver(made, MsgCancelProposal, { proposalId: 1n, proposer: bob }))).toBe(
      `gov/18 invalid proposer ${bob}: invalid proposer`,
    );
    const { events } = deliver(made, MsgCancelProposal, { proposalId: 1n, proposer: alice });
    expect(shown(events).at(-1)).toBe(`cancel_proposal sender=${alice} proposal_id=1`);
    expect(made.open().bank.balance(alice, 'ngonka')).toBe(950n);
    expect(made.open().bank.supply('ngonka')).toBe(2950n);
    expect(endBlock(made)).toEqual([]);
    expect(complaint(() => deliver(made, MsgCancelProposal, { proposalId: 1n, proposer: alice }))).toContain(
      "undefined/1 collections: not found: key '1' of type github.com/cosmos/gogoproto/cosmos.gov.v1.Proposal",
    );
  });

  it('charges a cancellation to the account that is named', () => {
    const made = start({ proposal_cancel_dest: carol });
    submit(made);
    deliver(made, MsgCancelProposal, { proposalId: 1n, proposer: alice });
    expect(made.open().bank.balance(carol, 'ngonka')).toBe(1050n);
  });

  it('cannot be cancelled when it is decided, or over but not yet tallied', () => {
    const made = start();
    submit(made);
    made.nextBlock(11n);
    expect(failure(() => deliver(made, MsgCancelProposal, { proposalId: 1n, proposer: alice }))).toBe('gov/20');
    endBlock(made);
    expect(failure(() => deliver(made, MsgCancelProposal, { proposalId: 1n, proposer: alice }))).toBe('gov/21');
  });
});

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
