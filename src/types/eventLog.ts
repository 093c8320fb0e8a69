import type { ChainEvent, EventSink } from './events.js';

/** Events in memory, in order of emission. */
export class EventLog implements EventSink {
  readonly #events: ChainEvent[] = [];

  emit(event: ChainEvent): void {
    this.#events.push(event);
  }

  get all(): readonly ChainEvent[] {
    return this.#events;
  }
}
