import { internalError } from '../errors.js';
import { heightOrNext } from '../heights.js';
import { pageOf } from '../pages.js';
import { optionalInt, optionalInt64 } from '../params.js';
import { callRoute } from '../route.js';
import { int, jsonText } from '../shapes/json.js';
import { validatorJson } from '../shapes/validators.js';

/** The validators of a height, of the next one unless told otherwise. */
export const validators = callRoute({
  name: 'validators',
  params: { height: optionalInt64, page: optionalInt, per_page: optionalInt },
  cacheable: 'height',
  handle(env, { height: asked, ...paging }) {
    const height = heightOrNext(env, asked);
    const set = env.node.blocks.validators(height);
    if (set === undefined) throw internalError(`could not find validator set for height #${height}`);
    const page = pageOf(set.validators, paging);
    return jsonText({
      block_height: int(height),
      validators: page.map(validatorJson),
      count: int(page.length),
      total: int(set.validators.length),
    });
  },
});
