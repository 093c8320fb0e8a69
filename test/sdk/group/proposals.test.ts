import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import {
  Exec,
  MsgCreateGroup,
  MsgCreateGroupPolicy,
  MsgCreateGroupWithPolicy,
  MsgExec,
  MsgLeaveGroup,
  MsgSubmitProposal,
  MsgUpdateGroupAdmin,
  MsgUpdateGroupMembers,
  MsgUpdateGroupMetadata,
  MsgUpdateGroupPolicyAdmin,
  MsgUpdateGroupPolicyDecisionPolicy,
  MsgUpdateGroupPolicyMetadata,
  MsgVote,
  MsgWithdrawProposal,
} from 'cosmjs-types/cosmos/group/v1/tx';
import { ProposalExecutorResult, ProposalStatus, VoteOption } from 'cosmjs-types/cosmos/group/v1/types';
import { describe, expect, it } from 'vitest';
import { groupModule } from '../../../src/sdk/group/module.js';
import { packPolicy } from '../../../src/sdk/group/policy.js';
import { brokenSdkInvariants } from '../../../src/sdk/invariants.js';
import { proto } from '../../../src/types/codec.js';
import { complaint } from '../../types/complaint.js';
import { failure } from '../../util/failure.js';
import { sdkRouter } from '../../vectors/sdkReplay.js';
import { alice, balances, bob, carol, dave, deliver, protoCoins, started } from '../people.js';
import { dump, second, shown, type World } from '../world.js';

const yes = VoteOption.VOTE_OPTION_YES;
const no = VoteOption.VOTE_OPTION_NO;
const policy = packPolicy({ kind: 'percentage', bound: '0.5', votingPeriod: 100n * second, minExecutionPeriod: 0n });
const members = [
  { address: alice, weight: '60', metadata: '' },
  { address: bob, weight: '30', metadata: '' },
  { address: carol, weight: '10', metadata: '' },
];

interface Setting {
  readonly made: World;
  readonly account: string;
}

/** A group of three under Dave's administration, whose policy account holds 100 coins. */
function start(decisionPolicy = policy): Setting {
  const router = sdkRouter(() => made.config);
  const made: World = started({ bank: balances([dave, 1000n]) }, { router });
  const msg = {
    admin: dave,
    members,
    groupMetadata: 'g',
    groupPolicyMetadata: '',
    groupPolicyAsAdmin: false,
    decisionPolicy,
  };
  const { response } = deliver(made, MsgCreateGroupWithPolicy, msg);
  const account = response.groupPolicyAddress as string;
  made.open().bank.send(dave, account, [{ denom: 'ngonka', amount: 100n }]);
  return { made, account };
}

const send = (from: string, amount = 40n) => ({
  typeUrl: MsgSend.typeUrl,
  value: proto(MsgSend).encode({ fromAddress: from, toAddress: bob, amount: protoCoins(amount) }),
});

const proposalOf = ({ account }: Setting, changes: object = {}) => ({
  groupPolicyAddress: account,
  proposers: [alice],
  metadata: '',
  messages: [send(account)],
  exec: Exec.EXEC_UNSPECIFIED,
  title: '',
  summary: '',
  ...changes,
});
const submit = (setting: Setting, changes: object = {}) =>
  deliver(setting.made, MsgSubmitProposal, proposalOf(setting, changes));
const vote = ({ made }: Setting, voter: string, option: VoteOption, exec = Exec.EXEC_UNSPECIFIED) =>
  deliver(made, MsgVote, { proposalId: 1n, voter, option, metadata: '', exec });

function endBlock({ made }: Setting): string[] {
  const keepers = made.open();
  groupModule(made.config).endBlock!(keepers.ctx, keepers);
  expect(brokenSdkInvariants(made.open())).toEqual([]);
  return shown(keepers.ctx.events.all);
}

const stored = ({ made }: Setting) => made.open().group.schema.proposals.get(1n);

describe('a group', () => {
  it('executes as its account what enough weight wants, and forgets the proposal with its votes', () => {
    const setting = start();
    const { made } = setting;
    submit(setting);
    vote(setting, bob, no);
    const { events } = vote(setting, alice, yes, Exec.EXEC_TRY);
    expect(shown(events).filter((text) => text.startsWith('cosmos'))).toEqual([
      'cosmos.group.v1.EventVote proposal_id="1"',
      'cosmos.group.v1.EventProposalPruned proposal_id="1" status="PROPOSAL_STATUS_ACCEPTED" ' +
        'tally_result={"yes_count":"60","abstain_count":"0","no_count":"30","no_with_veto_count":"0"}',
      'cosmos.group.v1.EventExec logs="" proposal_id="1" result="PROPOSAL_EXECUTOR_RESULT_SUCCESS"',
    ]);
    expect(made.open().bank.balance(bob, 'ngonka')).toBe(40n);
    const left = dump(made.stores.get('group'))
      .map(([key]) => key)
      .filter((key) => /^(3[023]|4)/.test(key));
    expect(left).toEqual([]);
  });

  it('tries at once when the proposer asks for it', () => {
    const setting = start();
    submit(setting, { exec: Exec.EXEC_TRY });
    expect(setting.made.open().bank.balance(bob, 'ngonka')).toBe(40n);
  });

  it('keeps an accepted proposal that fails, to be tried again', () => {
    const setting = start();
    submit(setting, { messages: [send(setting.account, 60n), send(setting.account, 60n)], exec: Exec.EXEC_TRY });
    expect(stored(setting)).toMatchObject({
      status: ProposalStatus.PROPOSAL_STATUS_ACCEPTED,
      executorResult: ProposalExecutorResult.PROPOSAL_EXECUTOR_RESULT_FAILURE,
    });
    expect(setting.made.open().bank.balance(bob, 'ngonka')).toBe(0n);
    setting.made.open().bank.send(dave, setting.account, [{ denom: 'ngonka', amount: 20n }]);
    const { response } = deliver(setting.made, MsgExec, { proposalId: 1n, executor: dave });
    expect(response.result).toBe(ProposalExecutorResult.PROPOSAL_EXECUTOR_RESULT_SUCCESS);
    expect(setting.made.open().bank.balance(bob, 'ngonka')).toBe(120n);
  });

  it('does not execute before its minimum period, nor two weeks after the vote', () => {
    const slow = packPolicy({
      kind: 'percentage',
      bound: '0.5',
      votingPeriod: 100n * second,
      minExecutionPeriod: 50n * second,
    });
    const setting = start(slow);
    const { events } = submit(setting, { exec: Exec.EXEC_TRY });
    expect(shown(events).at(-1)).toContain('must wait until 2027-01-01T00:00:50Z to execute proposal 1');
    setting.made.nextBlock(100n + 14n * 24n * 3600n + 1n);
    const late = deliver(setting.made, MsgExec, { proposalId: 1n, executor: dave });
    expect(shown(late.events).at(-1)).toContain('proposal expired on 2027-01-15T00:01:40Z: expired');
    expect(endBlock(setting)).toEqual([
      'cosmos.group.v1.EventProposalPruned proposal_id="1" status="PROPOSAL_STATUS_ACCEPTED" ' +
        'tally_result={"yes_count":"60","abstain_count":"0","no_count":"0","no_with_veto_count":"0"}',
    ]);
    expect(stored(setting)).toBeUndefined();
  });

  it('closes proposals at the end of their voting period, without votes of those who left', () => {
    const setting = start();
    submit(setting);
    vote(setting, bob, yes);
    vote(setting, carol, no);
    deliver(setting.made, MsgLeaveGroup, { address: bob, groupId: 1n });
    setting.made.nextBlock(100n);
    endBlock(setting);
    expect(stored(setting)!.status).toBe(ProposalStatus.PROPOSAL_STATUS_SUBMITTED);
    setting.made.nextBlock(1n);
    endBlock(setting);
    expect(stored(setting)).toMatchObject({
      status: ProposalStatus.PROPOSAL_STATUS_REJECTED,
      finalTallyResult: { yesCount: '0', noCount: '10' },
    });
  });

  it('drops what was withdrawn or aborted when its voting period is over', () => {
    const setting = start();
    submit(setting);
    vote(setting, carol, no);
    expect(failure(() => deliver(setting.made, MsgWithdrawProposal, { proposalId: 1n, address: bob }))).toBe('group/7');
    deliver(setting.made, MsgWithdrawProposal, { proposalId: 1n, address: alice });
    expect(failure(() => deliver(setting.made, MsgWithdrawProposal, { proposalId: 1n, address: alice }))).toBe(
      'group/6',
    );
    submit(setting);
    const admin = { admin: dave, groupPolicyAddress: setting.account };
    deliver(setting.made, MsgUpdateGroupPolicyMetadata, { ...admin, metadata: 'new' });
    expect(setting.made.open().group.schema.proposals.require(2n).status).toBe(ProposalStatus.PROPOSAL_STATUS_ABORTED);
    setting.made.nextBlock(101n);
    expect(endBlock(setting)).toEqual([
      'cosmos.group.v1.EventProposalPruned proposal_id="1" status="PROPOSAL_STATUS_WITHDRAWN" tally_result=null',
      'cosmos.group.v1.EventProposalPruned proposal_id="2" status="PROPOSAL_STATUS_ABORTED" tally_result=null',
    ]);
  });

  it('obeys its admin', () => {
    const { made, account } = start();
    deliver(made, MsgUpdateGroupMetadata, { admin: dave, groupId: 1n, metadata: 'x' });
    deliver(made, MsgUpdateGroupPolicyDecisionPolicy, {
      admin: dave,
      groupPolicyAddress: account,
      decisionPolicy: policy,
    });
    deliver(made, MsgUpdateGroupPolicyAdmin, { admin: dave, groupPolicyAddress: account, newAdmin: alice });
    deliver(made, MsgUpdateGroupAdmin, { admin: dave, groupId: 1n, newAdmin: alice });
    const memberUpdates = [{ address: bob, weight: '31.5', metadata: 'm' }];
    deliver(made, MsgUpdateGroupMembers, { admin: alice, groupId: 1n, memberUpdates });
    expect(made.open().group.requireGroup(1n)).toMatchObject({
      admin: alice,
      metadata: 'x',
      totalWeight: '101.5',
      version: 4n,
    });
    expect(made.open().group.requirePolicy(account)).toMatchObject({ admin: alice, version: 3n });
    expect(failure(() => deliver(made, MsgUpdateGroupMetadata, { admin: dave, groupId: 1n, metadata: '' }))).toBe(
      'sdk/4',
    );
  });

  it('can be its own admin', () => {
    const { made } = start();
    const msg = {
      admin: dave,
      members,
      groupMetadata: '',
      groupPolicyMetadata: '',
      groupPolicyAsAdmin: true,
      decisionPolicy: policy,
    };
    const { response } = deliver(made, MsgCreateGroupWithPolicy, msg);
    const account = response.groupPolicyAddress as string;
    expect(made.open().group.requireGroup(2n).admin).toBe(account);
    expect(made.open().group.requirePolicy(account).admin).toBe(account);
  });
});

describe('what x/group refuses', () => {
  const long = 'x'.repeat(256);
  const one = { address: alice, weight: '1', metadata: '' };
  const rows: readonly (readonly [what: string, type: { typeUrl: string }, msg: object, code: string])[] = [
    ['an admin that is none', MsgCreateGroup, { admin: 'x', members, metadata: '' }, 'sdk/7'],
    ['a member twice', MsgCreateGroup, { admin: dave, members: [one, one], metadata: '' }, 'group/3'],
    [
      'a member that is none',
      MsgCreateGroup,
      { admin: dave, members: [{ ...one, address: 'x' }], metadata: '' },
      'sdk/7',
    ],
    [
      'a new member of no weight',
      MsgCreateGroup,
      { admin: dave, members: [{ ...one, weight: '0' }], metadata: '' },
      'math/10',
    ],
    ['long metadata', MsgCreateGroup, { admin: dave, members, metadata: long }, 'group/4'],
    ['updating nobody', MsgUpdateGroupMembers, { admin: dave, groupId: 1n, memberUpdates: [] }, 'group/2'],
    ['group 0', MsgUpdateGroupMetadata, { admin: dave, groupId: 0n, metadata: '' }, 'group/2'],
    ['an unknown group', MsgUpdateGroupMetadata, { admin: dave, groupId: 9n, metadata: '' }, 'sdk/38'],
    ['the same admin', MsgUpdateGroupAdmin, { admin: dave, groupId: 1n, newAdmin: dave }, 'group/6'],
    [
      'a policy from a stranger',
      MsgCreateGroupPolicy,
      { admin: alice, groupId: 1n, metadata: '', decisionPolicy: policy },
      'sdk/4',
    ],
    ['leaving as a stranger', MsgLeaveGroup, { address: dave, groupId: 1n }, 'sdk/38'],
    ['execution of nothing', MsgExec, { proposalId: 0n, executor: dave }, 'group/2'],
    ['execution of an unknown proposal', MsgExec, { proposalId: 9n, executor: dave }, 'sdk/38'],
  ];
  it.each(rows)('%s', (_what, type, msg, code) => expect(failure(() => deliver(start().made, type, msg))).toBe(code));

  it('policy changes by strangers or without change', () => {
    const { made, account } = start();
    const change = { groupPolicyAddress: account, admin: alice };
    expect(failure(() => deliver(made, MsgUpdateGroupPolicyMetadata, { ...change, metadata: '' }))).toBe('sdk/4');
    expect(failure(() => deliver(made, MsgUpdateGroupPolicyAdmin, { ...change, newAdmin: alice }))).toBe('group/6');
    expect(
      failure(() => deliver(made, MsgUpdateGroupPolicyAdmin, { ...change, groupPolicyAddress: bob, newAdmin: bob })),
    ).toBe('sdk/38');
  });

  it.each([
    ['no proposers', { proposers: [] }, 'group/2'],
    ['a proposer twice', { proposers: [alice, alice] }, 'group/3'],
    ['a proposer that is none', { proposers: ['x'] }, 'sdk/7'],
    ['a proposer who is no member', { proposers: [dave] }, 'group/7'],
    ['an unknown policy', { groupPolicyAddress: dave }, 'sdk/38'],
    ['long metadata', { metadata: long }, 'group/4'],
    ['metadata of another title', { metadata: '{"title":"x"}' }, 'undefined/1'],
    ["a message of another's", { messages: [send(alice)] }, 'sdk/4'],
  ])('in a proposal: %s', (_what, changes, code) => expect(failure(() => submit(start(), changes))).toBe(code));

  it('in a proposal: a message that no module handles', () => {
    const setting = start();
    (setting.made as { config: object }).config = {
      ...setting.made.config,
      router: { ...setting.made.config.router, signers: () => undefined },
    };
    expect(failure(() => submit(setting))).toBe('group/6');
  });

  it('in a vote', () => {
    const setting = start();
    submit(setting);
    const cast = (changes: object) =>
      complaint(() =>
        deliver(setting.made, MsgVote, { proposalId: 1n, voter: bob, option: yes, metadata: '', exec: 0, ...changes }),
      );
    expect(cast({ proposalId: 0n })).toBe('group/2 proposal id: value is empty');
    expect(cast({ option: 0 })).toBe('group/2 vote option: value is empty');
    expect(cast({ option: 9 })).toBe('group/6 vote option: invalid value');
    expect(cast({ metadata: long })).toBe('group/4 metadata: limit exceeded');
    expect(cast({ voter: 'x' })).toContain('sdk/7 invalid voter address: x');
    expect(cast({ voter: dave })).toBe(`sdk/38 voter address: ${dave}: not found`);
    expect(cast({ proposalId: 9n })).toBe('sdk/38 load proposal: not found');
    expect(cast({})).toBe('no complaint');
    expect(cast({})).toBe('legacy_orm/13 store vote: unique constraint violation');
    setting.made.nextBlock(101n);
    expect(cast({ voter: carol })).toBe('group/9 voting period has ended already: expired');
    endBlock(setting);
    expect(cast({ voter: carol })).toBe('group/6 proposal not open for voting: invalid value');
    expect(failure(() => deliver(setting.made, MsgExec, { proposalId: 1n, executor: dave }))).toBe('group/6');
  });
});
