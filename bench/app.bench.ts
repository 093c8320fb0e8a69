import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from '../src/app/app.js';
import { decodeTx } from '../src/app/decodeTx.js';
import { encodeUnsignedTx } from '../src/app/encodeTx.js';
import type { Backend } from '../src/store/backend.js';
import { appHashOfRoots } from '../src/store/commitInfo.js';
import { openLevelBackend } from '../src/store/levelBackend.js';
import { MultiStore } from '../src/store/multiStore.js';
import { Value } from '../src/store/value.js';
import type { AppModule } from '../src/types/module.js';
import { sha256OfLatin1 } from '../src/util/sha256.js';
import { openToyKeepers, send, type ToyKeepers, toyBank, toyClock } from '../test/app/toy.js';
import { compare } from './harness.js';

// The app's own cost: a chain of 25 stores, 25 base writes a block, and messages that do next to nothing.

const stores = ['bank', 'clock', ...Array.from({ length: 23 }, (_, i) => `store${i}`)];
const manyBlocks = 500;
const manyTxs = 1000;
const perBlock = { count: manyBlocks, unit: '/block' };
const perTx = { count: manyTxs, unit: '/tx' };

const busyClock: AppModule<ToyKeepers> = {
  ...toyClock,
  beginBlock(ctx, keepers) {
    toyClock.beginBlock!(ctx, keepers);
    for (let write = 0; write < 24; write++) {
      ctx.stores.store(`store${write % 5}`).set(`key${write}`, Value.ofBytes(new Uint8Array(40)));
    }
  },
};

function chain(clock: AppModule<ToyKeepers>, backend?: Backend): App<ToyKeepers> {
  const app = new App<ToyKeepers>({
    name: 'bench',
    version: '0',
    stores: new MultiStore({ stores, ...(backend && { backend }) }),
    modules: [toyBank, clock],
    order: { initGenesis: ['clock', 'bank'], beginBlock: ['clock'], endBlock: ['clock'] },
    openKeepers: openToyKeepers,
  });
  app.initChain({ chainId: 'bench-1', time: 0n, appState: { bank: { balances: { alice: '1000000000' } } } });
  return app;
}

function runBlock(app: App<ToyKeepers>, txs: readonly Uint8Array[] = []): void {
  const height = app.info.lastHeight + 1n;
  app.finalizeBlock({ height, time: height, txs });
  app.commit();
}

/** What no app can do without: the app hash over the roots, and one leaf for every write. */
const hashesAlone = {
  name: 'app hash and 25 leaf hashes, nothing else',
  run() {
    const roots = stores.map((name) => [name, 'x'.repeat(32)] as const);
    for (let block = 0; block < manyBlocks; block++) {
      for (let write = 0; write < 25; write++) sha256OfLatin1(`leaf ${write} of block ${block}`);
      appHashOfRoots(roots);
    }
  },
};

async function benchEmptyBlocks(): Promise<void> {
  const blocks = (app: App<ToyKeepers>) => () => {
    for (let block = 0; block < manyBlocks; block++) runBlock(app);
  };
  const [idle, busy] = [chain(toyClock), chain(busyClock)];
  await compare(
    'empty block of 25 stores, in memory',
    [hashesAlone, { name: '1 write', run: blocks(idle) }, { name: '25 writes', run: blocks(busy) }],
    { per: perBlock, beside: { 'target (performance.md, b)': 0.15, stretch: 0.06, 'Go, memory (31 stores)': 1.5 } },
  );
}

async function benchKeptBlocks(backend: Backend): Promise<void> {
  const app = chain(busyClock, backend);
  await compare(
    'empty block of 25 stores, in LevelDB',
    [
      hashesAlone,
      {
        name: '25 writes',
        async run() {
          for (let block = 0; block < manyBlocks; block++) {
            runBlock(app);
            await app.drain();
          }
        },
      },
    ],
    { per: perBlock, beside: { 'target (performance.md, b)': 0.25, stretch: 0.1, 'Go, goleveldb (31 stores)': 2.7 } },
  );
  await app.flush();
}

async function benchTransactions(): Promise<void> {
  const app = chain(toyClock);
  const txs = Array.from({ length: manyTxs }, (_, i) => encodeUnsignedTx([send('alice', `user${i}`, 1)]));
  await compare(
    `unsigned transactions, ${manyTxs} a block`,
    [
      {
        name: 'decode',
        run() {
          for (const tx of txs) decodeTx(tx, app.machine.routes);
        },
      },
      { name: 'decode, run, and their part of the commit', run: () => runBlock(app, txs) },
    ],
    { per: perTx },
  );
}

async function withLevel(work: (backend: Backend) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'gonka-sim-bench-'));
  const backend = await openLevelBackend(directory);
  await work(backend);
  await backend.close();
  rmSync(directory, { recursive: true });
}

await benchEmptyBlocks();
await withLevel(benchKeptBlocks);
await benchTransactions();
