import { ProposalStatus, VoteOption } from 'cosmjs-types/cosmos/gov/v1/gov';
import {
  QueryParamsRequest,
  QueryParamsResponse,
  QueryProposalsRequest,
  QueryProposalsResponse,
} from 'cosmjs-types/cosmos/gov/v1/query';
import { MsgSubmitProposal, MsgVote } from 'cosmjs-types/cosmos/gov/v1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { Params } from '../../gen/inference/inference/params.js';
import { MsgUpdateParams } from '../../gen/inference/inference/tx.js';
import { addressesOf } from '../../sdk/addresses.js';
import { fromProtoJson, type Json, toProtoJson } from '../../types/protoJson.js';
import { protoType } from '../../types/protoTypes.js';
import { simErrors } from '../../util/errors.js';
import { type Cast, isPresent } from '../cast.js';
import { type OutgoingTx, packed, type QueryMethod } from '../chainClient.js';
import type { ChainView } from '../chainView.js';
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
  const authority = addressesOf(view.client.bech32Prefix).module('gov');
  const proposer = cast.actors[0]!.address;
  const { params } = view.client.query(service, paramsMethod, { paramsType: '' });
  const message: MsgSubmitProposal = {
    messages: messagesOf(view, cast, proposal, authority),
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

/** The scenario's messages with the gov account as their authority, and the parameter change as MsgUpdateParams. */
function messagesOf(view: ChainView, cast: Cast, proposal: ScenarioProposal, authority: string): Any[] {
  const addresses = new Map(cast.actors.map(({ role, address }) => [`@${role.name}`, address]));
  const place = { at: `proposal "${proposal.title}"`, kind: simErrors.scenarioInvalid };
  const packedMessages = proposal.messages.map(({ '@type': typeUrl, ...fields }) => {
    const type = protoType(typeUrl.replace(/^\//, ''));
    const message = fromProtoJson(type, withAddresses({ authority, ...fields } as Json, addresses), place);
    return { typeUrl, value: type.encode(message).finish() };
  });
  if (proposal.params === undefined) return packedMessages;
  const changed = overlaid(toProtoJson(Params, view.params), proposal.params as Json);
  const params = fromProtoJson(Params, changed, { ...place, at: `${place.at}.params` });
  return [...packedMessages, packed(MsgUpdateParams, { authority, params })];
}

/** The same with the address of a participant wherever a text is `@` and its name. */
function withAddresses(json: Json, addresses: ReadonlyMap<string, string>): Json {
  if (typeof json === 'string') return addresses.get(json) ?? json;
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map((item) => withAddresses(item, addresses));
  const fields = Object.entries(json as { readonly [key: string]: Json });
  return Object.fromEntries(fields.map(([key, value]) => [key, withAddresses(value, addresses)]));
}

/** The first document with the fields of the second put over it, object by object; lists are replaced whole. */
function overlaid(base: Json, over: Json): Json {
  const isObject = (json: Json) => typeof json === 'object' && json !== null && !Array.isArray(json);
  if (!isObject(base) || !isObject(over)) return over;
  const fields = base as { readonly [key: string]: Json };
  const changes = Object.entries(over as { readonly [key: string]: Json });
  return {
    ...fields,
    ...Object.fromEntries(changes.map(([key, value]) => [key, overlaid(fields[key] ?? null, value)])),
  };
}
