import {
  Exec,
  MsgCreateGroup,
  MsgCreateGroupPolicy,
  MsgCreateGroupPolicyResponse,
  MsgCreateGroupResponse,
  MsgCreateGroupWithPolicy,
  MsgCreateGroupWithPolicyResponse,
  MsgExec,
  MsgExecResponse,
  MsgLeaveGroup,
  MsgLeaveGroupResponse,
  MsgSubmitProposal,
  MsgSubmitProposalResponse,
  MsgUpdateGroupAdmin,
  MsgUpdateGroupAdminResponse,
  MsgUpdateGroupMembers,
  MsgUpdateGroupMembersResponse,
  MsgUpdateGroupMetadata,
  MsgUpdateGroupMetadataResponse,
  MsgUpdateGroupPolicyAdmin,
  MsgUpdateGroupPolicyAdminResponse,
  MsgUpdateGroupPolicyDecisionPolicy,
  MsgUpdateGroupPolicyDecisionPolicyResponse,
  MsgUpdateGroupPolicyMetadata,
  MsgUpdateGroupPolicyMetadataResponse,
  MsgVote,
  MsgVoteResponse,
  MsgWithdrawProposal,
  MsgWithdrawProposalResponse,
} from 'cosmjs-types/cosmos/group/v1/tx';
import { VoteOption } from 'cosmjs-types/cosmos/group/v1/types';
import { within } from '../../types/wrapped.js';
import { requireAccount } from '../addresses.js';
import { msgRoute, type SdkMsgRoute } from '../routes.js';
import type { GroupKeeper } from './keeper.js';
import { updateDecisionPolicy, updatePolicyAdmin, updatePolicyMetadata } from './policies.js';
import { unpackPolicy } from './policy.js';
import { execute, submitProposal, vote, withdrawProposal } from './proposals.js';

const groupRoutes: readonly SdkMsgRoute[] = [
  msgRoute([MsgCreateGroup, MsgCreateGroupResponse], {
    signers: ({ admin }) => [admin],
    handle: (_ctx, { group }, { admin, members, metadata }) => ({ groupId: group.create(admin, members, metadata) }),
  }),
  msgRoute([MsgUpdateGroupMembers, MsgUpdateGroupMembersResponse], {
    signers: ({ admin }) => [admin],
    handle(_ctx, { group }, { admin, groupId, memberUpdates }) {
      group.updateMemberWeights(admin, groupId, memberUpdates);
      return {};
    },
  }),
  msgRoute([MsgUpdateGroupAdmin, MsgUpdateGroupAdminResponse], {
    signers: ({ admin }) => [admin],
    handle(_ctx, { group }, { admin, groupId, newAdmin }) {
      group.updateAdmin(admin, groupId, newAdmin);
      return {};
    },
  }),
  msgRoute([MsgUpdateGroupMetadata, MsgUpdateGroupMetadataResponse], {
    signers: ({ admin }) => [admin],
    handle(_ctx, { group }, { admin, groupId, metadata }) {
      group.updateMetadata(admin, groupId, metadata);
      return {};
    },
  }),
  msgRoute([MsgLeaveGroup, MsgLeaveGroupResponse], {
    signers: ({ address }) => [address],
    handle(_ctx, { group }, { address, groupId }) {
      group.leave(groupId, address);
      return {};
    },
  }),
];

const policyRoutes: readonly SdkMsgRoute[] = [
  msgRoute([MsgCreateGroupPolicy, MsgCreateGroupPolicyResponse], {
    signers: ({ admin }) => [admin],
    handle: (_ctx, { group }, { admin, groupId, metadata, decisionPolicy }) => ({
      address: group.createPolicy(admin, groupId, metadata, unpackPolicy(decisionPolicy)),
    }),
  }),
  msgRoute([MsgCreateGroupWithPolicy, MsgCreateGroupWithPolicyResponse], {
    signers: ({ admin }) => [admin],
    handle: (_ctx, { group }, msg) => createGroupWithPolicy(group, msg),
  }),
  msgRoute([MsgUpdateGroupPolicyAdmin, MsgUpdateGroupPolicyAdminResponse], {
    signers: ({ admin }) => [admin],
    handle(_ctx, { group }, { admin, groupPolicyAddress, newAdmin }) {
      updatePolicyAdmin(group, admin, groupPolicyAddress, newAdmin);
      return {};
    },
  }),
  msgRoute([MsgUpdateGroupPolicyDecisionPolicy, MsgUpdateGroupPolicyDecisionPolicyResponse], {
    signers: ({ admin }) => [admin],
    handle(_ctx, { group }, { admin, groupPolicyAddress, decisionPolicy }) {
      updateDecisionPolicy(group, admin, groupPolicyAddress, unpackPolicy(decisionPolicy));
      return {};
    },
  }),
  msgRoute([MsgUpdateGroupPolicyMetadata, MsgUpdateGroupPolicyMetadataResponse], {
    signers: ({ admin }) => [admin],
    handle(_ctx, { group }, { admin, groupPolicyAddress, metadata }) {
      updatePolicyMetadata(group, admin, groupPolicyAddress, metadata);
      return {};
    },
  }),
];

function createGroupWithPolicy(keeper: GroupKeeper, msg: MsgCreateGroupWithPolicy): MsgCreateGroupWithPolicyResponse {
  const { admin } = msg;
  const groupId = within('group response', () => keeper.create(admin, msg.members, msg.groupMetadata));
  const groupPolicyAddress = within('group policy response', () =>
    keeper.createPolicy(admin, groupId, msg.groupPolicyMetadata, unpackPolicy(msg.decisionPolicy)),
  );
  if (msg.groupPolicyAsAdmin) {
    keeper.updateAdmin(admin, groupId, groupPolicyAddress);
    updatePolicyAdmin(keeper, admin, groupPolicyAddress, groupPolicyAddress);
  }
  return { groupId, groupPolicyAddress };
}

const proposalRoutes: readonly SdkMsgRoute[] = [
  msgRoute([MsgSubmitProposal, MsgSubmitProposalResponse], {
    signers: ({ proposers }) => proposers,
    handle: (_ctx, { group }, msg) => ({ proposalId: submitAndTry(group, msg) }),
  }),
  msgRoute([MsgWithdrawProposal, MsgWithdrawProposalResponse], {
    signers: ({ address }) => [address],
    handle(_ctx, { group }, { proposalId, address }) {
      requireAccount(group.addresses, address, `invalid group policy admin / proposer address: ${address}`);
      withdrawProposal(group, proposalId, address);
      return {};
    },
  }),
  msgRoute([MsgVote, MsgVoteResponse], {
    signers: ({ voter }) => [voter],
    handle(_ctx, { group }, { proposalId, voter, option, metadata, exec }) {
      vote(group, { proposalId, voter, option, metadata });
      if (exec === Exec.EXEC_TRY) execute(group, proposalId);
      return {};
    },
  }),
  msgRoute([MsgExec, MsgExecResponse], {
    signers: ({ executor }) => [executor],
    handle: (_ctx, { group }, { proposalId }) => ({ result: execute(group, proposalId) }),
  }),
];

/** Stores a proposal; with "try", its proposers vote yes and it is executed at once. */
function submitAndTry(keeper: GroupKeeper, msg: MsgSubmitProposal): bigint {
  const { proposers, metadata, messages, title, summary } = msg;
  const policyAddress = msg.groupPolicyAddress;
  const id = submitProposal(keeper, { policyAddress, proposers, metadata, messages, title, summary });
  if (msg.exec !== Exec.EXEC_TRY) return id;
  for (const voter of proposers) {
    within(`the proposal was created but failed on vote for voter ${voter}`, () =>
      vote(keeper, { proposalId: id, voter, option: VoteOption.VOTE_OPTION_YES, metadata: '' }),
    );
  }
  within('the proposal was created but failed on exec', () => execute(keeper, id));
  return id;
}

export const groupMsgs: readonly SdkMsgRoute[] = [...groupRoutes, ...policyRoutes, ...proposalRoutes];
