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
import * as dec from '../../util/legacyDec.js';
import { requireAccount } from '../addresses.js';
import { fromProtoCoins, isValidCoins, printCoins } from '../coins.js';
import { msgRoute, requireAuthority, type SdkMsgRoute } from '../routes.js';
import { toSeconds } from '../time.js';
import { addDeposit } from './deposits.js';
import { paramsComplaint } from './genesis.js';
import { addVote, cancelProposal, checkOption, checkWeightedOptions, submitProposal } from './proposals.js';

export const govMsgs: readonly SdkMsgRoute[] = [
  msgRoute([MsgSubmitProposal, MsgSubmitProposalResponse], {
    signers: ({ proposer }) => [proposer],
    handle: (_ctx, { gov }, msg) => ({ proposalId: submitProposal(gov, msg) }),
  }),
  msgRoute([MsgDeposit, MsgDepositResponse], {
    signers: ({ depositor }) => [depositor],
    handle(_ctx, { gov }, { proposalId, depositor, amount }) {
      const from = requireAccount(gov.addresses, depositor, 'invalid depositor address');
      const coins = fromProtoCoins(amount);
      if (coins.length === 0 || !isValidCoins(coins)) throw new CodedError(sdkErrors.invalidCoins, printCoins(coins));
      addDeposit(gov, proposalId, from, coins);
      return {};
    },
  }),
  msgRoute([MsgVote, MsgVoteResponse], {
    signers: ({ voter }) => [voter],
    handle(_ctx, { gov }, { proposalId, voter, option, metadata }) {
      const by = requireAccount(gov.addresses, voter, 'invalid voter address');
      checkOption(option);
      addVote(gov, { proposalId, voter: by, options: [{ option, weight: dec.format(dec.one) }], metadata });
      return {};
    },
  }),
  msgRoute([MsgVoteWeighted, MsgVoteWeightedResponse], {
    signers: ({ voter }) => [voter],
    handle(_ctx, { gov }, { proposalId, voter, options, metadata }) {
      const by = requireAccount(gov.addresses, voter, 'invalid voter address');
      checkWeightedOptions(options);
      addVote(gov, { proposalId, voter: by, options, metadata });
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
];
