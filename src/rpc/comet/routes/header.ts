import type { StoredBlock } from '../../../node/blockRecord.js';
import { heightOf } from '../heights.js';
import { hex, optionalInt64 } from '../params.js';
import { callRoute } from '../route.js';
import { headerJson } from '../shapes/block.js';
import { type JsonText, jsonText } from '../shapes/json.js';

const headerText = (stored: StoredBlock | undefined): JsonText =>
  jsonText({ header: stored === undefined ? null : headerJson(stored.block.header) });

/** A header by its height, the last one unless told otherwise. */
export const header = callRoute({
  name: 'header',
  params: { height: optionalInt64 },
  cacheable: 'height',
  handle: (env, { height }) => headerText(env.node.blocks.byHeight(heightOf(env, height))),
});

/** A header by its hash, which is in hex here, unlike `block_by_hash`'s. */
export const headerByHash = callRoute({
  name: 'header_by_hash',
  params: { hash: hex },
  cacheable: true,
  handle: ({ node }, { hash }) => headerText(node.blocks.byHash(hash)),
});
