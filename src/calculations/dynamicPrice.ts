import type { DynamicPricingParams } from '../gen/inference/inference/params.js';
import { compareRatios, type Ratio, toFloat64, toRatio } from '../util/decimal.js';
import { maxOf } from '../util/int.js';
import { orZero } from './orZero.js';

/** Tokens of a model in the last window, and how many its capacity would have allowed: tokens per second times seconds. */
export interface ModelDemand {
  readonly usedTokens: bigint;
  readonly tokensPerSecond: bigint;
  readonly windowSeconds: bigint;
}

/** What a next price follows from. Prices are base units per token. */
export interface PriceInput {
  /** The stored price; none yet counts as the base price. */
  readonly price: bigint | undefined;
  readonly demand: ModelDemand;
  readonly params: DynamicPricingParams;
}

/**
 * Price of a model's tokens that an epoch fixes whatever the demand is: the grace price before the end of the grace
 * period, the base price in the epoch that ends it, none later (reference, section 3).
 */
export function fixedTokenPrice(epoch: bigint, params: DynamicPricingParams): bigint | undefined {
  if (epoch < params.gracePeriodEndEpoch) return params.gracePeriodPerTokenPrice;
  return epoch === params.gracePeriodEndEpoch ? params.basePerTokenPrice : undefined;
}

/** When an inference counts as demand, in ms: when it ended, or when it started while it runs (vectors: dynamic_price). */
export function demandTimestamp(inference: {
  readonly startBlockTimestamp: bigint;
  readonly endBlockTimestamp: bigint;
}): bigint {
  return inference.endBlockTimestamp || inference.startBlockTimestamp;
}

/** Whether a time lies in the window before a block, both ends included. Times in ms. */
export function isInPricingWindow(timestamp: bigint, blockTime: bigint, windowSeconds: bigint): boolean {
  return timestamp >= blockTime - windowSeconds * 1000n && timestamp <= blockTime;
}

/**
 * The price of the next block (reference, section 8.5), in exact arithmetic: inside the stability zone it stays; outside it
 * moves by elasticity times the distance from the zone, at most by that of no use or full use. Cut to an integer, so a
 * small price falls by at least 1 and does not rise; never below the minimum.
 */
export function nextTokenPrice({ price, demand, params }: PriceInput): bigint {
  const current = price ?? params.basePerTokenPrice;
  const factor = priceFactor(demand, params);
  return maxOf((current * factor.numerator) / factor.denominator, params.minPerTokenPrice);
}

function priceFactor(demand: ModelDemand, params: DynamicPricingParams): Ratio {
  const utilization = utilizationOf(demand);
  const lower = toRatio(orZero(params.stabilityZoneLowerBound));
  if (compareRatios(utilization, lower) < 0) return moved(lower, utilization, params);
  const upper = toRatio(orZero(params.stabilityZoneUpperBound));
  if (compareRatios(utilization, upper) > 0) return moved(upper, utilization, params);
  return one;
}

const none: Ratio = { numerator: 0n, denominator: 1n };
const one: Ratio = { numerator: 1n, denominator: 1n };

/** 1 + (utilization − bound) * elasticity. Demand lies between no use and full use, which bounds the movement. */
function moved(bound: Ratio, utilization: Ratio, params: DynamicPricingParams): Ratio {
  const elasticity = toRatio(orZero(params.priceElasticity));
  const distance = utilization.numerator * bound.denominator - bound.numerator * utilization.denominator;
  const denominator = utilization.denominator * bound.denominator * elasticity.denominator;
  return { numerator: denominator + distance * elasticity.numerator, denominator };
}

function utilizationOf({ usedTokens, tokensPerSecond, windowSeconds }: ModelDemand): Ratio {
  if (usedTokens === 0n) return none;
  const capacity = tokensPerSecond * windowSeconds;
  return usedTokens >= capacity ? one : { numerator: usedTokens, denominator: capacity };
}

/** What a next price follows from where utilization is a float64. */
export interface PriceInputA25 {
  readonly price: bigint | undefined;
  readonly utilization: number;
  readonly params: DynamicPricingParams;
}

/** The same, in the deployed chain's float64 arithmetic. */
export function nextTokenPriceA25({ price, utilization, params }: PriceInputA25): bigint {
  const current = price ?? params.basePerTokenPrice;
  const moved = Number(current) * priceFactorA25(utilization, params);
  const next = moved < 0 ? 0n : BigInt.asUintN(64, BigInt(Math.trunc(moved)));
  return maxOf(next, params.minPerTokenPrice);
}

/** Utilization as the deployed chain computes it: not a number where nothing can be used. */
export function utilizationA25({ usedTokens, tokensPerSecond, windowSeconds }: ModelDemand): number {
  return Number(usedTokens) / Number(tokensPerSecond * windowSeconds);
}

function priceFactorA25(utilization: number, params: DynamicPricingParams): number {
  const lower = toFloat64(orZero(params.stabilityZoneLowerBound));
  const upper = toFloat64(orZero(params.stabilityZoneUpperBound));
  const elasticity = toFloat64(orZero(params.priceElasticity));
  if (utilization < lower) return Math.max(1 - (lower - utilization) * elasticity, 1 - lower * elasticity);
  if (utilization > upper) return Math.min(1 + (utilization - upper) * elasticity, 1 + (1 - upper) * elasticity);
  return 1;
}
