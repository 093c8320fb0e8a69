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
import { PoCValidation } from '../gen/inference/inference/pocbatch.js';
import { RandomSeed } from '../gen/inference/inference/random_seed.js';
import { SettleAmount } from '../gen/inference/inference/settle_amount.js';
import { SlotSelection } from '../gen/inference/inference/slot_selection.js';
import { TokenomicsData } from '../gen/inference/inference/tokenomics_data.js';
import { TopMiner } from '../gen/inference/inference/top_miner.js';
import { TrainingTask } from '../gen/inference/inference/training_task.js';
import { UnitOfComputePriceProposal } from '../gen/inference/inference/unit_of_compute_price_proposal.js';
import { addressKey } from '../store/addressKey.js';
import { pair, triple } from '../store/compositeKey.js';
import { int64, type KeyCodec, uint64 } from '../store/keyCodec.js';
import { itemAt, keysAt, mapAt, schemaBy } from '../store/schema.js';
import { text } from '../store/textKey.js';
import { keyAsValue, textValue, uint64Value } from '../store/valueCodec.js';
import { proto } from '../types/codec.js';
import { batchCodec } from '../types/storedBatch.js';
import { developerEpoch, developerTime, modelTime, slashed } from './legacyKeys.js';

/** Name of the module, of its store and of its module account. */
export const moduleName = 'inference';

/**
 * All state of the inference module. Prefixes and key encodings are the deployed chain's (reference, section 10), except
 * those under `sim/`, which only profile `proposal` writes.
 */
const planOf = (address: KeyCodec<string>) => ({
  participants: mapAt(0x00, address, proto(Participant)),
  randomSeeds: mapAt(0x01, pair(uint64, address), proto(RandomSeed)),
  /** By PoC start height, participant and batch id. */
  pocBatches: mapAt(0x02, triple(int64, address, text), batchCodec),
  /** By PoC start height, participant and validator. */
  pocValidations: mapAt(0x03, triple(int64, address, address), proto(PoCValidation)),
  /** Base units per token, by model. */
  tokenPrices: mapAt(0x04, text, uint64Value),
  /** Tokens per second, by model. */
  modelCapacities: mapAt(0x05, text, uint64Value),
  models: mapAt(0x06, text, proto(Model)),
  /** By expiration height and inference. */
  inferenceTimeouts: mapAt(0x07, pair(uint64, text), proto(InferenceTimeout)),
  /** By epoch and inference. */
  validationDetails: mapAt(0x08, pair(uint64, text), proto(InferenceValidationDetails)),
  /** By participant, as text. */
  priceProposals: mapAt(0x09, text, proto(UnitOfComputePriceProposal)),
  /** By epoch and model; the root group's model is the empty text. */
  epochGroupData: mapAt(0x0a, pair(uint64, text), proto(EpochGroupData)),
  epochs: mapAt(0x0b, uint64, proto(Epoch)),
  effectiveEpoch: itemAt(0x0c, uint64Value),
  /** By epoch and participant, as text. */
  epochGroupValidations: mapAt(0x0d, pair(uint64, text), proto(EpochGroupValidations)),
  inferences: mapAt(0x0e, text, proto(Inference)),
  settleAmounts: mapAt(0x0f, address, proto(SettleAmount)),
  topMiners: mapAt(0x10, address, proto(TopMiner)),
  partialUpgrades: mapAt(0x11, uint64, proto(PartialUpgrade)),
  /** By participant and epoch. */
  performanceSummaries: mapAt(0x12, pair(address, uint64), proto(EpochPerformanceSummary)),

  params: itemAt('p_inference', proto(Params)),
  /** By participant, as text. */
  hardwareNodes: mapAt('HardwareNodesValues/value/', slashed(text), proto(HardwareNodes)),
  /** By epoch. */
  activeParticipants: mapAt('ActiveParticipants/value/', slashed(uint64), proto(ActiveParticipants)),
  tokenomics: itemAt('TokenomicsData/value/\0', proto(TokenomicsData)),
  genesisOnlyParams: itemAt('GenesisOnlyData/value/\0', proto(GenesisOnlyParams)),
  cosmWasmParams: itemAt('contracts_params', proto(CosmWasmParams)),
  /** The id of the last training that was asked for. */
  lastTrainingTask: itemAt('TrainingTask/sequence/value/', uint64Value),
  /** By id, in decimal. */
  trainingTasks: mapAt('TrainingTask/value/', slashed(text), proto(TrainingTask)),
  /** Ids of trainings that wait for participants. */
  queuedTrainingTasks: keysAt('TrainingTask/queued/value/', slashed(text)),

  statsByEpoch: mapAt('stats/developers/epoch', developerEpoch, proto(DeveloperStatsByEpoch)),
  statsByTime: mapAt('stats/developers/time', developerTime, proto(DeveloperStatsByTime)),
  /** Where an inference stands in `statsByTime`. */
  statsByInference: mapAt('stats/developers/inference', text, keyAsValue(developerTime)),
  statsByModel: mapAt('stats/model/inference', modelTime, keyAsValue(developerTime)),

  /** Name of the rule profile; absent under `gonka-2025-08`. */
  profile: itemAt('sim/profile', textValue),
  /** How the nodes that serve through PoC were chosen, by epoch and model. */
  slotSelections: mapAt('sim/slot_selection/', pair(uint64, text), proto(SlotSelection)),
  /** How many epochs were settled for a participant. */
  settledEpochs: mapAt('sim/settled_epochs/', address, uint64Value),
  /** Missed requests by participant and epoch, where there are any: a reputation needs no other epoch's summary. */
  missedRequests: mapAt('sim/missed_requests/', pair(address, uint64), uint64Value),
});

const byPrefix = schemaBy((bech32Prefix: string) => planOf(addressKey(bech32Prefix, 'sdk.AccAddress')));

/** The module's collections in a store, on a chain whose addresses have this prefix; to be asked for by name. */
export const inferenceState = byPrefix.lazily;

export type InferenceState = ReturnType<typeof inferenceState>;

/** The same, to be walked over. */
export const inferenceSchema = byPrefix.whole;
