import {
  Exec,
  MsgCreateGroupWithPolicy,
  MsgExec,
  MsgLeaveGroup,
  MsgUpdateGroupAdmin,
  MsgUpdateGroupMembers,
  MsgUpdateGroupMetadata,
  MsgUpdateGroupPolicyAdmin,
  MsgUpdateGroupPolicyDecisionPolicy,
  MsgUpdateGroupPolicyMetadata,
  MsgWithdrawProposal,
} from 'cosmjs-types/cosmos/group/v1/tx';
import { ProposalExecutorResult, ProposalStatus } from 'cosmjs-types/cosmos/group/v1/types';
import { describe, expect, it } from 'vitest';
import { packPolicy } from '../../../src/sdk/group/policy.js';
import { failure } from '../../util/failure.js';
import { alice, bob, carol, dave, deliver } from '../people.js';
import { dump, second, shown } from '../world.js';
import { endBlock, members, no, policy, send, start, stored, submit, vote, yes } from './proposalSetting.js';

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
