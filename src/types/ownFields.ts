/** Fields that the deployed chain lacks. JSON leaves them out when empty, so that its records stay what it shows. */
const ownFields: ReadonlySet<string> = new Set([
  'inference.inference.Epoch.epoch_params',
  'inference.inference.EpochGroupData.expected_throughput_vector',
  'inference.inference.EpochGroupData.real_throughput_vector',
  'inference.inference.GenesisState.hardware_nodes_list',
  'inference.inference.GenesisState.initial_ml_nodes',
  'inference.inference.GenesisState.profile',
  'inference.inference.Params.multi_model_params',
]);

/** Whether a field of a message type is one of ours. */
export const isOwnField = (typeName: string, field: string): boolean => ownFields.has(`${typeName}.${field}`);
