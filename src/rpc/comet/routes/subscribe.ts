import { text } from '../params.js';
import { socketRoute } from '../route.js';

/** Sends the client every event that the query asks for, as answers to this request. */
export const subscribe = socketRoute({
  name: 'subscribe',
  params: { query: text },
  handleSocket(subscriber, { query }, id) {
    subscriber.subscribe(query, id);
    return '{}';
  },
});

/** Ends the subscription with this query. */
export const unsubscribe = socketRoute({
  name: 'unsubscribe',
  params: { query: text },
  handleSocket(subscriber, { query }) {
    subscriber.unsubscribe(query);
    return '{}';
  },
});

/** Ends all subscriptions of the client. */
export const unsubscribeAll = socketRoute({
  name: 'unsubscribe_all',
  params: {},
  handleSocket(subscriber) {
    subscriber.unsubscribeAll();
    return '{}';
  },
});
