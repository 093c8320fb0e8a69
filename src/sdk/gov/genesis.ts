import {
  type Deposit,
  type Params,
  type Proposal,
  ProposalStatus,
  proposalStatusFromJSON,
  proposalStatusToJSON,
  type TallyResult,
  type Vote,
  type VoteOption,
  voteOptionFromJSON,
  voteOptionToJSON,
} from 'cosmjs-types/cosmos/gov/v1/gov';
import { CodedError } from '../../util/errors.js';
import * as dec from '../../util/legacyDec.js';
import { messageJson } from '../anyJson.js';
import type { AuthKeeper } from '../auth/keeper.js';
import { coversAll, fromProtoCoins, printCoins, toCoins } from '../coins.js';
import {
  bool,
  coinJson,
  duration,
  enumeration,
  genesisError,
  type Json,
  list,
  optional,
  record,
  snakeCase,
  text,
  timestamp,
  uint64,
} from '../json.js';
import { fromSeconds } from '../time.js';
import { type GovKeeper, govModule } from './keeper.js';

export interface GovGenesis {
  readonly startingProposalId: bigint;
  readonly deposits: Deposit[];
  readonly votes: Vote[];
  readonly proposals: Proposal[];
  /** Three forms of old versions, which the SDK's document still names. */
  readonly depositParams: undefined;
  readonly votingParams: undefined;
  readonly tallyParams: undefined;
  readonly params: Params;
  readonly constitution: string;
}

const retired: Json<undefined> = { read: () => undefined, write: () => null, absent: () => undefined };

const paramsJson = record<Params>({
  minDeposit: list(coinJson),
  maxDepositPeriod: optional(duration),
  votingPeriod: optional(duration),
  quorum: text,
  threshold: text,
  vetoThreshold: text,
  minInitialDepositRatio: text,
  proposalCancelRatio: text,
  proposalCancelDest: text,
  expeditedVotingPeriod: optional(duration),
  expeditedThreshold: text,
  expeditedMinDeposit: list(coinJson),
  burnVoteQuorum: bool,
  burnProposalDepositPrevote: bool,
  burnVoteVeto: bool,
  minDepositRatio: text,
});

const proposalJson = record<Proposal>({
  id: uint64,
  messages: list(messageJson),
  status: enumeration<ProposalStatus>(proposalStatusFromJSON, proposalStatusToJSON),
  finalTallyResult: optional(
    record<TallyResult>({ yesCount: text, abstainCount: text, noCount: text, noWithVetoCount: text }),
  ),
  submitTime: optional(timestamp),
  depositEndTime: optional(timestamp),
  totalDeposit: list(coinJson),
  votingStartTime: optional(timestamp),
  votingEndTime: optional(timestamp),
  metadata: text,
  title: text,
  summary: text,
  proposer: text,
  expedited: bool,
  failedReason: text,
});

export const govGenesisJson: Json<GovGenesis> = record<GovGenesis>({
  startingProposalId: uint64,
  deposits: list(record<Deposit>({ proposalId: uint64, depositor: text, amount: list(coinJson) })),
  votes: list(
    record<Vote>({
      proposalId: uint64,
      voter: text,
      options: list(record({ option: enumeration<VoteOption>(voteOptionFromJSON, voteOptionToJSON), weight: text })),
      metadata: text,
    }),
  ),
  proposals: list(proposalJson),
  depositParams: retired,
  votingParams: retired,
  tallyParams: retired,
  params: paramsJson,
  constitution: text,
});

const fractions = ['quorum', 'threshold', 'vetoThreshold', 'expeditedThreshold'] as const;
const ratios = ['minInitialDepositRatio', 'proposalCancelRatio', 'minDepositRatio'] as const;
const periods = ['maxDepositPeriod', 'votingPeriod', 'expeditedVotingPeriod'] as const;

/** What is wrong with parameters, and where; undefined when nothing is. */
export function paramsComplaint(params: Params): readonly [field: string, complaint: string] | undefined {
  for (const name of fractions) {
    const value = readFraction(params[name]);
    if (value === undefined || value < 0n || value > dec.one) return [name, `not a fraction: ${params[name]}`];
  }
  for (const name of ratios) {
    const value = readFraction(params[name] || '0');
    if (value === undefined || value < 0n || value > dec.one) return [name, `not a fraction: ${params[name]}`];
  }
  for (const name of periods) {
    const value = params[name];
    if (!value || fromSeconds(value) <= 0n) return [name, 'must be positive'];
  }
  if (fromSeconds(params.expeditedVotingPeriod!) >= fromSeconds(params.votingPeriod!)) {
    return ['expeditedVotingPeriod', 'must be less than the regular voting period'];
  }
  if (dec.parse(params.expeditedThreshold) <= dec.parse(params.threshold)) {
    return ['expeditedThreshold', 'must be greater than the regular threshold'];
  }
  return undefined;
}

function readFraction(value: string): dec.LegacyDec | undefined {
  try {
    return dec.parse(value);
  } catch (error) {
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}

/** Reads x/gov's genesis and checks it; faults name the path. */
export function readGovGenesis(genesis: unknown): GovGenesis {
  const read = govGenesisJson.read(genesis, 'gov');
  if (read.startingProposalId === 0n) throw genesisError('gov.starting_proposal_id', 'must be above 0');
  const complaint = paramsComplaint(read.params);
  if (complaint) throw genesisError(`gov.params.${snakeCase(complaint[0])}`, complaint[1]);
  const ids = new Set<bigint>();
  for (const [index, { id }] of read.proposals.entries()) {
    if (ids.has(id)) throw genesisError(`gov.proposals[${index}].id`, `duplicate proposal ${id}`);
    if (id >= read.startingProposalId) throw genesisError(`gov.proposals[${index}].id`, 'is not below the starting id');
    ids.add(id);
  }
  for (const part of ['deposits', 'votes'] as const) {
    for (const [index, { proposalId }] of read[part].entries()) {
      if (!ids.has(proposalId)) throw genesisError(`gov.${part}[${index}].proposal_id`, `no proposal ${proposalId}`);
    }
  }
  return read;
}

/**
 * Stores proposals with their queues; the module's account must hold the deposits. It may hold more, which the SDK refuses:
 * anybody can send it coins, and a chain would not start from its own export.
 */
export function initGov(keeper: GovKeeper, auth: AuthKeeper, genesis: GovGenesis): void {
  keeper.schema.proposalId.set(genesis.startingProposalId);
  keeper.setParams(genesis.params);
  keeper.schema.constitution.set(genesis.constitution);
  auth.moduleAccount(govModule);
  for (const deposit of genesis.deposits) keeper.setDeposit(deposit);
  for (const vote of genesis.votes) keeper.setVote(vote);
  for (const proposal of genesis.proposals) {
    if (proposal.status === ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD) keeper.queueForDeposit(proposal);
    if (proposal.status === ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD) keeper.queueForTally(proposal);
    keeper.setProposal(proposal);
  }
  const deposited = toCoins(genesis.deposits.flatMap(({ amount }) => fromProtoCoins(amount)));
  const held = keeper.bank.balances(keeper.authority);
  if (coversAll(held, deposited)) return;
  const detail = `expected module account was ${printCoins(held) || 'empty'} but we got ${printCoins(deposited)}`;
  throw genesisError('gov.deposits', detail);
}

/** The genesis document of x/gov's state. */
export const exportGov = (keeper: GovKeeper): unknown =>
  govGenesisJson.write({
    startingProposalId: keeper.schema.proposalId.peek(),
    deposits: [...keeper.schema.deposits.values()],
    votes: [...keeper.schema.votes.values()],
    proposals: [...keeper.schema.proposals.values()],
    depositParams: undefined,
    votingParams: undefined,
    tallyParams: undefined,
    params: keeper.params,
    constitution: keeper.schema.constitution.get() ?? '',
  });
