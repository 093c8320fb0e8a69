import type { ActiveParticipant } from '../gen/inference/inference/activeparticipants.js';
import type { Epoch } from '../gen/inference/inference/epoch.js';
import type { EpochGroupData, MLNodeInfo } from '../gen/inference/inference/epoch_group_data.js';
import type { HardwareNodes } from '../gen/inference/inference/hardware_node.js';
import type { Model } from '../gen/inference/inference/model.js';
import type { GenesisOnlyParams, Params } from '../gen/inference/inference/params.js';
import type { CurrentEpochStats, Participant, ParticipantStatus } from '../gen/inference/inference/participant.js';
import type { PoCBatch, PoCValidation } from '../gen/inference/inference/pocbatch.js';
import type { RandomSeed } from '../gen/inference/inference/random_seed.js';
import type { SkippedNode } from '../gen/inference/inference/slot_selection.js';
import type { Ratio } from '../util/decimal.js';
import type { CodedError } from '../util/errors.js';
import type { Random } from '../util/seededRandom.js';

// What each strategy is given and what it gives back (decisions, section 0). Addresses are bech32 text; weights count
// nonces, throughput counts tokens, coins are base units. Lists that come from the store are in key order. Records are
// those of the store: a strategy reads them, and never writes into them.

/** A node by its name: ids are unique within a participant only. */
export interface NodeRef {
  readonly participant: string;
  readonly nodeId: string;
}

/** The epoch in effect while the next one is formed, as its records stand. */
export interface EndingEpoch {
  /** The root group; absent only on a chain that lost it. */
  readonly rootGroup: EpochGroupData | undefined;
  /** In the order of the root's `sub_group_models`. */
  readonly subGroups: readonly EpochGroupData[];
  /** Absent before the first formation. */
  readonly activeParticipants: readonly ActiveParticipant[] | undefined;
}

/** Drops what does not count from the batches of a PoC. */
export interface BatchFilterInput {
  readonly batches: readonly PoCBatch[];
  readonly upcomingEpoch: Epoch;
  readonly endingEpoch: EndingEpoch;
}
export interface BatchFilterResult {
  /** The batches that count, in the order given. */
  readonly counted: readonly PoCBatch[];
  readonly ignored: readonly IgnoredBatch[];
}
export interface IgnoredBatch {
  readonly batch: PoCBatch;
  readonly reason: string;
}
export type BatchFilter = (input: BatchFilterInput) => BatchFilterResult;

/** Someone who votes on the nonces of others, with weight in the epoch's group. */
export interface Voter {
  readonly address: string;
  readonly weight: bigint;
}

/** Who gets which weight in the upcoming epoch: mined in PoC, and kept by nodes that served inference meanwhile. */
export interface WeightsInput {
  readonly upcomingEpoch: Epoch;
  readonly endingEpoch: EndingEpoch;
  /** What the batch filter left. */
  readonly batches: readonly PoCBatch[];
  /** Verdicts of this PoC. */
  readonly validations: readonly PoCValidation[];
  /** All stored participants that a batch, a preserved node or a vote names. */
  readonly participants: ReadonlyMap<string, Participant>;
  /** Seeds for the upcoming epoch, by address. */
  readonly seeds: ReadonlyMap<string, RandomSeed>;
  /** Members of the current epoch's group, by address bytes. */
  readonly voters: readonly Voter[];
  readonly params: Params;
}
export interface WeightsResult {
  /** `ml_nodes[0]` holds the nodes with their PoC weight; models are assigned afterwards. */
  readonly participants: readonly ActiveParticipant[];
  /** Where each weight comes from. */
  readonly shares: readonly WeightShares[];
  readonly rejected: readonly RejectedParticipant[];
}
export interface WeightShares {
  readonly participant: string;
  readonly mined: bigint;
  readonly preserved: bigint;
}
export interface RejectedParticipant {
  readonly participant: string;
  readonly reason: string;
}
export type Weights = (input: WeightsInput) => WeightsResult;

/** Which nodes serve which models in the upcoming epoch. */
export interface ModelAssignmentInput {
  readonly upcomingEpoch: Epoch;
  readonly endingEpoch: EndingEpoch;
  /** With `ml_nodes[0]` as the weights left it. */
  readonly participants: readonly ActiveParticipant[];
  /** By ascending id. */
  readonly governanceModels: readonly Model[];
  /** Declared nodes, by address; a participant that never declared any is not in it. */
  readonly hardwareNodes: ReadonlyMap<string, HardwareNodes>;
}
/** The participants in the order given, with models and nodes; `ml_nodes[i]` serves `models[i]`, what is beyond serves none. */
export type ModelAssignment = (input: ModelAssignmentInput) => readonly ActiveParticipant[];

/** When slots are chosen: with the epoch's formation, or in the block before the epoch's PoC starts. */
export type SlotMoment = 'formation' | 'beforePoC';

/** One model, over the whole network: which of its nodes keep serving inference through PoC. */
export interface SlotAllocationInput {
  readonly modelId: string;
  /** Epoch whose nodes are chosen. */
  readonly epochIndex: bigint;
  readonly previousAppHash: Uint8Array;
  /** In list order. */
  readonly participants: readonly SlotParticipant[];
  /** Throughput of all the model's nodes. */
  readonly totalThroughput: bigint;
  /** The part of it that should be served through PoC. */
  readonly targetThroughput: bigint;
}
export interface SlotParticipant {
  readonly address: string;
  /** Total weight in the root group, over all models. */
  readonly weight: bigint;
  /** In the sequence they were added. */
  readonly nodes: readonly SlotNode[];
}
export interface SlotNode {
  readonly nodeId: string;
  readonly throughput: bigint;
  readonly pocWeight: bigint;
  /** Why the node must not be chosen. */
  readonly excluded?: string;
}
export interface SlotDraw {
  /** In the order of the draw. */
  readonly drawn: readonly NodeRef[];
  /** Why others were passed over. */
  readonly skipped?: readonly SkippedNode[];
}
/** `random` is seeded for this model and epoch. */
export type SlotAllocation = (input: SlotAllocationInput, random: Random) => SlotDraw;

/** Throughput of one model's sub-group at one of three moments; vectors are indexed by `TimeslotType`. */
export type ThroughputInput = {
  readonly model: Model;
  /** All nodes of the sub-group. */
  readonly nodes: readonly MLNodeInfo[];
  readonly expected: readonly bigint[];
  readonly real: readonly bigint[];
} & ThroughputMoment;

/** Measured numbers are tokens of the model's inferences that ended in the blocks named. */
export type ThroughputMoment =
  /** @property previousReal what was measured in the epoch before; empty when nothing was */
  | { readonly moment: 'formation'; readonly previousReal: readonly bigint[] }
  /** Blocks: as many before this one as PoC will take; all since the epoch took effect. */
  | { readonly moment: 'beforePoC'; readonly measuredPocLength: bigint; readonly measuredSinceEffective: bigint }
  /** Blocks: all since PoC started. */
  | { readonly moment: 'endOfPoCValidation'; readonly measuredSincePocStart: bigint };

export interface ThroughputResult {
  /** Of each node, in the order given. */
  readonly nodes: readonly bigint[];
  readonly expected: readonly bigint[];
  readonly real: readonly bigint[];
}
export type Throughput = (input: ThroughputInput) => ThroughputResult;

/** By how much the reward of each participant is multiplied for the models that it serves. */
export interface CoverageBonusInput {
  readonly participants: readonly string[];
  readonly rootGroup: EpochGroupData;
  readonly subGroups: readonly EpochGroupData[];
  readonly params: Params;
}
/** By address; a participant that is not in it has the multiplier 1. */
export type CoverageBonus = (input: CoverageBonusInput) => ReadonlyMap<string, Ratio>;

/** What an epoch pays. */
export interface SettlementInput {
  readonly epochIndex: bigint;
  /** In the order in which remainders are handed out. */
  readonly participants: readonly SettlementParticipant[];
  /** Of the epoch's root group. */
  readonly validationWeights: readonly { readonly memberAddress: string; readonly weight: bigint }[];
  /** Of the coverage bonus; a participant that is not in it has the multiplier 1. */
  readonly multipliers: ReadonlyMap<string, Ratio>;
  readonly params: Params;
  /** `standard_reward_amount` caps all that is ever minted. */
  readonly genesisOnlyParams: GenesisOnlyParams;
  /** Minted so far. */
  readonly totalSubsidies: bigint;
}
export interface SettlementParticipant {
  readonly address: string;
  readonly status: ParticipantStatus;
  readonly coinBalance: bigint;
  readonly currentEpochStats: CurrentEpochStats | undefined;
}
export interface SettlementResult {
  /** In the order given. */
  readonly results: readonly SettledParticipant[];
  /** To be minted: all rewards and the remainder. */
  readonly minted: bigint;
  /** The part of it that goes to nobody and stays with the module. */
  readonly remainder: bigint;
  /** Whether the stored subsidy percentage falls afterwards (work plus subsidy only). */
  readonly crossedCutoff: boolean;
}
export interface SettledParticipant {
  readonly participant: string;
  readonly workCoins: bigint;
  readonly rewardCoins: bigint;
  /** Why this participant is not settled. */
  readonly error?: CodedError;
}
export type Settlement = (input: SettlementInput) => SettlementResult;

/** The seven rules that make a profile, by name. */
export interface StrategyFunctions {
  readonly modelAssignment: ModelAssignment;
  readonly slotAllocation: SlotAllocation;
  readonly batchFilter: BatchFilter;
  readonly weights: Weights;
  readonly settlement: Settlement;
  readonly coverageBonus: CoverageBonus;
  readonly throughput: Throughput;
}
