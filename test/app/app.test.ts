import { describe, expect, it } from 'vitest';
import { encodeUnsignedTx } from '../../src/app/encodeTx.js';
import { MemoryBackend } from '../../src/store/memoryBackend.js';
import { bytesToHex } from '../../src/util/bytes.js';
import { CodedError, simErrors } from '../../src/util/errors.js';
import { failure } from '../util/failure.js';
import { send, toyBank, toyClock } from './toy.js';
import { block, line, openToyApp, runTo, startToyApp, toyGenesis } from './toyApp.js';
import { shown } from './toyState.js';

const tx = (from: string, to: string, amount: number): Uint8Array => encodeUnsignedTx([send(from, to, amount)]);
const hashOfNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('initChain', () => {
  it('runs the modules in order and keeps what it does not know', () => {
    const { app } = openToyApp();
    expect(app.isInitialized).toBe(false);
    const response = app.initChain({ chainId: 'toy-1', time: 7n, appState: toyGenesis, profile: 'proposal' });
    expect(response.validators).toEqual([{ pubKey: new Uint8Array(32), power: 1n }]);
    expect(bytesToHex(response.appHash)).toBe(hashOfNothing);
    expect(response.foreignModules).toEqual(['wasm']);
    expect(app.info).toMatchObject({ chainId: 'toy-1', profile: 'proposal', lastHeight: 0n, lastTime: 7n });
  });

  it('refuses a second genesis, a bad one and a wrong first height, and leaves nothing of them', () => {
    const { app } = openToyApp();
    const genesis = { chainId: 'toy-1', time: 7n, appState: {} };
    expect(failure(() => app.initChain({ ...genesis, appState: { bank: { balances: { a: '-1' } } } }))).toBe(
      'gonka-sim/20',
    );
    expect(failure(() => app.initChain({ ...genesis, initialHeight: 5n }))).toBe('gonka-sim/26');
    expect(app.isInitialized).toBe(false);
    app.initChain(genesis);
    expect(failure(() => app.initChain(genesis))).toBe('gonka-sim/26');
  });

  it('names the faults of all modules at once', () => {
    const validateGenesis = (): never => {
      throw new CodedError(simErrors.genesisInvalid, 'clock.blocks: a number is wanted', {
        context: { path: 'clock.blocks' },
      });
    };
    const { app } = openToyApp({ app: { modules: [toyBank, { ...toyClock, validateGenesis }] } });
    const appState = { bank: { balances: { a: '-1' } }, clock: {} };
    const detail = 'clock.blocks: a number is wanted\nbank.balances: negative';
    const faults = [
      { path: 'clock.blocks', problem: 'a number is wanted' },
      { path: 'bank.balances', problem: 'negative' },
    ];
    expect(() => app.initChain({ chainId: 'toy-1', time: 7n, appState })).toThrow(
      new CodedError(simErrors.genesisInvalid, detail, { context: { faults } }),
    );
  });

  it('must come before everything', () => {
    const { app } = openToyApp();
    expect(failure(() => app.info)).toBe('gonka-sim/26');
    expect(failure(() => app.finalizeBlock(block(1)))).toBe('gonka-sim/26');
    expect(failure(() => app.checkTx(tx('alice', 'bob', 1)))).toBe('gonka-sim/26');
  });
});

describe('a block', () => {
  it('begins, runs its transactions, ends, and is committed under the hash that it announced', () => {
    const { app } = startToyApp();
    const result = app.finalizeBlock(block(1, tx('alice', 'bob', 30), tx('bob', 'carol', 36), tx('bob', 'carol', 35)));
    expect(result.txResults.map(({ code }) => code)).toEqual([0, 5, 0]);
    expect(result.events.map(line)).toEqual(['tick height=1 mode=BeginBlock', 'tock blocks=1 mode=EndBlock']);
    expect(result.validatorUpdates).toEqual([]);
    expect(app.info.lastHeight).toBe(0n);
    expect(app.commit()).toEqual({ height: 1n, appHash: result.appHash });
    expect(app.info).toMatchObject({ lastHeight: 1n, lastAppHash: result.appHash, txs: { ok: 2n, failed: 1n } });
    expect(shown(app.view().ctx)).toBe('alice=70 bob=0 carol=35');
  });

  it('hands on the validator updates of its end', () => {
    const { app } = startToyApp();
    runTo(app, 9);
    expect(app.finalizeBlock(block(10)).validatorUpdates).toEqual([{ pubKey: new Uint8Array(32), power: 10n }]);
  });

  it('knows the facts of its header, and the app hash before it', () => {
    const { app } = startToyApp();
    runTo(app, 1);
    const previousAppHash = app.info.lastAppHash;
    app.finalizeBlock({ ...block(2), proposer: Uint8Array.of(1, 2) });
    app.commit();
    expect(app.view().ctx.block).toEqual({
      chainId: 'toy-1',
      height: 2n,
      time: 10_000_001_000n,
      proposer: Uint8Array.of(1, 2),
      previousAppHash,
    });
  });

  it('can be run again, with other contents, as if it had not been run', () => {
    const plain = startToyApp().app;
    const again = startToyApp().app;
    for (const height of [1, 2, 3]) {
      again.finalizeBlock(block(height, tx('alice', 'mallory', 50)));
      again.finalizeBlock(block(height));
      const repeated = again.finalizeBlock(block(height, tx('alice', 'bob', 1)));
      const once = plain.finalizeBlock(block(height, tx('alice', 'bob', 1)));
      expect(repeated).toEqual(once);
      expect(again.commit()).toEqual(plain.commit());
    }
    expect(shown(again.view().ctx)).toBe('alice=97 bob=8');
  });

  it('of the wrong height is refused, and so is a commit without a block', () => {
    const { app } = startToyApp();
    expect(failure(() => app.finalizeBlock(block(2)))).toBe('sdk/26');
    expect(failure(() => app.commit())).toBe('gonka-sim/26');
    runTo(app, 1);
    expect(failure(() => app.finalizeBlock(block(1)))).toBe('sdk/26');
    expect(failure(() => app.commit())).toBe('gonka-sim/26');
  });

  it('that a module stops can be run again when the cause is gone', () => {
    let broken = true;
    const endBlock: typeof toyClock.endBlock = (ctx, keepers) => {
      if (broken && ctx.block.height === 2n) throw new RangeError('stop');
      return toyClock.endBlock!(ctx, keepers);
    };
    const { app } = startToyApp({ app: { modules: [toyBank, { ...toyClock, endBlock }] } });
    runTo(app, 1);
    expect(() => app.finalizeBlock(block(2, tx('alice', 'bob', 1)))).toThrow(RangeError);
    broken = false;
    const healthy = startToyApp().app;
    runTo(healthy, 1);
    expect(app.finalizeBlock(block(2))).toEqual(healthy.finalizeBlock(block(2)));
  });

  it('may be the first of a chain that begins late', () => {
    const { app } = startToyApp({ stores: { initialVersion: 100n } });
    app.finalizeBlock({ height: 100n, time: 5n, txs: [] });
    expect(app.commit().height).toBe(100n);
    expect(app.exportGenesis().initialHeight).toBe(101n);
  });
});

describe('checkTx and simulate', () => {
  it('check against what was committed and what was let in since', () => {
    const { app } = startToyApp();
    runTo(app, 1);
    expect(app.checkTx(tx('alice', 'bob', 1000)).code).toBe(0);
    expect(app.simulate(tx('alice', 'bob', 1000)).code).toBe(5);
    expect(app.simulate(tx('alice', 'bob', 100)).code).toBe(0);
    expect(shown(app.view().ctx)).toBe('alice=100 bob=5');
  });

  it('wait for the first block', () => {
    const { app } = startToyApp();
    expect(failure(() => app.checkTx(tx('alice', 'bob', 1)))).toBe('sdk/26');
    expect(failure(() => app.simulate(tx('alice', 'bob', 1)))).toBe('sdk/26');
    expect(failure(() => app.view())).toBe('sdk/26');
  });

  it('do not see a block before it is committed', () => {
    const { app } = startToyApp();
    runTo(app, 1);
    app.finalizeBlock(block(2, tx('alice', 'bob', 100)));
    expect(app.simulate(tx('alice', 'bob', 100)).code).toBe(0);
    app.commit();
    expect(app.simulate(tx('alice', 'bob', 100)).code).toBe(5);
  });
});

describe('what is durable', () => {
  it('is there for the app that opens the store next', () => {
    const data = new Map<string, Uint8Array>();
    const first = startToyApp({ backend: new MemoryBackend(data) }).app;
    first.finalizeBlock(block(1, tx('alice', 'bob', 1), tx('nobody', 'bob', 1)));
    first.commit();
    first.finalizeBlock(block(2));
    const second = openToyApp({ backend: new MemoryBackend(data) }).app;
    expect(second.info).toEqual(first.info);
    expect(second.info.txs).toEqual({ ok: 1n, failed: 1n });
    first.commit();
    second.finalizeBlock(block(2));
    second.commit();
    expect(second.info).toEqual(first.info);
    expect(second.exportGenesis()).toEqual(first.exportGenesis());
  });

  it('can be given up back to a kept height', () => {
    const { app } = startToyApp({ backend: new MemoryBackend() });
    runTo(app, 3);
    const { info } = app;
    app.finalizeBlock(block(4, tx('alice', 'bob', 1)));
    app.commit();
    app.finalizeBlock(block(5));
    app.rollbackTo(3n);
    expect(app.info).toEqual(info);
    expect(app.finalizeBlock(block(4)).txResults).toEqual([]);
  });

  it('is one batch and one hashing of the tree per commit', () => {
    const { app, stores } = startToyApp({ backend: new MemoryBackend() });
    runTo(app, 5);
    const before = stores.counts;
    app.finalizeBlock(block(6, tx('alice', 'bob', 1), tx('alice', 'carol', 1)));
    const hashed = stores.counts.hashedNodes;
    expect(stores.counts).toMatchObject({ commits: before.commits, batches: before.batches });
    app.commit();
    expect(stores.counts).toEqual({ commits: before.commits + 1, batches: before.batches + 1, hashedNodes: hashed });
    // Three balances: three leaves and two inner nodes; the clock: its one leaf.
    expect(hashed - before.hashedNodes).toBe(6);
  });

  it('waits for nothing inside a block', () => {
    const { app } = startToyApp({ backend: new MemoryBackend() });
    const returned = [app.finalizeBlock(block(1)), app.commit(), app.query({ path: '/app/version' })];
    expect(returned.filter((value) => value instanceof Promise)).toEqual([]);
    expect(app.flush()).toBeInstanceOf(Promise);
    expect(app.drain()).toBeInstanceOf(Promise);
  });
});

describe('exported genesis', () => {
  it('has what the modules say and what was foreign, by name, and starts the same state', () => {
    const { app } = startToyApp();
    runTo(app, 2);
    const genesis = app.exportGenesis();
    expect(genesis).toEqual({
      chainId: 'toy-1',
      time: 10_000_001_000n,
      initialHeight: 3n,
      consensusParams: undefined,
      appState: { bank: toyGenesis.bank, clock: { blocks: '2' }, wasm: toyGenesis.wasm },
    });
    expect(Object.keys(genesis.appState)).toEqual(['bank', 'clock', 'wasm']);
    const { app: next } = openToyApp({ stores: { initialVersion: 3n } });
    next.initChain(genesis);
    next.finalizeBlock(block(3));
    next.commit();
    runTo(app, 3);
    expect(next.exportGenesis()).toEqual(app.exportGenesis());
  });

  it('can be that of any kept height', () => {
    const { app } = startToyApp();
    runTo(app, 5);
    expect(app.exportGenesis(2n)).toMatchObject({ initialHeight: 3n, appState: { clock: { blocks: '2' } } });
    expect(failure(() => app.exportGenesis(6n))).toBe('gonka-sim/14');
  });
});

describe('the order of modules', () => {
  const order = { initGenesis: ['clock', 'bank'], beginBlock: ['clock'], endBlock: ['clock'] };
  const opened = (parts: Partial<typeof order>): string =>
    failure(() => openToyApp({ app: { order: { ...order, ...parts } } }));

  it('names every module that acts at a point, once, and no other', () => {
    expect(opened({})).toBe('no failure');
    expect(opened({ beginBlock: [] })).toBe('gonka-sim/26');
    expect(opened({ endBlock: ['clock', 'mint'] })).toBe('gonka-sim/26');
    expect(opened({ endBlock: ['clock', 'clock'] })).toBe('gonka-sim/26');
  });

  it('lets one module have a say in the validator set', () => {
    const second = { ...toyBank, initGenesis: toyClock.initGenesis };
    expect(failure(() => startToyApp({ app: { modules: [second, toyClock] } }))).toBe('gonka-sim/25');
  });
});
