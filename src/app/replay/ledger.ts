import type { Key, KVStore, StoreBranch } from '../../store/kv.js';
import { branchOf } from '../../store/storeBranches.js';
import type { Value } from '../../store/value.js';
import { equalBytes } from '../../util/bytes.js';
import type { StoreWrites } from './recording.js';

/** The last state that a block gives to a key, and the part of the block that gave it. */
export interface Write {
  /** undefined = removed. */
  readonly value: Value | undefined;
  readonly writer: string;
}

type StoreLedger = Map<Key, Write>;

/** A key that this chain and the recording left in different states after the same block. */
export interface Difference {
  readonly store: string;
  readonly key: Key;
  readonly before: Uint8Array | undefined;
  readonly ours: Side;
  readonly recorded: Side;
  /** The part of our block that wrote last; undefined when it left the key alone. */
  readonly writer: string | undefined;
}

/** What one of the two did to a key. */
export type Side =
  | { readonly did: 'set'; readonly value: Uint8Array }
  | { readonly did: 'remove' }
  | { readonly did: 'nothing' };

/**
 * Stores of a block that remember who wrote what, and at the end of the block hand down whatever `settle` makes of it.
 *
 * Reads see what was written, as in any branch.
 */
export class LedgerStores implements StoreBranch {
  readonly #base: StoreBranch;
  readonly #working: StoreBranch;
  readonly #settle: (base: StoreBranch, ledger: ReadonlyMap<string, StoreLedger>) => void;
  readonly #writer: () => string;
  readonly #ledger = new Map<string, StoreLedger>();
  readonly #stores = new Map<string, KVStore>();

  constructor(
    base: StoreBranch,
    writer: () => string,
    settle: (base: StoreBranch, ledger: ReadonlyMap<string, StoreLedger>) => void,
  ) {
    this.#base = base;
    this.#working = base.branch();
    this.#writer = writer;
    this.#settle = settle;
  }

  store(name: string): KVStore {
    const known = this.#stores.get(name);
    if (known !== undefined) return known;
    const ledger: StoreLedger = new Map();
    const store = new LedgerStore(this.#working.store(name), ledger, this.#writer);
    this.#ledger.set(name, ledger);
    this.#stores.set(name, store);
    return store;
  }

  branch(): StoreBranch {
    return branchOf(this);
  }

  write(): void {
    this.#settle(this.#base, this.#ledger);
  }
}

class LedgerStore implements KVStore {
  constructor(
    readonly inner: KVStore,
    readonly ledger: StoreLedger,
    readonly writer: () => string,
  ) {}

  get(key: Key): Value | undefined {
    return this.inner.get(key);
  }

  has(key: Key): boolean {
    return this.inner.has(key);
  }

  iterate(range?: Parameters<KVStore['iterate']>[0]): ReturnType<KVStore['iterate']> {
    return this.inner.iterate(range);
  }

  set(key: Key, value: Value): void {
    this.inner.set(key, value);
    this.ledger.set(key, { value, writer: this.writer() });
  }

  delete(key: Key): void {
    this.inner.delete(key);
    this.ledger.set(key, { value: undefined, writer: this.writer() });
  }
}

/**
 * Where two blocks' writes to one store differ, as far as a tree would show it: a value set again counts, the removal of
 * what was not there does not. `before` is the store as both found it.
 */
export function differences(
  store: string,
  before: KVStore,
  ours: ReadonlyMap<Key, Write>,
  recorded: StoreWrites,
): Difference[] {
  const found: Difference[] = [];
  const lay = (key: Key, written: Write | undefined): void => {
    const mine = sideOf(written !== undefined, written?.value?.bytes, before, key);
    const theirs = sideOf(recorded.has(key), recorded.get(key), before, key);
    if (same(mine, theirs)) return;
    found.push({ store, key, before: before.get(key)?.bytes, ours: mine, recorded: theirs, writer: written?.writer });
  };
  for (const key of recorded.keys()) lay(key, ours.get(key));
  for (const [key, written] of ours) if (!recorded.has(key)) lay(key, written);
  return found;
}

function sideOf(written: boolean, value: Uint8Array | undefined, before: KVStore, key: Key): Side {
  if (value !== undefined) return { did: 'set', value };
  return written && before.has(key) ? { did: 'remove' } : { did: 'nothing' };
}

const same = (a: Side, b: Side): boolean =>
  a.did === 'set' ? b.did === 'set' && equalBytes(a.value, b.value) : a.did === b.did;
