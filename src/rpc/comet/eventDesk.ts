import type { EventBus, PublishedEvent } from '../../node/eventBus.js';
import { eventDataJson } from './shapes/events.js';
import { type JsonText, jsonText } from './shapes/json.js';
import type { Subscriber } from './subscriber.js';

/** Hands the node's events to those clients that have subscriptions; writes each event at most once. */
export class EventDesk {
  readonly #subscribers = new Set<Subscriber>();
  readonly #stop: () => void;

  constructor(bus: EventBus) {
    this.#stop = bus.subscribe((published) => this.#tell(published));
  }

  /** Clients with at least one subscription. */
  get clients(): number {
    return this.#subscribers.size;
  }

  enter(subscriber: Subscriber): void {
    this.#subscribers.add(subscriber);
  }

  leave(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
  }

  close(): void {
    this.#stop();
    this.#subscribers.clear();
  }

  #tell({ event, attributes }: PublishedEvent): void {
    if (this.#subscribers.size === 0) return;
    let written: JsonText | undefined;
    const data = (): JsonText => {
      written ??= `"data":${jsonText(eventDataJson(event))},"events":${jsonText(Object.fromEntries(attributes))}`;
      return written;
    };
    for (const subscriber of [...this.#subscribers]) subscriber.tell(attributes, data);
  }
}
