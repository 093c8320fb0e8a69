import { heightOf } from '../heights.js';
import { base64, optionalInt64 } from '../params.js';
import { callRoute } from '../route.js';
import { noBlock, storedBlockText } from '../shapes/block.js';

/** A block by its height, the last one unless told otherwise. */
export const block = callRoute({
  name: 'block',
  params: { height: optionalInt64 },
  cacheable: 'height',
  handle(env, { height }) {
    const stored = env.node.blocks.byHeight(heightOf(env, height));
    return stored === undefined ? noBlock : storedBlockText(stored);
  },
});

/** A block by its hash; an unknown one is no error. */
export const blockByHash = callRoute({
  name: 'block_by_hash',
  params: { hash: base64 },
  cacheable: true,
  handle({ node }, { hash }) {
    const stored = node.blocks.byHash(hash);
    return stored === undefined ? noBlock : storedBlockText(stored);
  },
});
