import type { ChainEvent, EventSink } from './events.js';

const none: readonly ChainEvent[] = [];

/** Events in memory, in order of emission. */
export class EventLog implements EventSink {
  /** Made for the first: most messages tell nothing. */
  #events: ChainEvent[] | undefined;

  emit(event: ChainEvent): void {
    this.#events ??= [];
    this.#events.push(event);
  }

  get all(): readonly ChainEvent[] {
    return this.#events ?? none;
  }
}
