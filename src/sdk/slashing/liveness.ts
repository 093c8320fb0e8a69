import type { Params, ValidatorSigningInfo } from 'cosmjs-types/cosmos/slashing/v1beta1/slashing';
import type { CommitVote } from '../../types/context.js';
import { event } from '../../types/events.js';
import * as dec from '../../util/legacyDec.js';
import { slash } from '../staking/slash.js';
import { fromSeconds, toSeconds } from '../time.js';
import type { SlashingKeeper } from './keeper.js';

/** CometBFT learns of a changed set one block late; the commit of a block lies one block back. */
const votedBefore = 2n;

/** Counts who missed the block before; who missed too many of the window is slashed and jailed. Cost: O(votes). */
export function countVotes(keeper: SlashingKeeper, votes: readonly CommitVote[]): void {
  if (votes.length === 0) return;
  const { params } = keeper;
  for (const vote of votes) countVote(keeper, params, vote);
}

function countVote(keeper: SlashingKeeper, params: Params, vote: CommitVote): void {
  const address = keeper.addressOf(vote.address);
  if (keeper.staking.requireByConsensusAddress(vote.address).jailed) return;
  const before = keeper.schema.signingInfos.require(address);
  const counted = counting(keeper, before, vote.signed, params.signedBlocksWindow);
  const { height } = keeper.ctx.block;
  if (!vote.signed) keeper.ctx.emit(event('liveness', { address, missed_blocks: counted.missedBlocksCounter, height }));
  const isTooLate = height > before.startHeight + params.signedBlocksWindow;
  const isTooMany = counted.missedBlocksCounter > params.signedBlocksWindow - leastSigned(params);
  keeper.setSigningInfo(isTooLate && isTooMany ? punished(keeper, params, counted, vote) : counted);
}

/** Blocks of the window that a validator must sign. */
export const leastSigned = ({ minSignedPerWindow, signedBlocksWindow }: Params): bigint =>
  dec.roundInt(dec.mulInt(fractionOf(minSignedPerWindow), signedBlocksWindow));

/** Fractions are raw bytes in this module's parameters: the digits of units of 1e-18. */
export const fractionOf = (bytes: Uint8Array): dec.LegacyDec => dec.fromUnits(BigInt(String.fromCharCode(...bytes)));

function counting(
  keeper: SlashingKeeper,
  info: ValidatorSigningInfo,
  signed: boolean,
  window: bigint,
): ValidatorSigningInfo {
  const { address, indexOffset, missedBlocksCounter } = info;
  const index = indexOffset % window;
  const missedBefore = keeper.hasMissed(address, index);
  const next = { ...info, indexOffset: indexOffset + 1n };
  if (missedBefore === !signed) return next;
  if (signed) keeper.noteSigned(address, index);
  else keeper.noteMissed(address, index);
  return { ...next, missedBlocksCounter: missedBlocksCounter + (signed ? -1n : 1n) };
}

function punished(
  keeper: SlashingKeeper,
  params: Params,
  info: ValidatorSigningInfo,
  { address: bytes, power }: CommitVote,
): ValidatorSigningInfo {
  const { staking, ctx } = keeper;
  const { address } = info;
  const fraction = fractionOf(params.slashFractionDowntime);
  const burned = slash(staking, { address: bytes, height: ctx.block.height - votedBefore, power, fraction });
  ctx.emit(event('slash', { address, power, reason: 'missing_signature', jailed: address, burned_coins: burned }));
  staking.jail(staking.requireByConsensusAddress(bytes));
  keeper.forgetMissed(address);
  const jailedUntil = toSeconds(ctx.block.time + fromSeconds(params.downtimeJailDuration));
  return { ...info, jailedUntil, missedBlocksCounter: 0n, indexOffset: 0n };
}
