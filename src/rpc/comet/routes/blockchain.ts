import { maxOf, minOf } from '../../../util/int.js';
import { internalError } from '../errors.js';
import { int64 } from '../params.js';
import { callRoute } from '../route.js';
import { blockMetaJson } from '../shapes/block.js';
import { int, jsonText } from '../shapes/json.js';

/** Headers in one answer. */
const most = 20n;

/** Headers of a range of heights, the last ones first. 0 means the first and the last height. */
export const blockchain = callRoute({
  name: 'blockchain',
  params: { minHeight: int64, maxHeight: int64 },
  cacheable: true,
  handle({ node }, { minHeight, maxHeight }) {
    if (minHeight < 0n || maxHeight < 0n) throw internalError('heights must be non-negative');
    const to = minOf(node.height, maxHeight || node.height);
    const from = maxOf(maxOf(node.blocks.earliest, minHeight || 1n), to - most + 1n);
    if (from > to) throw internalError(`min height ${from} can't be greater than max height ${to}`);
    const metas = [...node.blocks.range(from, to)].reverse().map(blockMetaJson);
    return jsonText({ last_height: int(node.height), block_metas: metas });
  },
});
