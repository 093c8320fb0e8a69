import {
  MsgCreateGroup,
  MsgCreateGroupPolicy,
  MsgExec,
  MsgLeaveGroup,
  MsgUpdateGroupAdmin,
  MsgUpdateGroupMembers,
  MsgUpdateGroupMetadata,
  MsgUpdateGroupPolicyAdmin,
  MsgUpdateGroupPolicyMetadata,
  MsgVote,
} from 'cosmjs-types/cosmos/group/v1/tx';
import { describe, expect, it } from 'vitest';
import { complaint } from '../../types/complaint.js';
import { failure } from '../../util/failure.js';
import { alice, bob, carol, dave, deliver } from '../people.js';
import { endBlock, members, policy, send, start, submit, yes } from './proposalSetting.js';

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
