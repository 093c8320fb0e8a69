import type { StoreBranch } from '../store/kv.js';
import type { ChainEvent, EventSink } from './events.js';
import type { GasMeter } from './gas.js';

/** A vote of the commit that a block carries, in the order of the validator set. */
export interface CommitVote {
  /** Consensus address. */
  readonly address: Uint8Array;
  readonly power: bigint;
  /** False for who was absent; a vote for no block counts as there. */
  readonly signed: boolean;
}

/** A validator who signed two things at one height, as CometBFT reports it. Times are nanoseconds since the Unix epoch. */
export interface Misbehavior {
  /** Consensus address. */
  readonly address: Uint8Array;
  readonly power: bigint;
  readonly height: bigint;
  readonly time: bigint;
  readonly totalPower: bigint;
}

/** The facts of the block that is being executed. Times are nanoseconds since the Unix epoch. */
export interface BlockInfo {
  readonly chainId: string;
  readonly height: bigint;
  readonly time: bigint;
  readonly proposer: Uint8Array;
  /** App hash of the previous block: the randomness that a rule may use. */
  readonly previousAppHash: Uint8Array;
  /** Hash of the validator set after this block's; only known where a consensus engine drives the chain. */
  readonly nextValidatorsHash?: Uint8Array | undefined;
  /** Who signed the block before; none where no consensus engine drives the chain. */
  readonly lastVotes?: readonly CommitVote[] | undefined;
  readonly misbehavior?: readonly Misbehavior[] | undefined;
  /** CometBFT's consensus parameters as genesis has them. */
  readonly consensusParams?: unknown;
}

/** All that a handler or a stage may touch: block facts, stores, gas and events. */
export interface Context {
  readonly block: BlockInfo;
  readonly stores: StoreBranch;
  readonly gas: GasMeter;
  readonly events: EventSink;
  emit(event: ChainEvent): void;
}

/** A context over private copies of the stores and events; `commit` hands both to the parent. */
export interface BranchedContext extends Context {
  commit(): void;
}
