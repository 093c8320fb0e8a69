import { internalError } from '../errors.js';
import { heightOf } from '../heights.js';
import { optionalInt64 } from '../params.js';
import { callRoute } from '../route.js';
import { blockResultsText } from '../shapes/results.js';

/** What a block came to: results of its transactions, events, and changes of validators and parameters. */
export const blockResults = callRoute({
  name: 'block_results',
  params: { height: optionalInt64 },
  cacheable: 'height',
  handle(env, { height: asked }) {
    const height = heightOf(env, asked);
    const results = env.node.blocks.results(height);
    if (results === undefined) throw internalError(`could not find results for height #${height}`);
    return blockResultsText(results);
  },
});
