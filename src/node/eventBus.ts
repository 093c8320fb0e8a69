import type { BlockID, Header, Vote } from 'cosmjs-types/tendermint/types/types';
import type { Validator } from '../types/comet/validator.js';
import type { ChainEvent } from '../types/events.js';
import type { BlockResults, IndexedTx, StoredBlock } from './blockRecord.js';
import type { EventMap } from './eventMap.js';

/** What a node tells of its life, by CometBFT's names. */
export type NodeEvent =
  | { readonly type: 'NewBlock'; readonly block: StoredBlock; readonly results: BlockResults }
  | { readonly type: 'NewBlockHeader'; readonly header: Header }
  | {
      readonly type: 'NewBlockEvents';
      readonly height: bigint;
      readonly events: readonly ChainEvent[];
      readonly txs: number;
    }
  | { readonly type: 'Tx'; readonly tx: IndexedTx }
  | { readonly type: 'ValidatorSetUpdates'; readonly updates: readonly Validator[] }
  | {
      readonly type: 'NewRound';
      readonly round: RoundStep;
      readonly proposer: { readonly address: Uint8Array; readonly index: number };
    }
  | { readonly type: 'CompleteProposal'; readonly round: RoundStep; readonly blockId: BlockID }
  | { readonly type: 'NewRoundStep' | 'Polka' | 'Lock'; readonly round: RoundStep }
  | { readonly type: 'Vote'; readonly vote: Vote };

export interface RoundStep {
  readonly height: bigint;
  readonly round: number;
  /** `RoundStepPropose` and so on. */
  readonly step: string;
}

/** An event with what queries on it are asked of. */
export interface PublishedEvent {
  readonly event: NodeEvent;
  readonly attributes: EventMap;
}

/** Tells listeners what happens, in order, while it happens. */
export interface EventBus {
  /** Answers with how to stop listening. */
  subscribe(listener: (published: PublishedEvent) => void): () => void;
}
