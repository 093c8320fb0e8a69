import { ProposalStatus, VoteOption } from 'cosmjs-types/cosmos/gov/v1/gov';
import {
  QueryParamsRequest,
  QueryParamsResponse,
  QueryProposalsRequest,
  QueryProposalsResponse,
} from 'cosmjs-types/cosmos/gov/v1/query';
import { MsgSubmitProposal, MsgVote } from 'cosmjs-types/cosmos/gov/v1/tx';
import { addressesOf } from '../../sdk/addresses.js';
import { type Cast, isPresent } from '../cast.js';
import type { OutgoingTx, QueryMethod } from '../chainClient.js';
import type { ChainView } from '../chainView.js';
import { proposalMessages } from '../proposalMessages.js';
import type { ScenarioProposal } from '../scenarioSchema.js';

const service = 'cosmos.gov.v1.Query';
const paramsMethod: QueryMethod<QueryParamsRequest, QueryParamsResponse> = {
  name: 'Params',
  requestType: QueryParamsRequest,
  responseType: QueryParamsResponse,
};
const proposalsMethod: QueryMethod<QueryProposalsRequest, QueryProposalsResponse> = {
  name: 'Proposals',
  requestType: QueryProposalsRequest,
  responseType: QueryProposalsResponse,
};

const options = {
  yes: VoteOption.VOTE_OPTION_YES,
  no: VoteOption.VOTE_OPTION_NO,
  abstain: VoteOption.VOTE_OPTION_ABSTAIN,
  no_with_veto: VoteOption.VOTE_OPTION_NO_WITH_VETO,
} as const;

/** Submits the scenario's proposals at their heights with the full deposit, and votes on them in the block after. */
export function govern(view: ChainView, cast: Cast): OutgoingTx[] {
  const { proposals } = cast.scenario;
  const due = proposals.filter(({ height }) => BigInt(height) === view.nextHeight);
  const open = proposals.filter(({ height }) => BigInt(height) === view.nextHeight - 1n);
  return [
    ...due.map((proposal) => submit(view, cast, proposal)),
    ...open.flatMap((proposal) => vote(view, cast, proposal)),
  ];
}

function submit(view: ChainView, cast: Cast, proposal: ScenarioProposal): OutgoingTx {
  const proposer = cast.actors[0]!.address;
  const { params } = view.client.query(service, paramsMethod, { paramsType: '' });
  const message: MsgSubmitProposal = {
    messages: proposalMessages(proposal, {
      authority: addressesOf(view.client.bech32Prefix).module('gov'),
      params: view.params,
      addresses: new Map(cast.actors.map(({ role, address }) => [role.name, address])),
    }),
    initialDeposit: (proposal.expedited ? params?.expeditedMinDeposit : params?.minDeposit) ?? [],
    proposer,
    metadata: '',
    title: proposal.title,
    summary: proposal.summary || proposal.title,
    expedited: proposal.expedited,
  };
  const value = MsgSubmitProposal.encode(message).finish();
  return { sender: proposer, messages: [{ typeUrl: MsgSubmitProposal.typeUrl, value }] };
}

function vote(view: ChainView, cast: Cast, proposal: ScenarioProposal): OutgoingTx[] {
  const proposalStatus = ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD;
  const request = { proposalStatus, voter: '', depositor: '' };
  const { proposals } = view.client.query(service, proposalsMethod, request);
  const open = proposals.filter(({ title }) => title === proposal.title);
  const voters = cast.actors.filter((actor) => isPresent(actor, view.nextHeight));
  return open.flatMap(({ id: proposalId }) =>
    voters.map(({ address: voter }) => {
      const message = { proposalId, voter, option: options[proposal.vote], metadata: '' };
      const value = MsgVote.encode(message).finish();
      return { sender: voter, messages: [{ typeUrl: MsgVote.typeUrl, value }] };
    }),
  );
}
