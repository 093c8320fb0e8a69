import type { EventMap } from '../../node/eventMap.js';
import type { EventQuery } from '../../node/eventQuery.js';
import { failure, success } from './envelope.js';
import { internalError, rpcError } from './errors.js';
import type { EventDesk } from './eventDesk.js';
import type { CometLimits } from './limits.js';
import { readQuery } from './search.js';
import { type JsonText, jsonText } from './shapes/json.js';

/** The way to a WebSocket's client. */
export interface ClientSocket {
  send(text: JsonText): void;
  /** Bytes that it has not taken yet. */
  readonly unread: number;
}

interface Subscription {
  readonly query: EventQuery;
  /** As the client wrote it: its events carry this text. */
  readonly written: string;
  /** Of the request that subscribed, as JSON text: its events are answers to it. */
  readonly id: JsonText;
}

const unparsable = (fault: string): string => `failed to parse query: ${fault}`;
const notSubscribed = () => internalError('subscription not found');

/** The subscriptions of one client. They are told apart by what their queries mean, not by how they are spelled. */
export class Subscriber {
  readonly #subscriptions = new Map<string, Subscription>();

  constructor(
    readonly limits: CometLimits,
    readonly desk: EventDesk,
    readonly socket: ClientSocket,
  ) {}

  subscribe(written: string, id: JsonText): void {
    const { subscriptionClients, subscriptionsPerClient } = this.limits;
    if (this.desk.clients >= subscriptionClients) {
      throw internalError(`max_subscription_clients ${subscriptionClients} reached`);
    }
    if (this.#subscriptions.size >= subscriptionsPerClient) {
      throw internalError(`max_subscriptions_per_client ${subscriptionsPerClient} reached`);
    }
    const query = readQuery(written, this.limits, unparsable);
    if (this.#subscriptions.has(query.text)) throw internalError('already subscribed');
    this.#subscriptions.set(query.text, { query, written, id });
    this.desk.enter(this);
  }

  unsubscribe(written: string): void {
    const { text } = readQuery(written, this.limits, unparsable);
    if (!this.#subscriptions.delete(text)) throw notSubscribed();
    if (this.#subscriptions.size === 0) this.desk.leave(this);
  }

  unsubscribeAll(): void {
    if (this.#subscriptions.size === 0) throw notSubscribed();
    this.close();
  }

  /** Sends an event to each subscription that asks for it. A client that does not read loses the subscription. */
  tell(attributes: EventMap, data: () => JsonText): void {
    for (const [key, { query, written, id }] of this.#subscriptions) {
      if (!query.matches(attributes)) continue;
      if (this.socket.unread <= this.limits.unreadBytes) {
        this.socket.send(success(id, `{"query":${jsonText(written)},${data()}}`));
        continue;
      }
      const reason = 'internal subscription event buffer is out of capacity';
      this.socket.send(failure(id, rpcError('server', `subscription was canceled (reason: ${reason})`)));
      this.#subscriptions.delete(key);
    }
    if (this.#subscriptions.size === 0) this.desk.leave(this);
  }

  close(): void {
    this.#subscriptions.clear();
    this.desk.leave(this);
  }
}
