import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { MultiStore } from '../../../src/store/multiStore.js';
import { Value } from '../../../src/store/value.js';
import { bytesToHex, bytesToLatin1, hexToBytes } from '../../../src/util/bytes.js';

interface StoreLine {
  readonly height: number;
  readonly root: string;
  readonly changes: readonly (readonly [key: string, value: string | null])[];
}

interface CommitLine {
  readonly height: number;
  readonly app_hash: string;
  readonly changed_stores: Readonly<Record<string, string>>;
}

const lines = <T>(file: string): T[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

/** The recorded writes by store name, then height; a large store is recorded in parts. */
function recordedWrites(folder: string): Map<string, Map<number, StoreLine>> {
  const stores = new Map<string, Map<number, StoreLine>>();
  for (const file of readdirSync(folder).sort()) {
    const name = /^(.+)-store(?:\.part\d+)?\.jsonl$/.exec(file)?.[1];
    if (name === undefined) continue;
    const heights = stores.get(name) ?? new Map<number, StoreLine>();
    for (const line of lines<StoreLine>(join(folder, file))) heights.set(Number(line.height), line);
    stores.set(name, heights);
  }
  return stores;
}

/**
 * Applies the recorded writes of the real node block by block and compares every store's root and the app hash at every
 * height. `folder` is the vectors folder.
 */
export function checkLiveStores(folder: string): { heights: number; roots: number } {
  const live = join(folder, 'live');
  const writes = recordedWrites(live);
  const commits = lines<CommitLine>(join(live, 'commit-info.jsonl'));
  const names = new Set([...writes.keys(), ...Object.keys(commits[0]!.changed_stores)]);
  const stores = new MultiStore({
    stores: [...names],
    initialVersion: BigInt(commits[0]!.height),
    pruning: { keepRecent: 2, interval: 10 },
  });
  const expected = new Map<string, string>();
  let roots = 0;
  for (const { height, app_hash, changed_stores } of commits) {
    for (const [name, heights] of writes) applyLine(stores, name, heights.get(Number(height)));
    const { version, hash } = stores.commit();
    expect(version).toBe(BigInt(height));
    for (const [name, root] of Object.entries(changed_stores)) expected.set(name, root.toLowerCase());
    for (const store of stores.at(version).info.stores) {
      if (bytesToHex(store.hash) !== expected.get(store.name)) {
        expect.fail(
          `height ${height}, store ${store.name}: ${bytesToHex(store.hash)}, not ${expected.get(store.name)}`,
        );
      }
      roots += 1;
    }
    expect(bytesToHex(hash), `app hash of height ${height}`).toBe(app_hash.toLowerCase());
  }
  return { heights: commits.length, roots };
}

function applyLine(stores: MultiStore, name: string, line: StoreLine | undefined): void {
  const store = stores.store(name);
  for (const [key, value] of line?.changes ?? []) {
    const latin1 = bytesToLatin1(hexToBytes(key));
    if (value === null) store.delete(latin1);
    else store.set(latin1, Value.ofBytes(hexToBytes(value)));
  }
}
