import { expect } from 'vitest';
import {
  demandTimestamp,
  fixedTokenPrice,
  isInPricingWindow,
  nextTokenPriceA25,
  utilizationA25,
} from '../../../src/calculations/dynamicPrice.js';
import { DynamicPricingParams } from '../../../src/gen/inference/inference/params.js';
import type { CheckCase, VectorCase } from '../shared.js';
import { decimal, unknownForm } from './form.js';

const pricingParams = (json: VectorCase): DynamicPricingParams =>
  DynamicPricingParams.fromPartial({
    stabilityZoneLowerBound: decimal(json.stability_zone_lower_bound),
    stabilityZoneUpperBound: decimal(json.stability_zone_upper_bound),
    priceElasticity: decimal(json.price_elasticity),
    minPerTokenPrice: json.min_per_token_price,
    basePerTokenPrice: json.base_per_token_price,
    utilizationWindowDuration: json.utilization_window_duration ?? 0n,
    gracePeriodEndEpoch: json.grace_period_end_epoch ?? 0n,
    gracePeriodPerTokenPrice: json.grace_period_per_token_price ?? 0n,
  });

const defaultPricing = DynamicPricingParams.fromPartial({
  stabilityZoneLowerBound: { value: 4n, exponent: -1 },
  stabilityZoneUpperBound: { value: 6n, exponent: -1 },
  priceElasticity: { value: 5n, exponent: -2 },
  minPerTokenPrice: 1n,
  basePerTokenPrice: 100n,
});

export const dynamicPriceCase: CheckCase = ({ input, expected }) => {
  const utilization = Number(input.utilization);
  const price = input.current_price === null ? undefined : BigInt(input.current_price);
  if (input.kind === 'price') {
    const params = pricingParams(input.params);
    const next = nextTokenPriceA25({ price, utilization, params });
    expect({ old: String(price ?? params.basePerTokenPrice), new: String(next) }).toEqual(expected);
  } else if (input.kind === 'chain') {
    let current = price;
    for (const next of expected.prices) {
      current = nextTokenPriceA25({ price: current, utilization, params: defaultPricing });
      expect(String(current)).toBe(next);
    }
  } else if (input.kind === 'update') {
    // Price and capacity are the first model's; a model that has neither is skipped.
    const [model] = input.sub_group_models;
    expect({ prices: { [model]: String(updatedPrice(input, model)) } }).toEqual(expected);
  } else unknownForm(input);
};

function updatedPrice(input: VectorCase, model: string): bigint {
  const params = pricingParams(input.params);
  const price = BigInt(input.current_price);
  const fixed = fixedTokenPrice(BigInt(input.effective_epoch), params);
  if (fixed !== undefined) return fixed;
  if (input.capacity === null) return price;
  const window = params.utilizationWindowDuration;
  let usedTokens = 0n;
  for (const inference of input.inferences) {
    const time = demandTimestamp({
      startBlockTimestamp: BigInt(inference.start_block_timestamp),
      endBlockTimestamp: BigInt(inference.end_block_timestamp),
    });
    if (inference.model !== model || !isInPricingWindow(time, BigInt(input.block_time_ms), window)) continue;
    usedTokens += BigInt(inference.prompt_token_count) + BigInt(inference.completion_token_count);
  }
  const demand = { usedTokens, tokensPerSecond: BigInt(input.capacity), windowSeconds: window };
  return nextTokenPriceA25({ price, utilization: utilizationA25(demand), params });
}
