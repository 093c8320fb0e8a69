import { plainError } from '../../types/errors.js';
import type { Refusal } from '../../types/paging.js';

/** CometBFT gives no more than this at once. */
const largestPage = 100;

/** A page of a list as CometBFT counts pages, from 1 on; one behind the last is refused in its words. */
export function cometPage<T>(
  items: readonly T[],
  page: number,
  perPage: number,
  refuse: Refusal = plainError,
): readonly T[] {
  const size = Math.min(perPage, largestPage);
  const pages = Math.max(Math.ceil(items.length / size), 1);
  if (page > pages) throw refuse(`page should be within [1, ${pages}] range, given ${page}`);
  return items.slice((page - 1) * size, page * size);
}
