import { type Deposit, type Params, type Proposal, ProposalStatus, type Vote } from 'cosmjs-types/cosmos/gov/v1/gov';
import type { Context } from '../../types/context.js';
import type { MsgRouter } from '../../types/module.js';
import type { Addresses } from '../addresses.js';
import type { AuthKeeper } from '../auth/keeper.js';
import type { BankKeeper } from '../bank/keeper.js';
import type { SdkConfig } from '../config.js';
import type { StakingKeeper } from '../staking/keeper.js';
import { fromSeconds } from '../time.js';
import { govSchema, govStore } from './schema.js';

export const govModule = 'gov';

const mark = Uint8Array.of(1);

/** Proposals, deposits and votes as they are stored, with their queues. The rules stand in the files beside it. */
export class GovKeeper {
  readonly ctx: Context;
  readonly addresses: Addresses;
  readonly bank: BankKeeper;
  readonly staking: StakingKeeper;
  readonly router: MsgRouter;
  readonly schema: ReturnType<typeof govSchema.lazily>;
  readonly #auth: AuthKeeper;

  constructor(
    ctx: Context,
    config: Pick<SdkConfig, 'router'>,
    auth: AuthKeeper,
    bank: BankKeeper,
    staking: StakingKeeper,
  ) {
    this.ctx = ctx;
    this.#auth = auth;
    this.addresses = staking.addresses;
    this.bank = bank;
    this.staking = staking;
    this.router = config.router;
    this.schema = govSchema.lazily(ctx.stores.store(govStore), this.addresses);
  }

  /** The account that proposals act as: the authority of the chain. */
  get authority(): string {
    return this.addresses.module(govModule);
  }

  /** The same, looked up in the account itself: messages pay for that where the SDK looks there. */
  accountAddress(): string {
    return this.#auth.moduleAccount(govModule).baseAccount!.address;
  }

  get params(): Params {
    return this.schema.params.require();
  }

  setParams(params: Params): void {
    this.schema.params.set(params);
  }

  proposal(id: bigint): Proposal | undefined {
    return this.schema.proposals.get(id);
  }

  /** A proposal that must be there; otherwise the collections' "not found", as on the chain. */
  requireProposal(id: bigint): Proposal {
    return this.schema.proposals.require(id);
  }

  /** Stores a proposal and notes whether it is voted on. */
  setProposal(proposal: Proposal): void {
    if (proposal.status === ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD) this.schema.voting.set(proposal.id, mark);
    else this.schema.voting.remove(proposal.id);
    this.schema.proposals.set(proposal.id, proposal);
  }

  queueForDeposit({ id, depositEndTime }: Proposal): void {
    this.schema.inactive.set([fromSeconds(depositEndTime!), id], id);
  }

  unqueueForDeposit({ id, depositEndTime }: Proposal): void {
    this.schema.inactive.remove([fromSeconds(depositEndTime!), id]);
  }

  queueForTally({ id, votingEndTime }: Proposal): void {
    this.schema.active.set([fromSeconds(votingEndTime!), id], id);
  }

  unqueueForTally({ id, votingEndTime }: Proposal): void {
    this.schema.active.remove([fromSeconds(votingEndTime!), id]);
  }

  /** Forgets a proposal with its places in the queues; its deposits and votes stay. */
  removeProposal(proposal: Proposal): void {
    if (proposal.depositEndTime) this.unqueueForDeposit(proposal);
    if (proposal.votingEndTime) {
      this.unqueueForTally(proposal);
      this.schema.voting.remove(proposal.id);
    }
    this.schema.proposals.remove(proposal.id);
  }

  /** A proposal's deposits in order of address bytes. */
  depositsOf(proposalId: bigint): Deposit[] {
    return [...this.schema.deposits.values({ prefix: [proposalId] })];
  }

  setDeposit(deposit: Deposit): void {
    this.schema.deposits.set([deposit.proposalId, deposit.depositor], deposit);
  }

  removeDeposit({ proposalId, depositor }: Deposit): void {
    this.schema.deposits.remove([proposalId, depositor]);
  }

  /** A proposal's votes in order of address bytes. */
  votesOf(proposalId: bigint): Vote[] {
    return [...this.schema.votes.values({ prefix: [proposalId] })];
  }

  setVote(vote: Vote): void {
    this.schema.votes.set([vote.proposalId, vote.voter], vote);
  }

  removeVotes(proposalId: bigint): void {
    this.schema.votes.clear({ prefix: [proposalId] });
  }
}
