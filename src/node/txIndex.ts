import type { BackendOp } from '../store/backend.js';
import { bytesToUtf8, hexToBytes, utf8ToBytes } from '../util/bytes.js';
import { CodedError, simErrors } from '../util/errors.js';
import type { IndexedTx } from './blockRecord.js';
import type { BlockStore, Records } from './blockStore.js';
import { type EventMap, eventMap, txEventMap } from './eventMap.js';
import type { EventQuery } from './eventQuery.js';
import { type EventPlace, EventSegment, segmentBlocks } from './eventSegment.js';

export type SearchOrder = 'ascending' | 'descending';

const listKey = 'node/index';
const segmentKey = (from: bigint): string => `node/index/${from}`;
/** A segment is closed when it has so many entries, 4 MB. */
const fullSegment = 500_000;

/** Blocks that wait to be taken in together, outside of what a client waits for. */
const blocksBehind = 32n;

/** A closed segment; it is read when a search wants it. */
interface ClosedSegment {
  readonly from: bigint;
  readonly to: bigint;
  segment: EventSegment | undefined;
}

/**
 * Finds transactions by hash, and transactions and blocks by their events. What a search reads from the index it looks at
 * again in the blocks, so the index may say too much but never too little.
 *
 * Closed segments are kept with the blocks; the open one is made from them again after a start, when it is first needed.
 */
export class TxIndex {
  readonly #records: Records;
  readonly #blocks: BlockStore;
  #closed: ClosedSegment[];
  #open: EventSegment;
  /** What is to be kept with the next block. */
  #unkept: BackendOp[] = [];

  constructor(records: Records, blocks: BlockStore) {
    this.#records = records;
    this.#blocks = blocks;
    const listed = readList(records);
    this.#closed = listed.filter(({ to }) => to <= blocks.height);
    this.#open = new EventSegment(this.#nextFrom());
    // After a way back with another program the list still names what is gone.
    if (this.#closed.length < listed.length) this.#unkept.push(this.#list());
  }

  byHash(hash: Uint8Array): IndexedTx | undefined {
    return this.#blocks.tx(hash);
  }

  /** Transactions that match, by height and place. */
  search(query: EventQuery, order: SearchOrder): readonly IndexedTx[] {
    const hash = query.equals.find(({ key }) => key === 'tx.hash')?.value;
    if (hash !== undefined) return this.#named(hash);
    const found: IndexedTx[] = [];
    for (const { height, index } of this.#candidates(query, 'tx.height')) {
      const tx = index === undefined ? undefined : this.#blocks.txAt(height, index);
      if (tx !== undefined && query.matches(txEventMap(tx))) found.push(tx);
    }
    return order === 'ascending' ? found : found.reverse();
  }

  /** Heights of blocks whose own events match, `block.height` among them. */
  searchBlocks(query: EventQuery, order: SearchOrder): readonly bigint[] {
    const found: bigint[] = [];
    // A query for heights alone needs no look at the blocks.
    const isPlain = query.conditions.every(({ tag }) => tag === 'block.height');
    const mapOf = (height: bigint) => (isPlain ? eventMap([], heightOf(height)) : this.#blockMap(height));
    for (const { height, index } of this.#candidates(query, 'block.height')) {
      if (index === undefined && query.matches(mapOf(height))) found.push(height);
    }
    return order === 'ascending' ? found : found.reverse();
  }

  /** What to keep of the index with the next block. Now and then it takes in the blocks that were made since. */
  keep(): BackendOp[] {
    if (this.#blocks.height - this.#open.to >= blocksBehind) this.#catchUp();
    const ops = this.#unkept;
    this.#unkept = [];
    return ops;
  }

  /** Forgets what is above the last block, after a way back. */
  cut(): void {
    const { height } = this.#blocks;
    this.#closed = this.#closed.filter(({ to }) => to <= height);
    if (this.#open.from === this.#nextFrom()) this.#open.cut(height);
    else this.#open = new EventSegment(this.#nextFrom());
    this.#unkept.push(this.#list());
  }

  /** Begins again with the blocks that there are now. */
  restart(): void {
    const gone = this.#closed.map(({ from }): BackendOp => ({ type: 'del', key: segmentKey(from) }));
    this.#closed = [];
    this.#open = new EventSegment(this.#nextFrom());
    this.#unkept = [...gone, this.#list()];
  }

  /** Takes in the blocks up to the last. */
  #catchUp(): void {
    for (let height = this.#open.to + 1n; height <= this.#blocks.height; height++) {
      this.#open.add(this.#blockMap(height), this.#txMaps(height));
      const blocks = height - this.#open.from + 1n;
      if (blocks >= segmentBlocks || this.#open.entries >= fullSegment) this.#close();
    }
  }

  /** What forgets the segments of blocks that are no longer kept. */
  forgetBelow(height: bigint): BackendOp[] {
    const gone = this.#closed.filter(({ to }) => to < height);
    if (gone.length === 0) return [];
    this.#closed = this.#closed.filter(({ to }) => to >= height);
    return [...gone.map(({ from }): BackendOp => ({ type: 'del', key: segmentKey(from) })), this.#list()];
  }

  #nextFrom(): bigint {
    const after = (this.#closed.at(-1)?.to ?? 0n) + 1n;
    return after > this.#blocks.earliest ? after : this.#blocks.earliest || 1n;
  }

  /** As CometBFT, which does not look at the other conditions of a query that names a transaction. */
  #named(hash: string): readonly IndexedTx[] {
    const tx = /^([0-9a-f]{2})+$/i.test(hash) ? this.byHash(hexToBytes(hash)) : undefined;
    return tx === undefined ? [] : [tx];
  }

  #list(): BackendOp {
    const list = this.#closed.map(({ from, to }) => `${from}-${to}`).join(' ');
    return { type: 'put', key: listKey, value: utf8ToBytes(list) };
  }

  #close(): void {
    const { from, to } = this.#open;
    this.#closed.push({ from, to, segment: this.#open });
    const value = this.#open.encode();
    this.#open = new EventSegment(to + 1n);
    this.#unkept.push({ type: 'put', key: segmentKey(from), value }, this.#list());
  }

  #segment(closed: ClosedSegment): EventSegment {
    if (closed.segment !== undefined) return closed.segment;
    const bytes = this.#records.record(segmentKey(closed.from));
    if (bytes === undefined) throw new CodedError(simErrors.storeCorrupt, `the index from ${closed.from} is missing`);
    closed.segment = EventSegment.decode(bytes);
    return closed.segment;
  }

  #blockMap(height: bigint): EventMap {
    return eventMap(this.#blocks.results(height)?.events ?? [], heightOf(height));
  }

  #txMaps(height: bigint): EventMap[] {
    const txs = this.#blocks.byHeight(height)?.block.data.txs ?? [];
    return txs.map((_, index) => txEventMap(this.#blocks.txAt(height, index)!));
  }

  /** Where a query may find something, in order. */
  *#candidates(query: EventQuery, heightTag: string): Generator<EventPlace> {
    const { from, to } = heightsOf(query, heightTag, this.#blocks);
    this.#catchUp();
    for (const segment of this.#segments(from, to)) {
      const lists = query.equals.map(({ key, value }) => segment.find(key, value));
      const rarest = lists.length === 0 ? segment.all() : lists.reduce((a, b) => (b.length < a.length ? b : a));
      for (const place of rarest) if (place.height >= from && place.height <= to) yield place;
    }
  }

  *#segments(from: bigint, to: bigint): Generator<EventSegment> {
    for (const closed of this.#closed) if (closed.from <= to && closed.to >= from) yield this.#segment(closed);
    yield this.#open;
  }
}

const heightOf = (height: bigint) => ({ 'block.height': String(height) });

/** The heights that a query asks for, as far as there are blocks. */
function heightsOf({ conditions }: EventQuery, heightTag: string, { earliest, height }: BlockStore) {
  let [from, to] = [earliest, height];
  for (const { tag, operator, operand } of conditions) {
    if (tag !== heightTag || operand?.kind !== 'number' || !/^\d+$/.test(operand.text)) continue;
    const bound = BigInt(operand.text);
    if (operator !== '<=' && operator !== '<' && bound > from) from = bound;
    if (operator !== '>=' && operator !== '>' && bound < to) to = bound;
  }
  return { from, to };
}

function readList(records: Records): ClosedSegment[] {
  const bytes = records.record(listKey);
  const parts = bytes === undefined ? [] : bytesToUtf8(bytes).split(' ');
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const [from, to] = part.split('-');
      return { from: BigInt(from!), to: BigInt(to!), segment: undefined };
    });
}
