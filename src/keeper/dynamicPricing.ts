import { fixedTokenPrice } from '../calculations/dynamicPrice.js';
import type { DynamicPricingParams } from '../gen/inference/inference/params.js';
import { modelTokensBetween } from './developerStats.js';
import { requireCurrentRootGroup } from './epochGroupData.js';
import { getEffectiveEpochIndex } from './epochs.js';
import type { Keeper } from './keeper.js';
import { getParams } from './params.js';

const nanosecondsPerMillisecond = 1_000_000n;

/** Time of the block in milliseconds, the unit of the module's own timestamps. */
export const blockTimeMs = ({ ctx }: Keeper): bigint => ctx.block.time / nanosecondsPerMillisecond;

/** The token price of a model in base units; undefined when no block has set one. */
export function getTokenPrice({ state }: Keeper, modelId: string): bigint | undefined {
  return state.tokenPrices.get(modelId);
}

/**
 * Sets the token price of every model of the effective epoch, changed or not: what BeginBlock does (reference, sections 3
 * and 8.5). A model without a known capacity keeps its price. Cost: O(models + inferences in the pricing window).
 */
export function updateDynamicPricing(keeper: Keeper): void {
  const { state } = keeper;
  const params = getParams(keeper).dynamicPricingParams;
  const epoch = getEffectiveEpochIndex(keeper);
  if (params === undefined || epoch === undefined) return;
  const fixed = fixedTokenPrice(epoch, params);
  for (const model of requireCurrentRootGroup(keeper).subGroupModels) {
    const price = fixed ?? priceByDemand(keeper, model, params);
    if (price !== undefined) state.tokenPrices.set(model, price);
  }
}

function priceByDemand(keeper: Keeper, model: string, params: DynamicPricingParams): bigint | undefined {
  const tokensPerSecond = keeper.state.modelCapacities.get(model);
  if (tokensPerSecond === undefined) return undefined;
  const windowSeconds = params.utilizationWindowDuration;
  const now = blockTimeMs(keeper);
  const usedTokens = modelTokensBetween(keeper, model, now - windowSeconds * 1000n, now);
  const demand = { usedTokens, tokensPerSecond, windowSeconds };
  return keeper.profile.conduct.nextTokenPrice({ price: getTokenPrice(keeper, model), demand, params });
}
