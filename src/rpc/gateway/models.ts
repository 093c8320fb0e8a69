import { messageType } from '../../types/descriptors/jsonShape.js';
import type { JsonMessage } from '../../types/descriptors/wireToJson.js';
import type { QueryPort } from '../queryPort.js';
import { ask, find } from './apiQueries.js';
import { goStruct } from './goStruct.js';

/** A model with its numbers as the chain's JSON has them: as text. */
type Model = JsonMessage & { readonly id: string; readonly units_of_compute_per_token: string };

/** The models that the current epoch serves, as they were when it was formed. */
function epochModels(port: QueryPort): readonly Model[] {
  const group = find(port, 'CurrentEpochGroupData')?.json.epoch_group_data;
  const ids: readonly string[] = group?.sub_group_models ?? [];
  return ids.flatMap((id) => {
    const request = { epoch_index: group.epoch_index, model_id: id };
    const snapshot = find(port, 'EpochGroupData', request)?.json.epoch_group_data.model_snapshot;
    return snapshot === null || snapshot === undefined ? [] : [snapshot as Model];
  });
}

const governanceModels = (port: QueryPort): readonly Model[] => ask(port, 'ModelsAll').json.model;

function modelsText(models: readonly Model[]): string {
  const type = messageType('inference.inference.Model');
  return models.length === 0
    ? '{"models":null}'
    : `{"models":[${models.map((model) => goStruct(type, model)).join(',')}]}`;
}

export const epochModelsText = (port: QueryPort): string => modelsText(epochModels(port));
export const governanceModelsText = (port: QueryPort): string => modelsText(governanceModels(port));

const unitPrice = (port: QueryPort): bigint =>
  BigInt(find(port, 'CurrentEpochGroupData')?.json.epoch_group_data.unit_of_compute_price ?? 0);

function pricesText(port: QueryPort, models: readonly Model[], dynamic: ReadonlyMap<string, string>): string {
  const unit = unitPrice(port);
  const rows = models.map(({ id, units_of_compute_per_token: units }) => {
    const price = dynamic.get(id) ?? String(unit * BigInt(units));
    return `{"id":${JSON.stringify(id)},"units_of_compute_per_token":${units},"price_per_token":${price}}`;
  });
  const rest = `"models":[${rows.join(',')}],"dynamic_pricing_enabled":${dynamic.size > 0}`;
  return `{"unit_of_compute_price":${unit},${rest}}`;
}

/** Prices of the epoch's models. They are the fixed ones, also where dynamic ones hold: as the API node has it. */
export const epochPricesText = (port: QueryPort): string => pricesText(port, epochModels(port), new Map());

/** Prices of all governance models, dynamic ones where there are any. */
export function governancePricesText(port: QueryPort): string {
  const prices: readonly { model_id: string; price: string }[] = ask(port, 'GetAllModelPerTokenPrices').json
    .model_prices;
  return pricesText(port, governanceModels(port), new Map(prices.map(({ model_id, price }) => [model_id, price])));
}
