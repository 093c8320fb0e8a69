import type { BlockID, Header, Vote } from 'cosmjs-types/tendermint/types/types';
import type { BugListener } from '../app/failure.js';
import type { Validator } from '../types/comet/validator.js';
import type { ChainEvent } from '../types/events.js';
import type { BlockResults, IndexedTx, StoredBlock } from './blockRecord.js';
import { type EventMap, eventMap, txEventMap } from './eventMap.js';

export interface RoundStep {
  readonly height: bigint;
  readonly round: number;
  /** `RoundStepPropose` and so on. */
  readonly step: string;
}

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
  | { readonly type: 'NewRoundStep' | 'Polka' | 'Lock' | 'ValidBlock'; readonly round: RoundStep }
  | { readonly type: 'Vote'; readonly vote: Vote };

/** An event with what queries on it are asked of. */
export interface PublishedEvent {
  readonly event: NodeEvent;
  readonly attributes: EventMap;
}

export type EventListener = (published: PublishedEvent) => void;

/**
 * Tells listeners what happens, in order, while it happens. Without listeners it costs nothing, and one that throws disturbs
 * neither the chain nor the others.
 */
export class EventBus {
  readonly #listeners = new Set<EventListener>();
  readonly #onBug: BugListener | undefined;

  constructor(onBug?: BugListener) {
    this.#onBug = onBug;
  }

  get isHeard(): boolean {
    return this.#listeners.size > 0;
  }

  /** Answers with how to stop listening. */
  subscribe(listener: EventListener): () => void {
    // One of its own, so that a listener that subscribes twice hears everything twice.
    const own: EventListener = (published) => listener(published);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  publish(event: NodeEvent): void {
    if (!this.isHeard) return;
    const published = { event, attributes: attributesOf(event) };
    for (const listener of [...this.#listeners]) this.#tell(listener, published);
  }

  #tell(listener: EventListener, published: PublishedEvent): void {
    try {
      listener(published);
    } catch (bug) {
      this.#onBug?.(bug, 'a listener to events');
    }
  }
}

function attributesOf(event: NodeEvent): EventMap {
  const own = { 'tm.event': event.type };
  if (event.type === 'NewBlock') return eventMap(event.results.events, own);
  if (event.type === 'NewBlockEvents') return eventMap(event.events, own);
  return event.type === 'Tx' ? txEventMap(event.tx, own) : eventMap([], own);
}
