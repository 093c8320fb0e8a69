import { asInt64, asUint64, minOf, mulInt64, toUint64 } from '../util/int.js';

/** Price of a token in base units when no dynamic price is stored. */
export const defaultTokenPrice = 1000n;
/** Output tokens that a request without a limit reserves. */
export const defaultMaxTokens = 5000n;

/** How an inference's numbers of tokens become money; a profile has one. Prices are base units per token. */
export interface InferenceCosts {
  /** What the requester puts up before it runs: prompt tokens and the reserved output. */
  escrow(request: { readonly promptTokens: bigint; readonly maxTokens: bigint; readonly price: bigint }): bigint;
  /** What it costs in the end. */
  cost(usage: { readonly promptTokens: bigint; readonly completionTokens: bigint; readonly price: bigint }): bigint;
}

/**
 * Escrow and cost (reference, section 7.2).
 *
 * @throws gonka-sim/1 when an amount does not fit into an int64
 */
export const inferenceCosts: InferenceCosts = {
  escrow: ({ promptTokens, maxTokens, price }) =>
    mulInt64(toUint64((maxTokens || defaultMaxTokens) + promptTokens, 'escrowed tokens'), price, 'escrow'),
  cost: ({ promptTokens, completionTokens, price }) =>
    mulInt64(toUint64(promptTokens + completionTokens, 'used tokens'), price, 'cost'),
};

/** The same as deployed: sums and products wrap, so a huge limit of tokens gives a tiny or negative escrow (QUIRKS). */
export const inferenceCostsA25: InferenceCosts = {
  escrow: ({ promptTokens, maxTokens, price }) =>
    asInt64(asUint64((maxTokens || defaultMaxTokens) + promptTokens) * price),
  cost: ({ promptTokens, completionTokens, price }) => asInt64(asUint64(promptTokens + completionTokens) * price),
};

/** What the executor gets and what goes back to the requester when an inference is finished. */
export interface InferencePayout {
  readonly payment: bigint;
  readonly refund: bigint;
}

/** Pays the cost from the escrow, at most all of it (reference, section 7.2, FinishInference). */
export function payoutOf(cost: bigint, escrow: bigint): InferencePayout {
  const payment = minOf(cost, escrow);
  return { payment, refund: escrow - payment };
}
