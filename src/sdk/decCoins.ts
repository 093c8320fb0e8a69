import type { DecCoin as ProtoDecCoin } from 'cosmjs-types/cosmos/base/v1beta1/coin';
import { compareLatin1 } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import { minOf } from '../util/int.js';
import * as dec from '../util/legacyDec.js';
import type { Coins } from './coins.js';

// Sets of decimal coins as the SDK keeps them in x/distribution: sorted by denomination, each once, no zero amounts.

export interface DecCoin {
  readonly denom: string;
  readonly amount: dec.LegacyDec;
}
export type DecCoins = readonly DecCoin[];

/** The protobuf form keeps amounts in units of 1e-18. */
export const fromProtoDecCoins = (coins: readonly ProtoDecCoin[]): DecCoins =>
  coins.map(({ denom, amount }) => ({ denom, amount: dec.fromUnits(BigInt(amount)) }));

export const toProtoDecCoins = (coins: DecCoins): ProtoDecCoin[] =>
  coins.map(({ denom, amount }) => ({ denom, amount: String(amount) }));

export const decCoinsOf = (coins: Coins): DecCoins =>
  coins.map(({ denom, amount }) => ({ denom, amount: dec.fromInt(amount) }));

/** Text of a set as events show it, `1.500000000000000000abc,…`; empty for none. */
export const printDecCoins = (coins: DecCoins): string =>
  coins.map(({ denom, amount }) => `${dec.format(amount)}${denom}`).join(',');

export const decAmountOf = (coins: DecCoins, denom: string): dec.LegacyDec =>
  coins.find((coin) => coin.denom === denom)?.amount ?? dec.zero;

const nonZero = ({ amount }: DecCoin): boolean => amount !== 0n;

function combined(a: DecCoins, b: DecCoins, combine: (a: dec.LegacyDec, b: dec.LegacyDec) => dec.LegacyDec): DecCoins {
  const denoms = [...new Set([...a, ...b].map(({ denom }) => denom))].sort(compareLatin1);
  return denoms
    .map((denom) => ({ denom, amount: combine(decAmountOf(a, denom), decAmountOf(b, denom)) }))
    .filter(nonZero);
}

export const addDecCoins = (a: DecCoins, b: DecCoins): DecCoins => combined(a, b, dec.add);

/** The difference; a negative amount is the SDK's panic. */
export function subDecCoins(a: DecCoins, b: DecCoins): DecCoins {
  const difference = combined(a, b, dec.sub);
  if (difference.some(({ amount }) => amount < 0n)) throw new CodedError(simErrors.overflow, 'negative coin amount');
  return difference;
}

/** The lesser amount of each denomination. */
export const intersectDecCoins = (a: DecCoins, b: DecCoins): DecCoins =>
  combined(a, b, (one, other) => dec.fromUnits(minOf(one, other)));

const scaled = (coins: DecCoins, scale: (amount: dec.LegacyDec) => dec.LegacyDec): DecCoins =>
  coins.map(({ denom, amount }) => ({ denom, amount: scale(amount) })).filter(nonZero);

export const mulDecCoins = (coins: DecCoins, factor: dec.LegacyDec): DecCoins =>
  scaled(coins, (amount) => dec.mul(amount, factor));

export const mulDecCoinsTruncate = (coins: DecCoins, factor: dec.LegacyDec): DecCoins =>
  scaled(coins, (amount) => dec.mulTruncate(amount, factor));

export const quoDecCoinsTruncate = (coins: DecCoins, divisor: dec.LegacyDec): DecCoins =>
  scaled(coins, (amount) => dec.quoTruncate(amount, divisor));

/** The whole coins of a set, and what is left of it. */
export function truncated(coins: DecCoins): { readonly whole: Coins; readonly rest: DecCoins } {
  const parts = coins.map(({ denom, amount }) => ({ denom, whole: dec.truncateInt(amount), amount }));
  return {
    whole: parts.map(({ denom, whole }) => ({ denom, amount: whole })).filter(({ amount }) => amount > 0n),
    rest: parts
      .map(({ denom, whole, amount }) => ({ denom, amount: dec.sub(amount, dec.fromInt(whole)) }))
      .filter(nonZero),
  };
}
