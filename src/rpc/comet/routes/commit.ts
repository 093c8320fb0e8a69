import { heightOf } from '../heights.js';
import { optionalInt64 } from '../params.js';
import { callRoute } from '../route.js';
import { commitJson, headerJson } from '../shapes/block.js';
import { jsonText } from '../shapes/json.js';

/** A header and the signatures over it: what a light client goes by. */
export const commit = callRoute({
  name: 'commit',
  params: { height: optionalInt64 },
  cacheable: 'height',
  handle(env, { height: asked }) {
    const height = heightOf(env, asked);
    const { blocks } = env.node;
    const [stored, found] = [blocks.byHeight(height), blocks.commit(height)];
    if (stored === undefined || found === undefined) return 'null';
    const signed = { header: headerJson(stored.block.header), commit: commitJson(found.commit) };
    return jsonText({ signed_header: signed, canonical: found.canonical });
  },
});
