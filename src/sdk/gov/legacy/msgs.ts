import { MsgExecLegacyContent, MsgExecLegacyContentResponse } from 'cosmjs-types/cosmos/gov/v1/tx';
import {
  MsgDeposit,
  MsgDepositResponse,
  MsgSubmitProposal,
  MsgSubmitProposalResponse,
  MsgVote,
  MsgVoteResponse,
  MsgVoteWeighted,
  MsgVoteWeightedResponse,
} from 'cosmjs-types/cosmos/gov/v1beta1/tx';
import { proto } from '../../../types/codec.js';
import { CodedError } from '../../../util/errors.js';
import * as dec from '../../../util/legacyDec.js';
import { requireAccount } from '../../addresses.js';
import { govErrors } from '../../errors.js';
import { msgRoute, type SdkMsgRoute } from '../../routes.js';
import { deposit } from '../deposits.js';
import type { GovKeeper } from '../keeper.js';
import { submitProposal } from '../proposals.js';
import { vote, voteWeighted } from '../votes.js';
import { checkContent, executeContent, readContent } from './content.js';

// The messages of gov v1beta1, which clients still send: each becomes its like of v1, a content becomes a message.

/** Makes a proposal of the one message that carries the content. */
function submitContent(gov: GovKeeper, msg: MsgSubmitProposal): bigint {
  const content = readContent(msg.content);
  checkContent(content);
  requireAccount(gov.addresses, msg.proposer, 'invalid proposer address');
  const value = proto(MsgExecLegacyContent).encode({ content: msg.content!, authority: gov.authority });
  return submitProposal(gov, {
    messages: [{ typeUrl: MsgExecLegacyContent.typeUrl, value }],
    initialDeposit: msg.initialDeposit,
    proposer: msg.proposer,
    metadata: '',
    title: content.title,
    summary: content.description,
    expedited: false,
  });
}

export const govLegacyMsgs: readonly SdkMsgRoute[] = [
  msgRoute([MsgExecLegacyContent, MsgExecLegacyContentResponse], {
    signers: ({ authority }) => [authority],
    handle(_ctx, { gov }, { authority, content }) {
      const expected = gov.accountAddress();
      if (authority !== expected) {
        throw new CodedError(govErrors.invalidSigner, `expected ${expected} got ${authority}`);
      }
      executeContent(readContent(content));
      return {};
    },
  }),
  msgRoute([MsgSubmitProposal, MsgSubmitProposalResponse], {
    signers: ({ proposer }) => [proposer],
    handle: (_ctx, { gov }, msg) => ({ proposalId: submitContent(gov, msg) }),
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
      vote(gov, { ...msg, metadata: '' });
      return {};
    },
  }),
  msgRoute([MsgVoteWeighted, MsgVoteWeightedResponse], {
    signers: ({ voter }) => [voter],
    handle(_ctx, { gov }, msg) {
      const options = msg.options.map(({ option, weight }) => ({ option, weight: formatWeight(weight) }));
      voteWeighted(gov, { ...msg, options, metadata: '' });
      return {};
    },
  }),
];

/** Weights are texts with a point in v1 and counts of 1e-18 in v1beta1; what is no count stays as it is, and is refused. */
function formatWeight(units: string): string {
  return /^-?\d+$/.test(units) ? dec.format(dec.fromUnits(BigInt(units))) : units;
}
