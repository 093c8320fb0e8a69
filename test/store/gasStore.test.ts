import { describe, expect, it } from 'vitest';
import {
  consumedToLimit,
  gasErrors,
  gasRemaining,
  infiniteGasMeter,
  isOutOfGas,
  isPastLimit,
  kvGasConfig,
  limitedGasMeter,
  transientGasConfig,
} from '../../src/store/gas.js';
import { GasStore } from '../../src/store/gasStore.js';
import type { KVStore } from '../../src/store/kv.js';
import { MemoryStore } from '../../src/store/memoryStore.js';
import { MultiStore } from '../../src/store/multiStore.js';
import { signatureErrors, signatureGas } from '../../src/store/signatureGas.js';
import { meteredBranch } from '../../src/store/storeBranches.js';
import { maxUint64 } from '../../src/util/int.js';
import { bytesOf } from './conformance.js';
import { expectError } from './errors.js';

function filled(): MemoryStore {
  const store = new MemoryStore();
  store.set('exists', bytesOf('0123456789'));
  store.set('k1', bytesOf('v'));
  store.set('k2', bytesOf('vv'));
  return store;
}

describe('GasStore', () => {
  it.each<[string, (store: KVStore) => unknown, bigint, bigint]>([
    ['get', (store) => store.get('exists'), 1048n, 100n],
    ['get of a missing key', (store) => store.get('missing'), 1021n, 100n],
    ['has', (store) => store.has('exists'), 1000n, 100n],
    ['set', (store) => store.set('new', bytesOf('value')), 2240n, 224n],
    ['delete', (store) => store.delete('missing'), 1000n, 100n],
    ['walk of two entries: the first is paid twice', (store) => [...store.iterate({ end: 'k2' })], 195n, 9n],
    ['walk left after one entry', (store) => store.iterate().next(), 78n, 3n],
    ['walk of an empty range', (store) => [...store.iterate({ start: 'x' })], 30n, 3n],
  ])('charges %s', (_, use, kv, transient) => {
    for (const [config, price] of [
      [kvGasConfig, kv],
      [transientGasConfig, transient],
    ] as const) {
      const meter = infiniteGasMeter();
      use(new GasStore(filled(), meter, config));
      expect(meter.consumed).toBe(price);
    }
  });

  it('leaves nothing behind when a write runs out of gas', () => {
    const base = new MemoryStore();
    const store = new GasStore(base, limitedGasMeter(2100n), kvGasConfig);
    const text = 'out of gas in location: WritePerByte; gasWanted: 2100, gasUsed: 2240: out of gas';
    expectError(() => store.set('key', bytesOf('value')), gasErrors.outOfGas, text);
    expect(base.has('key')).toBe(false);
  });

  it('branches of a metered branch pay the same meter, each store its own prices', () => {
    const stores = new MultiStore({ stores: ['bank', { name: 't', kind: 'transient' }] });
    const meter = infiniteGasMeter();
    const branch = meteredBranch(stores.branch(), meter, new Set(['t']));
    const inner = branch.branch();
    inner.store('bank').has('a');
    inner.store('t').has('a');
    expect(meter.consumed).toBe(1100n);
    inner.store('bank').set('a', bytesOf('1'));
    inner.write();
    branch.write();
    expect(stores.store('bank').has('a')).toBe(true);
  });
});

describe('gas meters', () => {
  it('charge first and check then', () => {
    const meter = limitedGasMeter(100n);
    meter.consume(100n, 'all');
    expect([isOutOfGas(meter), isPastLimit(meter), gasRemaining(meter)]).toEqual([true, false, 0n]);
    expectError(() => meter.consume(1n, 'one'), gasErrors.outOfGas, 'location: one');
    expect([meter.consumed, consumedToLimit(meter), isPastLimit(meter)]).toEqual([101n, 100n, true]);
    meter.refund(51n, 'back');
    expect([meter.consumed, gasRemaining(meter), isOutOfGas(meter)]).toEqual([50n, 50n, false]);
  });

  it('refuse to go below nothing', () => {
    const meter = infiniteGasMeter();
    expectError(() => meter.refund(1n, 'too much'), gasErrors.negative, 'too much');
  });

  it('stop at the end of 64 bits', () => {
    const meter = infiniteGasMeter();
    meter.consume(1n, 'one');
    expectError(() => meter.consume(maxUint64, 'huge'), gasErrors.overflow, 'huge');
    expect(meter.consumed).toBe(maxUint64);
    expect([gasRemaining(meter), consumedToLimit(meter)]).toEqual([maxUint64, maxUint64]);
  });
});

describe('signatureGas', () => {
  it.each([
    ['secp256k1', 1000n],
    ['ed25519', 590n],
    ['secp256r1', 500n],
  ] as const)('%s', (kind, gas) => expect(signatureGas({ kind })).toBe(gas));

  it('a multisig costs what its signers cost', () => {
    expect(signatureGas({ members: [{ kind: 'secp256k1' }, { kind: 'ed25519' }] })).toBe(1590n);
  });

  it('no key', () => expectError(() => signatureGas(undefined), signatureErrors.invalidPubKey));
});
