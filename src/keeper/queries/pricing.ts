import * as q from '../../gen/inference/inference/query.js';
import { getTokenPrice } from '../dynamicPricing.js';
import { type InferenceQueryRoute, query } from './route.js';

/** Prices and capacities of models. */
export const pricingQueries: readonly InferenceQueryRoute[] = [
  query(
    'GetModelPerTokenPrice',
    q.QueryGetModelPerTokenPriceRequest,
    q.QueryGetModelPerTokenPriceResponse,
    (keeper, { modelId }) => {
      const price = getTokenPrice(keeper, modelId);
      return { price: price ?? 0n, found: price !== undefined };
    },
  ),
  query(
    'GetAllModelPerTokenPrices',
    q.QueryGetAllModelPerTokenPricesRequest,
    q.QueryGetAllModelPerTokenPricesResponse,
    ({ state }) => ({
      modelPrices: [...state.tokenPrices.entries()].map(([modelId, price]) => ({ modelId, price })),
    }),
  ),
  query(
    'GetModelCapacity',
    q.QueryGetModelCapacityRequest,
    q.QueryGetModelCapacityResponse,
    ({ state }, { modelId }) => {
      const capacity = state.modelCapacities.get(modelId);
      return { capacity: capacity ?? 0n, found: capacity !== undefined };
    },
  ),
  query(
    'GetAllModelCapacities',
    q.QueryGetAllModelCapacitiesRequest,
    q.QueryGetAllModelCapacitiesResponse,
    ({ state, profile }) => {
      const all = [...state.modelCapacities.entries()].map(([modelId, capacity]) => ({ modelId, capacity }));
      return { modelCapacities: profile.conduct.shownCapacities(all) };
    },
  ),
];
