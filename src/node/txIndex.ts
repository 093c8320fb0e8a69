import type { IndexedTx } from './blockRecord.js';
import type { EventFilter } from './eventMap.js';

/** Finds transactions by hash, and transactions and blocks by their events. */
export interface TxIndex {
  byHash(hash: Uint8Array): IndexedTx | undefined;
  /** By height and place. */
  search(filter: EventFilter, order: SearchOrder): readonly IndexedTx[];
  /** Heights of blocks whose own events match, `block.height` among them. */
  searchBlocks(filter: EventFilter, order: SearchOrder): readonly bigint[];
}

export type SearchOrder = 'ascending' | 'descending';
