import { CommunityPoolSpendProposal } from 'cosmjs-types/cosmos/distribution/v1beta1/distribution';
import { MsgExecLegacyContent } from 'cosmjs-types/cosmos/gov/v1/tx';
import { ProposalStatus, TextProposal, VoteOption } from 'cosmjs-types/cosmos/gov/v1beta1/gov';
import type * as query from 'cosmjs-types/cosmos/gov/v1beta1/query';
import { MsgDeposit, MsgSubmitProposal, MsgVote, MsgVoteWeighted } from 'cosmjs-types/cosmos/gov/v1beta1/tx';
import { describe, expect, it } from 'vitest';
import { govModule } from '../../../src/sdk/gov/module.js';
import { proto } from '../../../src/types/codec.js';
import { bytesToUtf8 } from '../../../src/util/bytes.js';
import { complaint } from '../../types/complaint.js';
import { sdkRouter } from '../../vectors/sdkReplay.js';
import { alice, ask, balances, bob, deliver, gov, protoCoins, started } from '../people.js';
import { shown, type World } from '../world.js';

const params = {
  min_deposit: protoCoins(100n),
  max_deposit_period: '20s',
  voting_period: '10s',
  quorum: '0.4',
  threshold: '0.5',
  veto_threshold: '0.334',
  expedited_voting_period: '5s',
  expedited_threshold: '0.667',
  expedited_min_deposit: protoCoins(200n),
};

/** Alice has all of the power; she and Bob have 1000 coins. */
function start(): World {
  const bank = balances([alice, 1000n], [bob, 1000n]);
  const made: World = started(
    { bank, gov: { starting_proposal_id: '1', params } },
    { router: sdkRouter(() => made.config) },
  );
  const { staking, auth } = made.open();
  const consensusKey = new Uint8Array(32).fill(1);
  staking.setComputeValidators([{ operatorAddress: auth.addresses.operatorOf(alice), consensusKey, power: 9n }]);
  return made;
}

const text = (title = 'T', description = 'about it') => ({
  typeUrl: TextProposal.typeUrl,
  value: proto(TextProposal).encode({ title, description }),
});
const submit = (made: World, content = text(), initialDeposit = protoCoins(100n)) =>
  deliver(made, MsgSubmitProposal, { content, initialDeposit, proposer: alice });
const yes = { proposalId: 1n, voter: alice, option: VoteOption.VOTE_OPTION_YES };
const half = '500000000000000000';

describe('a proposal of v1beta1', () => {
  it('is one of v1 with one message, and passes', () => {
    const made = start();
    const { response, events } = submit(made);
    expect(response).toEqual({ proposalId: 1n });
    expect(shown(events)[0]).toBe(
      `submit_proposal proposal_id=1 proposal_proposer=${alice} proposal_messages=,${MsgExecLegacyContent.typeUrl}`,
    );
    expect(shown(deliver(made, MsgVote, yes).events)).toEqual([
      `proposal_vote voter=${alice} option=[{"option":1,"weight":"1.000000000000000000"}] proposal_id=1`,
    ]);
    made.nextBlock(11n);
    const keepers = made.open();
    govModule(made.config).endBlock!(keepers.ctx, keepers);
    expect(shown(keepers.ctx.events.all).at(-1)).toContain('proposal_result=proposal_passed');
  });

  it('takes deposits and shared votes', () => {
    const made = start();
    submit(made, text(), protoCoins(40n));
    deliver(made, MsgDeposit, { proposalId: 1n, depositor: bob, amount: protoCoins(60n) });
    const options = [
      { option: VoteOption.VOTE_OPTION_YES, weight: half },
      { option: VoteOption.VOTE_OPTION_NO, weight: half },
    ];
    const { events } = deliver(made, MsgVoteWeighted, { proposalId: 1n, voter: bob, options });
    expect(shown(events)[0]).toContain('"weight":"0.500000000000000000"},{"option":3,');
    const [vote] = ask<object, query.QueryVotesResponse>(made, '/cosmos.gov.v1beta1.Query/Votes', {
      proposalId: 1n,
    }).votes;
    expect(vote).toEqual({ proposalId: 1n, voter: bob, option: 0, options });
  });

  const spending = {
    typeUrl: CommunityPoolSpendProposal.typeUrl,
    value: proto(CommunityPoolSpendProposal).encode({ title: 'T', description: 'D', recipient: bob, amount: [] }),
  };
  it.each([
    ['no content', undefined, 'gov/5 missing content: invalid proposal content'],
    ['an unknown content', { typeUrl: '/nobody.X', value: new Uint8Array(0) }, 'sdk/34 /nobody.X is no content'],
    ['a blank title', text('  '), 'gov/5 proposal title cannot be blank: invalid proposal content'],
    ['a long title', text('t'.repeat(141)), 'gov/5 proposal title is longer than max length of 140'],
    ['no description', text('T', ''), 'gov/5 proposal description cannot be blank'],
    [
      'a long description',
      text('T', 'd'.repeat(10_001)),
      'gov/5 proposal description is longer than max length of 10000',
    ],
    ['a content that no module acts on', spending, 'gov/9 distribution: no handler exists for proposal type'],
  ])('is refused with %s', (_what, content, expected) => {
    const made = start();
    const msg = { content, initialDeposit: protoCoins(100n), proposer: alice };
    expect(complaint(() => deliver(made, MsgSubmitProposal, msg))).toContain(expected);
  });

  it.each([
    ['half a vote', half, 'gov/7 total weight lower than 1.00: invalid vote option'],
    ['no number', 'x', 'gov/7 option:VOTE_OPTION_YES weight:"x" : invalid vote option'],
  ])('refuses %s', (_what, weight, expected) => {
    const made = start();
    submit(made);
    const options = [{ option: VoteOption.VOTE_OPTION_YES, weight }];
    expect(complaint(() => deliver(made, MsgVoteWeighted, { proposalId: 1n, voter: alice, options }))).toBe(expected);
  });

  it('acts only for the chain itself', () => {
    const made = start();
    expect(deliver(made, MsgExecLegacyContent, { content: text(), authority: gov }).response).toEqual({});
    expect(complaint(() => deliver(made, MsgExecLegacyContent, { content: text(), authority: alice }))).toBe(
      `gov/13 expected ${gov} got ${alice}: expected gov account as only signer for proposal message`,
    );
  });
});

describe('queries of v1beta1', () => {
  const made = start();
  submit(made);
  deliver(made, MsgVote, yes);
  const answer = <T>(method: string, request: object = { proposalId: 1n }): T =>
    ask(made, `/cosmos.gov.v1beta1.Query/${method}`, request);

  it('show the content in place of the message', () => {
    const { proposal } = answer<query.QueryProposalResponse>('Proposal');
    expect(proposal.content).toEqual(text());
    expect(proposal.status).toBe(ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD);
    const all = { proposalStatus: 0, voter: '', depositor: '' };
    expect(answer<query.QueryProposalsResponse>('Proposals', all).proposals).toEqual([proposal]);
    expect(answer<query.QueryProposalsResponse>('Proposals', { ...all, proposalStatus: 3 }).proposals).toEqual([]);
    expect(answer<query.QueryProposalsResponse>('Proposals', { ...all, voter: bob }).proposals).toEqual([]);
  });

  it('show votes, deposits and the tally', () => {
    const options = [{ option: VoteOption.VOTE_OPTION_YES, weight: '1000000000000000000' }];
    const { vote } = answer<query.QueryVoteResponse>('Vote', { proposalId: 1n, voter: alice });
    expect(vote).toEqual({ proposalId: 1n, voter: alice, option: 0, options });
    const deposit = { proposalId: 1n, depositor: alice, amount: protoCoins(100n) };
    expect(answer<query.QueryDepositResponse>('Deposit', { proposalId: 1n, depositor: alice })).toEqual({ deposit });
    expect(answer<query.QueryDepositsResponse>('Deposits').deposits).toEqual([deposit]);
    expect(answer<query.QueryTallyResultResponse>('TallyResult')).toEqual({
      tally: { yes: '9', abstain: '0', no: '0', noWithVeto: '0' },
    });
  });

  it('show one group of parameters at a time', () => {
    const of = (paramsType: string) => answer<query.QueryParamsResponse>('Params', { paramsType });
    expect(of('voting').votingParams.votingPeriod).toEqual({ seconds: 10n, nanos: 0 });
    expect(of('voting').depositParams).toEqual({ minDeposit: [], maxDepositPeriod: { seconds: 0n, nanos: 0 } });
    expect(of('deposit').depositParams.minDeposit).toEqual(protoCoins(100n));
    expect(bytesToUtf8(of('tallying').tallyParams.quorum)).toBe('400000000000000000');
    expect(bytesToUtf8(of('deposit').tallyParams.quorum)).toBe('0');
  });

  it.each([
    ['Proposal', { proposalId: 0n }, 'grpc/3 proposal id can not be 0'],
    ['Proposal', { proposalId: 7n }, "grpc/5 proposal 7 doesn't exist"],
    ['Vote', { proposalId: 1n, voter: '' }, 'grpc/3 empty voter address'],
    ['Vote', { proposalId: 1n, voter: 'bad' }, 'undefined/1 decoding bech32 failed: invalid bech32 string length 3'],
    ['Vote', { proposalId: 1n, voter: bob }, `grpc/3 voter: ${bob} not found for proposal: 1`],
    ['Deposit', { proposalId: 1n, depositor: bob }, `grpc/3 depositer: ${bob} not found for proposal: 1`],
    ['Proposals', { proposalStatus: 0, voter: 'bad', depositor: '' }, 'grpc/13 decoding bech32 failed'],
    ['Params', { paramsType: '' }, 'grpc/3  is not a valid parameter type'],
    ['Params', { paramsType: 'x' }, 'grpc/3 unknown params type: x'],
  ])('refuse %s: %#', (method, request, expected) => {
    expect(complaint(() => answer(method, request))).toContain(expected);
  });
});
