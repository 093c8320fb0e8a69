import { expect } from 'vitest';
import { CacheStore } from '../../../src/store/cacheStore.js';
import {
  consumedToLimit,
  type GasConfig,
  type GasMeter,
  gasErrors,
  gasRemaining,
  infiniteGasMeter,
  isOutOfGas,
  isPastLimit,
  kvGasConfig,
  limitedGasMeter,
  transientGasConfig,
} from '../../../src/store/gas.js';
import { GasStore } from '../../../src/store/gasStore.js';
import { MemoryStore } from '../../../src/store/memoryStore.js';
import { defaultTxPrices, type SignedBy, signatureGas } from '../../../src/store/signatureGas.js';
import { Value } from '../../../src/store/value.js';
import { utf8ToBytes } from '../../../src/util/bytes.js';
import { CodedError } from '../../../src/util/errors.js';
import { maxUint64 } from '../../../src/util/int.js';
import type { VectorCase, VectorFile } from '../shared.js';

const plain = (text: string): Value => Value.ofBytes(utf8ToBytes(text));

/** One case of gas.json; the price tables in the head of the file are compared with every case. */
export function checkGasCase(vector: VectorCase, file: VectorFile): void {
  checkTables(file);
  if (vector.kind === 'sigGas') checkSignatureGas(vector);
  else if (vector.steps) checkLimit(vector.steps);
  else if (vector.firstGet) checkOverCache(vector);
  else if (vector.ops) checkOperations(vector);
  else throw new Error(`unknown form: ${Object.keys(vector)}`);
}

function checkTables(file: VectorFile): void {
  const named = (config: GasConfig) => ({
    hasCost: String(config.has),
    deleteCost: String(config.delete),
    readCostFlat: String(config.readFlat),
    readCostPerByte: String(config.readPerByte),
    writeCostFlat: String(config.writeFlat),
    writeCostPerByte: String(config.writePerByte),
    iterNextCostFlat: String(config.iterateFlat),
  });
  expect(named(kvGasConfig)).toEqual(file.kvGasConfig);
  expect(named(transientGasConfig)).toEqual(file.transientGasConfig);
  const prices = Object.entries(defaultTxPrices).map(([name, price]) => [name, String(price)]);
  expect(Object.fromEntries(prices)).toEqual(file.authParams);
}

function configOf(name: string): GasConfig {
  if (name === 'kv') return kvGasConfig;
  if (name === 'transient') return transientGasConfig;
  throw new Error(`unknown gas config ${name}`);
}

/** Opening an iterator and stepping through it are steps of their own; all other operations stand alone. */
function checkOperations(vector: VectorCase): void {
  const base = new MemoryStore();
  for (const [key, value] of vector.base) base.set(key, plain(value));
  const meter = infiniteGasMeter();
  const store = new GasStore(base, meter, configOf(vector.config));
  let entries: Iterator<readonly [string, Value]> | undefined;
  const run: Record<string, (args: string[]) => void> = {
    get: ([key]) => store.get(key!),
    has: ([key]) => store.has(key!),
    set: ([key, value]) => store.set(key!, plain(value!)),
    delete: ([key]) => store.delete(key!),
    opened([key]) {
      entries = store.iterate(rangeOf(vector.name));
      // The reading of the first entry belongs to the opening; it must be free.
      const before = meter.consumed;
      expect(entries.next().value?.[0] ?? null).toBe(key);
      expect(meter.consumed).toBe(before);
    },
    next: ([key]) => expect(entries!.next().value?.[0] ?? null).toBe(key),
    close: () => entries!.return?.(),
  };
  let before = 0n;
  for (const [name, ...rest] of vector.ops) {
    const [taken, total] = rest.slice(-2);
    if (!run[name]) throw new Error(`unknown operation ${name}`);
    run[name](rest.slice(0, -2));
    expect(String(meter.consumed - before), name).toBe(taken);
    expect(String(meter.consumed), name).toBe(total);
    before = meter.consumed;
  }
}

function rangeOf(name: string): { start?: string; end?: string; reverse?: boolean } {
  if (/^iterate all/.test(name)) return {};
  if (/^reverse all/.test(name)) return { reverse: true };
  const bounds = /^iterate (\S+) to (\S+),/.exec(name);
  if (bounds) return { start: bounds[1]!, end: bounds[2]! };
  if (/^iterate an empty range/.test(name)) return { start: 'x', end: 'y' };
  throw new Error(`unknown range: ${name}`);
}

function checkLimit(steps: VectorCase[]): void {
  let meter: GasMeter = limitedGasMeter(2100n);
  const base = new MemoryStore();
  const store = () => new GasStore(base, meter, kvGasConfig);
  const actions: Record<string, () => void> = {
    'set key=value (2000 + 30*3 + 30*5)': () => store().set('key', plain('value')),
    'get key': () => store().get('key'),
    'new meter of 2240: set key=value': () => {
      meter = limitedGasMeter(2240n);
      store().set('key', plain('value'));
    },
    'consume 0': () => meter.consume(0n, 'zero'),
    'consume 1': () => meter.consume(1n, 'one'),
    'refund 241': () => meter.refund(241n, 'back'),
    'refund 10000': () => meter.refund(10_000n, 'too much'),
    'consume 2^64-1': () => meter.consume(maxUint64, 'huge'),
  };
  for (const step of steps) {
    const action = actions[step.do];
    if (action === undefined) throw new Error(`unknown step: ${step.do}`);
    const error = thrownBy(action);
    const kind = step.outOfGas ? 'outOfGas' : step.negative ? 'negative' : step.overflow ? 'overflow' : undefined;
    expect(error?.kind, step.do).toBe(kind && gasErrors[kind]);
    expect(error?.context.descriptor, step.do).toBe(step.outOfGas ?? step.negative ?? step.overflow);
    expect(String(meter.consumed)).toBe(step.consumed);
    expect(String(consumedToLimit(meter))).toBe(step.consumedToLimit);
    expect(String(gasRemaining(meter))).toBe(step.remaining);
    expect(isOutOfGas(meter)).toBe(step.isOutOfGas);
    expect(isPastLimit(meter)).toBe(step.isPastLimit);
    expect(base.has('key')).toBe(step.stored);
  }
}

function thrownBy(action: () => void): CodedError | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  return undefined;
}

function checkOverCache(vector: VectorCase): void {
  const base = new MemoryStore();
  base.set('k', plain('1'));
  const meter = infiniteGasMeter();
  const store = new GasStore(new CacheStore(base), meter, kvGasConfig);
  store.get('k');
  expect(String(meter.consumed)).toBe(vector.firstGet);
  store.get('k');
  expect(String(meter.consumed - BigInt(vector.firstGet))).toBe(vector.secondGet);
}

const secp: SignedBy = { kind: 'secp256k1' };
const signers: Record<string, SignedBy> = {
  'signature gas: secp256k1': secp,
  'signature gas: ed25519': { kind: 'ed25519' },
  'signature gas: secp256r1': { kind: 'secp256r1' },
  'signature gas: multisig 2 of 3 with two signatures': { members: [secp, secp] },
  'signature gas: nil key': undefined,
};

function checkSignatureGas({ name, gas, error }: VectorCase): void {
  if (!(name in signers)) throw new Error(`unknown signer: ${name}`);
  if (error !== undefined) {
    expect(() => signatureGas(signers[name])).toThrow(error);
    expect(Number(gas), 'nothing is charged').toBe(0);
    return;
  }
  expect(String(signatureGas(signers[name]))).toBe(gas);
}
