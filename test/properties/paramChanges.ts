import type { Json } from '../../src/types/protoJson.js';

/** Changes of parameters that governance may make at any time. */
export const paramChanges: readonly Json[] = [
  { epoch_params: { epoch_length: '9' } },
  { epoch_params: { epoch_length: '11' } },
  { epoch_params: { epoch_length: '14' } },
  { epoch_params: { epoch_length: '23', poc_stage_duration: '5' } },
  { epoch_params: { inference_pruning_epoch_threshold: '3', set_new_validators_delay: '3' } },
  { validation_params: { expiration_blocks: '2' } },
  { validation_params: { expiration_blocks: '15', min_ramp_up_measurements: 1 } },
  { collateral_params: { grace_period_end_epoch: '100' } },
  { collateral_params: { base_weight_ratio: { value: '1', exponent: -1 }, grace_period_end_epoch: '0' } },
  { bitcoin_reward_params: { use_bitcoin_rewards: false } },
  { bitcoin_reward_params: { use_bitcoin_rewards: true, initial_epoch_reward: '1001' } },
  { poc_params: { poc_data_pruning_epoch_threshold: '3' } },
  { tokenomics_params: { current_subsidy_percentage: { value: '1', exponent: -1 } } },
  { dynamic_pricing_params: { grace_period_end_epoch: '0', base_per_token_price: '7' } },
  { multi_model_params: { coverage_bonus_mode: 'REDISTRIBUTE', poc_slot_fraction_basis_points: 3000 } },
  { multi_model_params: { throughput_validation_enabled: true, throughput_tolerance_basis_points: 100 } },
];

/** The object with some of its fields told otherwise. */
export function overlaid(base: Json, over: Json): Json {
  if (typeof base !== 'object' || typeof over !== 'object' || base === null || over === null) return over;
  const fields = base as { readonly [key: string]: Json };
  const changes = Object.entries(over as { readonly [key: string]: Json });
  return {
    ...fields,
    ...Object.fromEntries(changes.map(([key, value]) => [key, overlaid(fields[key] ?? null, value)])),
  };
}
