import { internalError } from '../errors.js';
import { heightOrNext } from '../heights.js';
import { optionalInt64 } from '../params.js';
import { callRoute } from '../route.js';
import { consensusParamsJson } from '../shapes/consensusParams.js';
import { int, jsonText } from '../shapes/json.js';

/** The consensus parameters of a height, of the next one unless told otherwise. */
export const consensusParams = callRoute({
  name: 'consensus_params',
  params: { height: optionalInt64 },
  cacheable: 'height',
  handle(env, { height: asked }) {
    const height = heightOrNext(env, asked);
    const params = env.node.blocks.consensusParams(height);
    if (params === undefined) throw internalError(`could not find consensus params for height #${height}`);
    return jsonText({ block_height: int(height), consensus_params: consensusParamsJson(params) });
  },
});
