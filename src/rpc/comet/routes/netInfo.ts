import { callRoute } from '../route.js';
import { jsonText } from '../shapes/json.js';

const alone = jsonText({ listening: true, listeners: ['Listener(@)'], n_peers: '0', peers: [] });

/** Peers of the node: it has none. */
export const netInfo = callRoute({ name: 'net_info', params: {}, handle: () => alone });
