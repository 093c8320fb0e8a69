import { ActiveParticipants } from '../gen/inference/inference/activeparticipants.js';
import { DeveloperStatsByEpoch, DeveloperStatsByTime } from '../gen/inference/inference/developer_stats.js';
import { Epoch } from '../gen/inference/inference/epoch.js';
import { EpochGroupData } from '../gen/inference/inference/epoch_group_data.js';
import { EpochGroupValidations } from '../gen/inference/inference/epoch_group_validations.js';
import { EpochPerformanceSummary } from '../gen/inference/inference/epoch_performance_summary.js';
import { HardwareNodes } from '../gen/inference/inference/hardware_node.js';
import { Inference } from '../gen/inference/inference/inference.js';
import { InferenceTimeout } from '../gen/inference/inference/inference_timeout.js';
import { InferenceValidationDetails } from '../gen/inference/inference/inference_validation_details.js';
import { Model } from '../gen/inference/inference/model.js';
import { CosmWasmParams, GenesisOnlyParams, Params } from '../gen/inference/inference/params.js';
import { PartialUpgrade } from '../gen/inference/inference/partial_upgrade.js';
import { Participant } from '../gen/inference/inference/participant.js';
import { PoCBatch, PoCValidation } from '../gen/inference/inference/pocbatch.js';
import { RandomSeed } from '../gen/inference/inference/random_seed.js';
import { SettleAmount } from '../gen/inference/inference/settle_amount.js';
import { SlotSelection } from '../gen/inference/inference/slot_selection.js';
import { TokenomicsData } from '../gen/inference/inference/tokenomics_data.js';
import { TopMiner } from '../gen/inference/inference/top_miner.js';
import { TrainingTask } from '../gen/inference/inference/training_task.js';
import { UnitOfComputePriceProposal } from '../gen/inference/inference/unit_of_compute_price_proposal.js';
import { accAddress } from '../store/addressKey.js';
import { CollectionItem, CollectionMap, KeySet } from '../store/collections.js';
import { pair, triple } from '../store/compositeKey.js';
import { int64, uint64 } from '../store/keyCodec.js';
import type { KVStore } from '../store/kv.js';
import { text } from '../store/textKey.js';
import { keyAsValue, textValue, uint64Value } from '../store/valueCodec.js';
import { proto } from '../types/codec.js';
import { developerEpoch, developerTime, modelTime, slashed } from './legacyKeys.js';

/** Name of the module, of its store and of its module account. */
export const moduleName = 'inference';

/** Prefix of the chain's account addresses, which the store's address keys have too. */
export const addressPrefix = 'gonka';

/**
 * All state of the inference module. Prefixes and key encodings are the deployed chain's (reference, section 10), except
 * those under `sim/`, which only profile `proposal` writes.
 */
export const inferenceSchema = (store: KVStore) => ({
  participants: new CollectionMap(store, 0x00, accAddress, proto(Participant)),
  randomSeeds: new CollectionMap(store, 0x01, pair(uint64, accAddress), proto(RandomSeed)),
  /** By PoC start height, participant and batch id. */
  pocBatches: new CollectionMap(store, 0x02, triple(int64, accAddress, text), proto(PoCBatch)),
  /** By PoC start height, participant and validator. */
  pocValidations: new CollectionMap(store, 0x03, triple(int64, accAddress, accAddress), proto(PoCValidation)),
  /** Base units per token, by model. */
  tokenPrices: new CollectionMap(store, 0x04, text, uint64Value),
  /** Tokens per second, by model. */
  modelCapacities: new CollectionMap(store, 0x05, text, uint64Value),
  models: new CollectionMap(store, 0x06, text, proto(Model)),
  /** By expiration height and inference. */
  inferenceTimeouts: new CollectionMap(store, 0x07, pair(uint64, text), proto(InferenceTimeout)),
  /** By epoch and inference. */
  validationDetails: new CollectionMap(store, 0x08, pair(uint64, text), proto(InferenceValidationDetails)),
  /** By participant, as text. */
  priceProposals: new CollectionMap(store, 0x09, text, proto(UnitOfComputePriceProposal)),
  /** By epoch and model; the root group's model is the empty text. */
  epochGroupData: new CollectionMap(store, 0x0a, pair(uint64, text), proto(EpochGroupData)),
  epochs: new CollectionMap(store, 0x0b, uint64, proto(Epoch)),
  effectiveEpoch: new CollectionItem(store, 0x0c, uint64Value),
  /** By epoch and participant, as text. */
  epochGroupValidations: new CollectionMap(store, 0x0d, pair(uint64, text), proto(EpochGroupValidations)),
  inferences: new CollectionMap(store, 0x0e, text, proto(Inference)),
  settleAmounts: new CollectionMap(store, 0x0f, accAddress, proto(SettleAmount)),
  topMiners: new CollectionMap(store, 0x10, accAddress, proto(TopMiner)),
  partialUpgrades: new CollectionMap(store, 0x11, uint64, proto(PartialUpgrade)),
  /** By participant and epoch. */
  performanceSummaries: new CollectionMap(store, 0x12, pair(accAddress, uint64), proto(EpochPerformanceSummary)),

  params: new CollectionItem(store, 'p_inference', proto(Params)),
  /** By participant, as text. */
  hardwareNodes: new CollectionMap(store, 'HardwareNodesValues/value/', slashed(text), proto(HardwareNodes)),
  /** By epoch. */
  activeParticipants: new CollectionMap(store, 'ActiveParticipants/value/', slashed(uint64), proto(ActiveParticipants)),
  tokenomics: new CollectionItem(store, 'TokenomicsData/value/\0', proto(TokenomicsData)),
  genesisOnlyParams: new CollectionItem(store, 'GenesisOnlyData/value/\0', proto(GenesisOnlyParams)),
  cosmWasmParams: new CollectionItem(store, 'contracts_params', proto(CosmWasmParams)),
  /** The id of the last training that was asked for. */
  lastTrainingTask: new CollectionItem(store, 'TrainingTask/sequence/value/', uint64Value),
  /** By id, in decimal. */
  trainingTasks: new CollectionMap(store, 'TrainingTask/value/', slashed(text), proto(TrainingTask)),
  /** Ids of trainings that wait for participants. */
  queuedTrainingTasks: new KeySet(store, 'TrainingTask/queued/value/', slashed(text)),

  statsByEpoch: new CollectionMap(store, 'stats/developers/epoch', developerEpoch, proto(DeveloperStatsByEpoch)),
  statsByTime: new CollectionMap(store, 'stats/developers/time', developerTime, proto(DeveloperStatsByTime)),
  /** Where an inference stands in `statsByTime`. */
  statsByInference: new CollectionMap(store, 'stats/developers/inference', text, keyAsValue(developerTime)),
  statsByModel: new CollectionMap(store, 'stats/model/inference', modelTime, keyAsValue(developerTime)),

  /** Name of the rule profile; absent under `gonka-2025-08`. */
  profile: new CollectionItem(store, 'sim/profile', textValue),
  /** How the nodes that serve through PoC were chosen, by epoch and model. */
  slotSelections: new CollectionMap(store, 'sim/slot_selection/', pair(uint64, text), proto(SlotSelection)),
  /** How many epochs were settled for a participant. */
  settledEpochs: new CollectionMap(store, 'sim/settled_epochs/', accAddress, uint64Value),
  /** Missed requests by participant and epoch, where there are any: a reputation needs no other epoch's summary. */
  missedRequests: new CollectionMap(store, 'sim/missed_requests/', pair(accAddress, uint64), uint64Value),
});

export type InferenceState = ReturnType<typeof inferenceSchema>;
