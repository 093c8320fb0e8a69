import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from '../src/app/app.js';
import { decodeTx } from '../src/app/decodeTx.js';
import { encodeUnsignedTx } from '../src/app/encodeTx.js';
import type { Backend } from '../src/store/backend.js';
import { openLevelBackend } from '../src/store/levelBackend.js';
import { MultiStore } from '../src/store/multiStore.js';
import { Value } from '../src/store/value.js';
import type { AppModule } from '../src/types/module.js';
import { sha256 } from '../src/util/sha256.js';
import { openToyKeepers, send, type ToyKeepers, toyBank, toyClock } from '../test/app/toy.js';
import { bench, type Measured, measure, table } from './harness.js';

// The app's own cost: a chain of 25 stores, 25 base writes a block, and messages that do next to nothing.

const stores = ['bank', 'clock', ...Array.from({ length: 23 }, (_, i) => `store${i}`)];
const blocksPerRun = 500;
const txsPerBlock = 1000;

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

function runBlock(app: App<ToyKeepers>, txs: readonly Uint8Array[]): void {
  const height = app.info.lastHeight + 1n;
  app.finalizeBlock({ height, time: height, txs });
  app.commit();
}

function emptyBlocks(name: string, app: App<ToyKeepers>): Promise<Measured> {
  return measure({ name, units: blocksPerRun }, async () => {
    for (let block = 0; block < blocksPerRun; block++) {
      runBlock(app, []);
      const waiting = app.drain();
      if (waiting !== undefined) await waiting;
    }
  });
}

async function withLevel<T>(work: (backend: Backend) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'gonka-sim-bench-'));
  const backend = await openLevelBackend(directory);
  try {
    return await work(backend);
  } finally {
    await backend.close();
    rmSync(directory, { recursive: true });
  }
}

const oneHash = (): Promise<Measured> => {
  const bytes = new Uint8Array(100);
  return measure({ name: 'one SHA-256 of 100 bytes', units: 10_000 }, () => {
    for (let i = 0; i < 10_000; i++) sha256(bytes);
  });
};

bench('blocks of the app', async () => {
  const baseline = await oneHash();
  const idle = await emptyBlocks('empty block, 1 write, memory', chain(toyClock));
  const busy = await emptyBlocks('empty block, 25 writes, memory', chain(busyClock));
  const kept = await withLevel(async (backend) => {
    const app = chain(busyClock, backend);
    const measured = await emptyBlocks('empty block, 25 writes, LevelDB', app);
    await app.flush();
    return measured;
  });
  return table('blocks of the app', baseline, [
    idle,
    { ...busy, target: 150, stretch: 60 },
    { ...kept, target: 250, stretch: 100 },
  ]);
});

bench('transactions of the app', async () => {
  const baseline = await oneHash();
  const app = chain(toyClock);
  const txs = Array.from({ length: txsPerBlock }, (_, i) => encodeUnsignedTx([send('alice', `user${i}`, 1)]));
  const decoded = await measure({ name: 'decode a transaction', units: txsPerBlock }, () => {
    for (const tx of txs) decodeTx(tx, app.routes);
  });
  const run = await measure({ name: 'a transaction in a block, with its part of the commit', units: txsPerBlock }, () =>
    runBlock(app, txs),
  );
  return table(`transactions of the app, ${txsPerBlock} a block`, baseline, [decoded, run]);
});
