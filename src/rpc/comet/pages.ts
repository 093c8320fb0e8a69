import { internalError } from './errors.js';

const usual = 30;
const most = 100;

/** Entries of a page when a client asks for so many: 30 when it does not say, at most 100. */
export function perPageOf(asked: bigint | undefined): number {
  if (asked === undefined || asked < 1n) return usual;
  return asked > most ? most : Number(asked);
}

export interface Paging {
  readonly page: bigint | undefined;
  readonly per_page: bigint | undefined;
}

/** One page of a list. There is always a first page; asking for one that is not there is an error. */
export function pageOf<T>(items: readonly T[], { page = 1n, per_page }: Paging): readonly T[] {
  const size = perPageOf(per_page);
  const pages = Math.max(1, Math.ceil(items.length / size));
  if (page < 1n || page > pages) {
    throw internalError(`page should be within [1, ${pages}] range, given ${page}`);
  }
  const from = (Number(page) - 1) * size;
  return items.slice(from, from + size);
}
