import type { Coin as ProtoCoin } from 'cosmjs-types/cosmos/base/v1beta1/coin';
import type { Coin } from '../types/expectedKeepers.js';
import { compareLatin1 } from '../util/bytes.js';

// Sets of coins as the SDK keeps them: sorted by denomination, each once, no zero amounts.

export type Coins = readonly Coin[];

const denomForm = /^[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$/;

export const isDenom = (denom: string): boolean => denomForm.test(denom);

/** Amounts in the SDK have at most 256 bits. */
const amountLimit = 2n ** 256n;

/** True for a set of positive coins with proper denominations in ascending order; the empty set is one. */
export function isValidCoins(coins: Coins): boolean {
  return coins.every(
    ({ denom, amount }, index) =>
      isDenom(denom) &&
      amount > 0n &&
      amount < amountLimit &&
      (index === 0 || compareLatin1(coins[index - 1]!.denom, denom) < 0),
  );
}

/** Text of one coin, `12ngonka`. */
export const printCoin = ({ amount, denom }: Coin): string => `${amount}${denom}`;

/** Text of a set as events show it, `12abc,3xyz`; empty for none. */
export const printCoins = (coins: Coins): string => coins.map(printCoin).join(',');

export const amountOf = (coins: Coins, denom: string): bigint =>
  coins.find((coin) => coin.denom === denom)?.amount ?? 0n;

/** Brings coins into the form of a set: sorted, sums of equal denominations, no zeros. */
export function toCoins(coins: Coins): Coins {
  const sums = new Map<string, bigint>();
  for (const { denom, amount } of coins) sums.set(denom, (sums.get(denom) ?? 0n) + amount);
  return [...sums]
    .filter(([, amount]) => amount !== 0n)
    .map(([denom, amount]) => ({ denom, amount }))
    .sort((a, b) => compareLatin1(a.denom, b.denom));
}

export const addCoins = (a: Coins, b: Coins): Coins => toCoins([...a, ...b]);

/** The difference; amounts may come out negative, which the caller looks at. */
export const subCoins = (a: Coins, b: Coins): Coins =>
  toCoins([...a, ...b.map(({ denom, amount }) => ({ denom, amount: -amount }))]);

/** True when every coin of `b` is covered by `a`. */
export const coversAll = (a: Coins, b: Coins): boolean => b.every(({ denom, amount }) => amountOf(a, denom) >= amount);

export const fromProtoCoin = ({ denom, amount }: ProtoCoin): Coin => ({ denom, amount: readAmount(amount) });
export const toProtoCoin = ({ denom, amount }: Coin): ProtoCoin => ({ denom, amount: String(amount) });
export const fromProtoCoins = (coins: readonly ProtoCoin[]): Coins => coins.map(fromProtoCoin);
export const toProtoCoins = (coins: Coins): ProtoCoin[] => coins.map(toProtoCoin);

/** The amount in a protobuf text; what is no number counts as -1, which no valid set of coins holds. */
function readAmount(text: string): bigint {
  return /^-?\d+$/.test(text) ? BigInt(text) : -1n;
}
