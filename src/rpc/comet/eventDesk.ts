import type { EventBus, PublishedEvent } from '../../node/eventBus.js';
import type { EventMap } from '../../node/eventMap.js';
import { eventDataJson } from './shapes/events.js';
import { type JsonText, jsonText } from './shapes/json.js';

/** A client with subscriptions; `data` writes the event, the same for all. */
interface Listener {
  tell(attributes: EventMap, data: () => JsonText): void;
}

/**
 * Hands the node's events to those clients that have subscriptions, and writes each event at most once. It listens only
 * while somebody is there to be told, because a node that nobody hears saves itself the events.
 */
export class EventDesk {
  readonly #bus: EventBus;
  readonly #listeners = new Set<Listener>();
  #stop: (() => void) | undefined;

  constructor(bus: EventBus) {
    this.#bus = bus;
  }

  /** Clients with at least one subscription. */
  get clients(): number {
    return this.#listeners.size;
  }

  enter(listener: Listener): void {
    this.#listeners.add(listener);
    this.#stop ??= this.#bus.subscribe((published) => this.#tell(published));
  }

  leave(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    this.#stop?.();
    this.#stop = undefined;
  }

  #tell({ event, attributes }: PublishedEvent): void {
    let written: JsonText | undefined;
    const data = (): JsonText => {
      written ??= `"data":${jsonText(eventDataJson(event))},"events":${jsonText(Object.fromEntries(attributes))}`;
      return written;
    };
    for (const listener of [...this.#listeners]) listener.tell(attributes, data);
  }
}
