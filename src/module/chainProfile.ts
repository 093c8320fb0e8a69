import type { CappedWeights } from '../calculations/powerCapping.js';
import type { ReputationHistory } from '../calculations/reputation.js';
import type { OpenVoterRoll } from '../epochgroup/voterRoll.js';
import type { ActiveParticipant } from '../gen/inference/inference/activeparticipants.js';
import type { Decimal } from '../gen/inference/inference/decimal.js';
import type { EpochGroupData } from '../gen/inference/inference/epoch_group_data.js';
import type { EpochParams, Params } from '../gen/inference/inference/params.js';
import type { Keeper } from '../keeper/keeper.js';
import type { KeeperProfile } from '../keeper/profile.js';
import type { Context } from '../types/context.js';
import type { ChainEvent } from '../types/events.js';
import type { SettlementResult } from '../types/strategies.js';
import type { GenesisConduct } from './genesis/genesisConduct.js';
import type { Invariant } from './invariants/invariant.js';

/** What the stages of an epoch do differently between profiles, beside the strategies (decisions, sections 0 and 2). */
export interface EpochConduct {
  /** Tells the world what an epoch does, or not. */
  tell(ctx: Context, event: ChainEvent): void;
  /** Parameters that an epoch keeps from the start of its PoC on. */
  frozenParams(params: Params): EpochParams | undefined;
  /** Forgets when inferences run out that are pruned, or lets those heights come to nothing. */
  forgetTimeouts(keeper: Keeper, inferenceIds: ReadonlySet<string>): void;
  /** Cuts weights to the largest share that one participant may hold. */
  capWeights(weights: readonly bigint[], max: Decimal | undefined): CappedWeights;
  /** Counts the top miners of an epoch that is formed, or not. */
  recordTopMiners(keeper: Keeper, participants: readonly ActiveParticipant[]): void;
  /** Notes what later epochs want to know of one that was settled, or leaves it to the summaries. */
  noteSettledEpoch(keeper: Keeper, epochIndex: bigint, result: SettlementResult): void;
  /** What a participant's reputation is made of. */
  history(keeper: Keeper, participant: string): ReputationHistory;
  /** How the members of an epoch's groups get into x/group. */
  readonly voterRoll: OpenVoterRoll;
  /** Which epoch's sub-groups tell the capacities that prices of the new epoch start from. */
  capacityGroups<T>(epochs: { readonly ending: T; readonly beginning: T }): T;
  /** Capacity of a model, in tokens per second. */
  capacityOf(group: EpochGroupData): bigint;
  /**
   * Runs a stage. `work` opens what it needs in the context it is given, so that a failed stage can leave no trace.
   */
  runStage(ctx: Context, stage: string, work: (ctx: Context) => void): void;
}

/** All rules of a chain: what a genesis chooses by name. */
export interface ChainProfile extends KeeperProfile {
  readonly epochs: EpochConduct;
  readonly genesis: GenesisConduct;
  /** What its rules keep to after every block. */
  readonly invariants: readonly Invariant[];
}
