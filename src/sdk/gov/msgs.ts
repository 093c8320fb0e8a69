import {
  MsgCancelProposal,
  MsgCancelProposalResponse,
  MsgDeposit,
  MsgDepositResponse,
  MsgSubmitProposal,
  MsgSubmitProposalResponse,
  MsgUpdateParams,
  MsgUpdateParamsResponse,
  MsgVote,
  MsgVoteResponse,
  MsgVoteWeighted,
  MsgVoteWeightedResponse,
} from 'cosmjs-types/cosmos/gov/v1/tx';
import { sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import { requireAccount } from '../addresses.js';
import { msgRoute, requireAuthority, type SdkMsgRoute } from '../routes.js';
import { toSeconds } from '../time.js';
import { deposit } from './deposits.js';
import { paramsComplaint } from './genesis.js';
import { govLegacyMsgs } from './legacy/msgs.js';
import { cancelProposal, submitProposal } from './proposals.js';
import { vote, voteWeighted } from './votes.js';

export const govMsgs: readonly SdkMsgRoute[] = [
  msgRoute([MsgSubmitProposal, MsgSubmitProposalResponse], {
    signers: ({ proposer }) => [proposer],
    handle: (_ctx, { gov }, msg) => ({ proposalId: submitProposal(gov, msg) }),
  }),
  msgRoute([MsgDeposit, MsgDepositResponse], {
    signers: ({ depositor }) => [depositor],
    handle(_ctx, { gov }, msg) {
      deposit(gov, msg);
      return {};
    },
  }),
  msgRoute([MsgVote, MsgVoteResponse], {
    signers: ({ voter }) => [voter],
    handle(_ctx, { gov }, msg) {
      vote(gov, msg);
      return {};
    },
  }),
  msgRoute([MsgVoteWeighted, MsgVoteWeightedResponse], {
    signers: ({ voter }) => [voter],
    handle(_ctx, { gov }, msg) {
      voteWeighted(gov, msg);
      return {};
    },
  }),
  msgRoute([MsgCancelProposal, MsgCancelProposalResponse], {
    signers: ({ proposer }) => [proposer],
    handle(ctx, { gov }, { proposalId, proposer }) {
      requireAccount(gov.addresses, proposer, 'invalid proposer address');
      cancelProposal(gov, proposalId, proposer);
      return { proposalId, canceledTime: toSeconds(ctx.block.time), canceledHeight: ctx.block.height };
    },
  }),
  msgRoute([MsgUpdateParams, MsgUpdateParamsResponse], {
    signers: ({ authority }) => [authority],
    handle(_ctx, { gov }, { authority, params }) {
      requireAuthority(gov.authority, authority);
      const complaint = paramsComplaint(params);
      if (complaint) throw new CodedError(sdkErrors.invalidRequest, `${complaint[0]}: ${complaint[1]}`);
      gov.setParams(params);
      return {};
    },
  }),
  ...govLegacyMsgs,
];
