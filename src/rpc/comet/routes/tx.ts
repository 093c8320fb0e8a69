import { internalError } from '../errors.js';
import { base64, flag } from '../params.js';
import { callRoute } from '../route.js';
import { upperHex } from '../shapes/json.js';
import { indexedTxText } from '../shapes/results.js';

/** A transaction by its hash; with `prove`, and the way from it to its block's data hash. */
export const tx = callRoute({
  name: 'tx',
  params: { hash: base64, prove: flag },
  cacheable: true,
  handle({ node }, { hash, prove }) {
    if (hash.length === 0) throw internalError('transaction hash cannot be empty');
    const found = node.txs.byHash(hash);
    if (found === undefined) throw internalError(`tx (${upperHex(hash)}) not found`);
    return indexedTxText(found, prove ? node.blocks.byHeight(found.height) : undefined);
  },
});
