import type { IndexedTx } from '../../../node/blockRecord.js';
import type { EventQuery } from '../../../node/eventQuery.js';
import { readGoHex } from '../../../types/goHex.js';
import { internalError } from '../errors.js';
import { pageOf } from '../pages.js';
import { flag, optionalInt, text } from '../params.js';
import { callRoute, type ServedNode } from '../route.js';
import { readOrder, readQuery } from '../search.js';
import { int, jsonList, jsonText } from '../shapes/json.js';
import { indexedTxText } from '../shapes/results.js';

/** Transactions whose events match a query, the oldest first unless told otherwise. */
export const txSearch = callRoute({
  name: 'tx_search',
  params: { query: text, prove: flag, page: optionalInt, per_page: optionalInt, order_by: text },
  handle({ node, limits }, { query, prove, page, per_page, order_by }) {
    const filter = readQuery(query, limits);
    const byHash = askedByHash(node, filter);
    const order = readOrder(order_by, 'ascending');
    const found = byHash ?? node.txs.search(filter, order);
    const txs = pageOf(found, { page, per_page }).map((tx) =>
      indexedTxText(tx, prove ? node.blocks.byHeight(tx.height) : undefined),
    );
    return `{"txs":${jsonList(txs)},"total_count":${jsonText(int(found.length))}}`;
  },
});

/** A condition on the hash is looked up at once, and no other condition counts then. */
function askedByHash({ txs }: ServedNode, { conditions }: EventQuery): readonly IndexedTx[] | undefined {
  const asked = conditions.find(({ tag }) => tag === 'tx.hash');
  if (asked === undefined) return undefined;
  const read = readGoHex(asked.operand?.text ?? '');
  if (!read.ok) throw internalError(`error during searching for a hash in the query: ${read.complaint}`);
  if (read.bytes.length === 0) {
    throw internalError('error while retrieving the result: transaction hash cannot be empty');
  }
  const found = txs.byHash(read.bytes);
  return found === undefined ? [] : [found];
}
