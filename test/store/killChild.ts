import { pathToFileURL } from 'node:url';
import { openLevelBackend } from '../../src/store/levelBackend.js';
import { MultiStore } from '../../src/store/multiStore.js';
import { Value } from '../../src/store/value.js';
import { bytesToHex, utf8ToBytes } from '../../src/util/bytes.js';
import { sha256 } from '../../src/util/sha256.js';

// The process that the kill test kills. Snapshots are made often, so that kills meet them too.

export const killStores = { stores: ['acc', 'bank'], snapshotBytes: 20_000, heightsInMemory: 3 } as const;

/** Commits one block after another, each with writes that follow from its height; gives their app hashes. */
export function* growForever(stores: MultiStore): Generator<string, never> {
  for (;;) {
    const height = stores.height + 1n;
    const block = stores.branch();
    for (let i = 0; i < 40; i++) {
      const digest = bytesToHex(sha256(utf8ToBytes(`${height} ${i}`)));
      const store = block.store(i % 2 === 0 ? 'acc' : 'bank');
      if (i % 10 === 9) store.delete(digest.slice(0, 2));
      else store.set(digest.slice(0, 2), Value.ofBytes(utf8ToBytes(digest)));
    }
    block.write();
    yield bytesToHex(stores.commit(Value.ofBytes(utf8ToBytes(String(height)))).hash);
  }
}

/** Says which height is kept for sure, now after one block and now after several that were written together. */
async function run(directory: string): Promise<void> {
  const stores = new MultiStore({ ...killStores, backend: await openLevelBackend(directory) });
  const growth = growForever(stores);
  for (;;) {
    growth.next();
    await stores.drain();
    if (stores.height % 7n > 2n) continue;
    await stores.flush();
    process.stdout.write(`${stores.height}\n`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run(process.argv[2]!);
