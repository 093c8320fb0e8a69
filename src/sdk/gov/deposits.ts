import type { Coin as ProtoCoin } from 'cosmjs-types/cosmos/base/v1beta1/coin';
import { type Deposit, type Params, type Proposal, ProposalStatus } from 'cosmjs-types/cosmos/gov/v1/gov';
import type { MsgDeposit } from 'cosmjs-types/cosmos/gov/v1/tx';
import { sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import { CodedError } from '../../util/errors.js';
import * as dec from '../../util/legacyDec.js';
import { requireAccount } from '../addresses.js';
import {
  addCoins,
  amountOf,
  type Coins,
  coversAll,
  fromProtoCoins,
  isValidCoins,
  printCoin,
  printCoins,
  toCoins,
  toProtoCoins,
} from '../coins.js';
import { govErrors } from '../errors.js';
import { fromSeconds, toSeconds } from '../time.js';
import { type GovKeeper, govModule } from './keeper.js';

/** What a proposal must collect before it is voted on. */
export const minDepositOf = ({ expedited }: Pick<Proposal, 'expedited'>, params: Params): Coins =>
  fromProtoCoins(expedited ? params.expeditedMinDeposit : params.minDeposit);

/** Refuses a first deposit below the required share of the minimum: `gov` 16. */
export function checkInitialDeposit(params: Params, deposit: Coins, proposal: Pick<Proposal, 'expedited'>): void {
  const ratio = dec.parse(params.minInitialDepositRatio || '0');
  if (ratio === 0n) return;
  const needed = minDepositOf(proposal, params).map(({ denom, amount }) => ({
    denom,
    amount: dec.roundInt(dec.mul(dec.fromInt(amount), ratio)),
  }));
  if (coversAll(deposit, needed)) return;
  throw new CodedError(govErrors.minDepositTooSmall, `was (${printCoins(deposit)}), need (${printCoins(needed)})`);
}

/** Refuses coins that the minimum deposit does not name: `gov` 23. */
export function checkDepositDenoms(params: Params, deposit: Coins): void {
  const accepted = params.minDeposit.map(({ denom }: ProtoCoin) => denom);
  if (deposit.every(({ denom }) => accepted.includes(denom))) return;
  const detail = `deposited ${printCoins(deposit)}, but gov accepts only the following denom(s): [${accepted.join(' ')}]`;
  throw new CodedError(govErrors.invalidDepositDenom, detail);
}

/** Refuses a deposit that is too small a share of the minimum in every denomination: `gov` 16. */
function checkDepositShare(params: Params, deposit: Coins, minimum: Coins): void {
  const ratio = dec.parse(params.minDepositRatio || '0');
  if (ratio === 0n) return;
  checkDepositDenoms(params, deposit);
  const thresholds = minimum.map(({ denom, amount }) => ({
    denom,
    amount: dec.truncateInt(dec.mul(dec.fromInt(amount), ratio)),
  }));
  const met = thresholds.some(
    ({ denom, amount }) => deposit.some((coin) => coin.denom === denom) && amountOf(deposit, denom) >= amount,
  );
  if (met) return;
  const list = thresholds.map(printCoin).join(',');
  const detail = `received ${printCoins(deposit)} but need at least one of the following: ${list}`;
  throw new CodedError(govErrors.minDepositTooSmall, detail);
}

/** Adds coins of an account to what a proposal has collected. */
export function deposit(keeper: GovKeeper, { proposalId, depositor, amount }: MsgDeposit): void {
  const from = requireAccount(keeper.addresses, depositor, 'invalid depositor address');
  const coins = fromProtoCoins(amount);
  if (coins.length === 0 || !isValidCoins(coins)) throw new CodedError(sdkErrors.invalidCoins, printCoins(coins));
  addDeposit(keeper, proposalId, from, coins);
}

/** Takes a deposit; the one that completes the minimum starts the voting period, which is answered. */
export function addDeposit(
  keeper: GovKeeper,
  proposalId: bigint,
  depositor: string,
  coins: Coins,
): 'waiting' | 'started' {
  const proposal = keeper.requireProposal(proposalId);
  const { status } = proposal;
  const waiting = status === ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD;
  if (!waiting && status !== ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD) {
    throw new CodedError(govErrors.inactiveProposal, String(proposalId));
  }
  const params = keeper.params;
  const minimum = minDepositOf(proposal, params);
  checkDepositShare(params, coins, minimum);
  keeper.bank.sendToModule(depositor, govModule, coins);
  const total = addCoins(fromProtoCoins(proposal.totalDeposit), coins);
  const deposited = { ...proposal, totalDeposit: toProtoCoins(total) };
  keeper.setProposal(deposited);
  const starts = waiting && coversAll(total, minimum);
  if (starts) startVoting(keeper, deposited);
  const before = keeper.schema.deposits.get([proposalId, depositor])?.amount ?? [];
  const amount = toProtoCoins(addCoins(fromProtoCoins(before), coins));
  keeper.ctx.emit(event('proposal_deposit', { depositor, amount: printCoins(coins), proposal_id: proposalId }));
  keeper.setDeposit({ proposalId, depositor, amount });
  return starts ? 'started' : 'waiting';
}

function startVoting(keeper: GovKeeper, proposal: Proposal): void {
  const { params } = keeper;
  const start = keeper.ctx.block.time;
  const period = proposal.expedited ? params.expeditedVotingPeriod! : params.votingPeriod!;
  const started: Proposal = {
    ...proposal,
    votingStartTime: toSeconds(start),
    votingEndTime: toSeconds(start + fromSeconds(period)),
    status: ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD,
  };
  keeper.setProposal(started);
  keeper.unqueueForDeposit(proposal);
  keeper.queueForTally(started);
}

/** Gives all deposits of a proposal back. Cost: O(deposits). */
export function refundDeposits(keeper: GovKeeper, proposalId: bigint): void {
  for (const deposit of keeper.depositsOf(proposalId)) {
    keeper.bank.sendFromModule(govModule, deposit.depositor, fromProtoCoins(deposit.amount));
    keeper.removeDeposit(deposit);
  }
}

/** Burns all deposits of a proposal. Cost: O(deposits). */
export function burnDeposits(keeper: GovKeeper, proposalId: bigint): void {
  const deposits = keeper.depositsOf(proposalId);
  for (const deposit of deposits) keeper.removeDeposit(deposit);
  const total = toCoins(deposits.flatMap((deposit) => fromProtoCoins(deposit.amount)));
  keeper.bank.burn(govModule, total);
}

/** Gives deposits back except for the charge of a cancelled proposal, which is burned or goes to an account. */
export function chargeDeposits(keeper: GovKeeper, proposalId: bigint): void {
  const { proposalCancelRatio, proposalCancelDest } = keeper.params;
  const ratio = dec.parse(proposalCancelRatio || '0');
  const charged = keeper.depositsOf(proposalId).map((deposit) => refundRest(keeper, deposit, ratio));
  const total = toCoins(charged.flat());
  if (total.length === 0) return;
  if (proposalCancelDest === '') keeper.bank.burn(govModule, total);
  else keeper.bank.sendFromModule(govModule, proposalCancelDest, total);
}

function refundRest(keeper: GovKeeper, deposit: Deposit, ratio: dec.LegacyDec): Coins {
  const coins = fromProtoCoins(deposit.amount);
  const charge = (amount: bigint): bigint => dec.truncateInt(dec.mul(dec.fromInt(amount), ratio));
  const rest = toCoins(coins.map(({ denom, amount }) => ({ denom, amount: amount - charge(amount) })));
  if (rest.length > 0) keeper.bank.sendFromModule(govModule, deposit.depositor, rest);
  keeper.removeDeposit(deposit);
  return coins.map(({ denom, amount }) => ({ denom, amount: charge(amount) }));
}
