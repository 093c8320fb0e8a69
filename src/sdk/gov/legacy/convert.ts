import {
  type Deposit,
  type Params,
  type Proposal,
  type TallyResult,
  type Vote,
  VoteOption,
} from 'cosmjs-types/cosmos/gov/v1/gov';
import { MsgExecLegacyContent } from 'cosmjs-types/cosmos/gov/v1/tx';
import type * as legacy from 'cosmjs-types/cosmos/gov/v1beta1/gov';
import type { QueryParamsResponse } from 'cosmjs-types/cosmos/gov/v1beta1/query';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { proto } from '../../../types/codec.js';
import { utf8ToBytes } from '../../../util/bytes.js';
import * as dec from '../../../util/legacyDec.js';
import type { SecondsAndNanos } from '../../time.js';

// Records of gov v1 as v1beta1 shows them.

/** The year 1, which Go means by no time. */
const noTime: SecondsAndNanos = { seconds: -62_135_596_800n, nanos: 0 };

/** A proposal; its content is that of its message from v1beta1, or else its first message. */
export function legacyProposal(proposal: Proposal): legacy.Proposal {
  const content = contentOf(proposal.messages);
  return {
    proposalId: proposal.id,
    ...(content && { content }),
    status: proposal.status as number,
    finalTallyResult: legacyTally(proposal.finalTallyResult!),
    submitTime: proposal.submitTime ?? noTime,
    depositEndTime: proposal.depositEndTime ?? noTime,
    totalDeposit: proposal.totalDeposit,
    votingStartTime: proposal.votingStartTime ?? noTime,
    votingEndTime: proposal.votingEndTime ?? noTime,
  };
}

function contentOf(messages: readonly Any[]): Any | undefined {
  const wrapping = messages.find(({ typeUrl }) => typeUrl === MsgExecLegacyContent.typeUrl);
  return wrapping ? proto(MsgExecLegacyContent).decode(wrapping.value).content : messages[0];
}

export const legacyTally = (tally: TallyResult): legacy.TallyResult => ({
  yes: tally.yesCount,
  abstain: tally.abstainCount,
  no: tally.noCount,
  noWithVeto: tally.noWithVetoCount,
});

export const legacyVote = ({ proposalId, voter, options }: Vote): legacy.Vote => ({
  proposalId,
  voter,
  option: VoteOption.VOTE_OPTION_UNSPECIFIED as number,
  options: options.map(({ option, weight }) => ({ option: option as number, weight: String(dec.parse(weight)) })),
});

export const legacyDeposit = ({ proposalId, depositor, amount }: Deposit): legacy.Deposit => ({
  proposalId,
  depositor,
  amount,
});

const noPeriod: SecondsAndNanos = { seconds: 0n, nanos: 0 };
const fraction = (text: string): Uint8Array => utf8ToBytes(String(dec.parse(text)));

/** One group of parameters, the others at zero; undefined for a type that is none. */
export function legacyParams(type: string, params: Params): QueryParamsResponse | undefined {
  const none: QueryParamsResponse = {
    votingParams: { votingPeriod: noPeriod },
    depositParams: { minDeposit: [], maxDepositPeriod: noPeriod },
    tallyParams: { quorum: fraction('0'), threshold: fraction('0'), vetoThreshold: fraction('0') },
  };
  const { minDeposit, maxDepositPeriod, votingPeriod, quorum, threshold, vetoThreshold } = params;
  switch (type) {
    case 'voting':
      return { ...none, votingParams: { votingPeriod: votingPeriod! } };
    case 'deposit':
      return { ...none, depositParams: { minDeposit, maxDepositPeriod: maxDepositPeriod! } };
    case 'tallying': {
      const [q, t, v] = [quorum, threshold, vetoThreshold].map(fraction) as [Uint8Array, Uint8Array, Uint8Array];
      return { ...none, tallyParams: { quorum: q, threshold: t, vetoThreshold: v } };
    }
    default:
      return undefined;
  }
}
