import { pageOf } from '../pages.js';
import { optionalInt, text } from '../params.js';
import { callRoute } from '../route.js';
import { readOrder, readQuery } from '../search.js';
import { storedBlockText } from '../shapes/block.js';
import { int, jsonList, jsonText } from '../shapes/json.js';

/** Blocks whose own events match a query, the last ones first unless told otherwise. */
export const blockSearch = callRoute({
  name: 'block_search',
  params: { query: text, page: optionalInt, per_page: optionalInt, order_by: text },
  handle({ node, limits }, { query, order_by, ...paging }) {
    const filter = readQuery(query, limits);
    const heights = node.txs.searchBlocks(filter, readOrder(order_by, 'descending'));
    const blocks = pageOf(heights, paging).flatMap((height) => node.blocks.byHeight(height) ?? []);
    return `{"blocks":${jsonList(blocks.map(storedBlockText))},"total_count":${jsonText(int(heights.length))}}`;
  },
});
