import { callRoute } from '../route.js';

/** Answers as long as the node is there. */
export const health = callRoute({ name: 'health', params: {}, handle: () => '{}' });
