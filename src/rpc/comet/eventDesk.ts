import type { EventBus, PublishedEvent } from '../../node/eventBus.js';
import { eventDataJson } from './shapes/events.js';
import { type JsonText, jsonText } from './shapes/json.js';
import type { Subscriber } from './subscriber.js';

/**
 * Hands the node's events to those clients that have subscriptions, and writes each event at most once. It listens only
 * while somebody is there to be told, because a node that nobody hears saves itself the events.
 */
export class EventDesk {
  readonly #bus: EventBus;
  readonly #subscribers = new Set<Subscriber>();
  #stop: (() => void) | undefined;

  constructor(bus: EventBus) {
    this.#bus = bus;
  }

  /** Clients with at least one subscription. */
  get clients(): number {
    return this.#subscribers.size;
  }

  enter(subscriber: Subscriber): void {
    this.#subscribers.add(subscriber);
    this.#stop ??= this.#bus.subscribe((published) => this.#tell(published));
  }

  leave(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
    if (this.#subscribers.size > 0) return;
    this.#stop?.();
    this.#stop = undefined;
  }

  #tell({ event, attributes }: PublishedEvent): void {
    let written: JsonText | undefined;
    const data = (): JsonText => {
      written ??= `"data":${jsonText(eventDataJson(event))},"events":${jsonText(Object.fromEntries(attributes))}`;
      return written;
    };
    for (const subscriber of [...this.#subscribers]) subscriber.tell(attributes, data);
  }
}
