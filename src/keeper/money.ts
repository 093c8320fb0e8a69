import { sdkErrors } from '../types/errors.js';
import { isReturned, wrapped } from '../types/wrapped.js';
import { CodedError } from '../util/errors.js';
import type { Keeper } from './keeper.js';
import { getDenom } from './params.js';
import { moduleName } from './schema.js';
import { addToTokenomics } from './tokenomics.js';

// The module's dealings with the bank. Amounts are base units; nothing moves for an amount of 0. Memos go to the books.

/** Takes a request's escrow; the bank's error says what the requester has (reference 7.1, 1106). */
export function takeEscrow(keeper: Keeper, requester: string, amount: bigint, inferenceId: string): void {
  if (amount === 0n) return;
  try {
    move(keeper, requester, moduleName, amount, `escrow for inferenceId:${inferenceId}`, (coins) =>
      keeper.neighbours.bank.sendToModule(requester, moduleName, coins),
    );
  } catch (error) {
    throw isReturned(error) ? wrapped(error, 'requester cannot pay for inference') : error;
  }
}

/** Pays out of the module account. */
export function payFromModule(keeper: Keeper, to: string, amount: bigint, memo: string): void {
  if (amount === 0n) return;
  move(keeper, moduleName, to, amount, memo, (coins) => keeper.neighbours.bank.sendFromModule(moduleName, to, coins));
}

/** Gives a requester money back, and counts it, be it nothing. */
export function refund(keeper: Keeper, requester: string, amount: bigint, memo: string): void {
  payFromModule(keeper, requester, amount, memo);
  addToTokenomics(keeper, 'totalRefunded', amount);
}

/**
 * Pays what has been earned: at once, or in equal parts over some epochs.
 *
 * @throws sdk 37 when it should vest and the chain has no vesting
 */
export function payEarned(keeper: Keeper, to: string, amount: bigint, memo: string, vestingEpochs: bigint): void {
  if (amount === 0n) return;
  if (vestingEpochs === 0n) {
    payFromModule(keeper, to, amount, memo);
    return;
  }
  const { vesting } = keeper.neighbours;
  if (vesting === undefined) throw new CodedError(sdkErrors.notSupported, 'this chain has no vesting');
  move(keeper, moduleName, to, amount, `${memo}_vested`, (coins) => vesting.vest(moduleName, to, coins, vestingEpochs));
}

/** Makes new coins in the module account, and counts them: the totals are written even when there is nothing to make. */
export function mintSubsidy(keeper: Keeper, amount: bigint, memo: string): void {
  if (amount > 0n)
    move(keeper, '', moduleName, amount, memo, (coins) => keeper.neighbours.bank.mint(moduleName, coins));
  addToTokenomics(keeper, 'totalSubsidies', amount);
}

/** Destroys coins of the module account, and counts them. */
export function burn(keeper: Keeper, amount: bigint, memo: string): void {
  if (amount === 0n) return;
  move(keeper, moduleName, '', amount, memo, (coins) => keeper.neighbours.bank.burn(moduleName, coins));
  addToTokenomics(keeper, 'totalBurned', amount);
}

/** Books what somebody is owed from now on; nothing moves. */
export function bookOwed(keeper: Keeper, from: string, to: string, amount: bigint, memo: string): void {
  keeper.neighbours.bookkeeper?.enter({ kind: 'owed', from, to, coin: { denom: getDenom(keeper), amount }, memo });
}

function move(
  keeper: Keeper,
  from: string,
  to: string,
  amount: bigint,
  memo: string,
  run: (coins: readonly { denom: string; amount: bigint }[]) => void,
): void {
  const coin = { denom: getDenom(keeper), amount };
  run([coin]);
  keeper.neighbours.bookkeeper?.enter({ kind: 'moved', from, to, coin, memo });
}
