import { describe, expect, it } from 'vitest';
import type { TxResult } from '../../src/app/txResult.js';
import { Mempool, type MempoolLimits, mempoolErrors } from '../../src/node/mempool.js';
import { txHash } from '../../src/types/comet/txs.js';
import { bytesToUtf8, emptyBytes, utf8ToBytes } from '../../src/util/bytes.js';
import { CodedError, type ErrorKind } from '../../src/util/errors.js';

const tx = utf8ToBytes;
const texts = (txs: readonly Uint8Array[]): string[] => txs.map(bytesToUtf8);
const result = (code: number, gasWanted = 10n): TxResult => ({
  code,
  codespace: '',
  log: '',
  data: emptyBytes,
  gasWanted,
  gasUsed: 0n,
  events: [],
});

/** A mempool over an application that refuses what `bad` names. */
function mempool({
  limits = {},
  bytes = 1000n,
  gas = -1n,
}: {
  limits?: Partial<MempoolLimits>;
  bytes?: bigint;
  gas?: bigint;
} = {}) {
  const bad = new Set<string>();
  const checked: string[] = [];
  const check = (bytesOf: Uint8Array): TxResult => {
    const text = bytesToUtf8(bytesOf);
    checked.push(text);
    return result(bad.has(text) ? 5 : 0);
  };
  return { pool: new Mempool({ check, room: () => ({ bytes, gas }) }, limits), bad, checked };
}

/** What was refused, in CometBFT's words. */
function refusal(run: () => unknown, kind: ErrorKind): string {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(CodedError);
    expect((error as CodedError).kind).toBe(kind);
    return (error as CodedError).message;
  }
  throw new Error('nothing was refused');
}

describe('a mempool', () => {
  it('keeps what CheckTx accepts, in the order of arrival', () => {
    const { pool } = mempool();
    for (const text of ['b', 'a', 'cc']) expect(pool.add(tx(text)).code).toBe(0);
    expect([texts(pool.txs()), texts(pool.txs(2)), pool.size, pool.bytes]).toEqual([
      ['b', 'a', 'cc'],
      ['b', 'a'],
      3,
      4,
    ]);
  });

  it('says what CheckTx refuses, and lets it be tried again', () => {
    const { pool, bad } = mempool();
    bad.add('a');
    expect([pool.add(tx('a')).code, pool.size]).toEqual([5, 0]);
    bad.delete('a');
    expect([pool.add(tx('a')).code, pool.size]).toEqual([0, 1]);
  });

  it('knows a transaction again: while it waits, and when it is in a block', () => {
    const { pool } = mempool();
    pool.add(tx('a'));
    expect(refusal(() => pool.add(tx('a')), mempoolErrors.inCache)).toBe('tx already exists in cache');
    pool.blockMade([tx('a')], [result(0)]);
    expect(pool.size).toBe(0);
    expect(refusal(() => pool.add(tx('a')), mempoolErrors.inCache)).toBe('tx already exists in cache');
  });

  it('forgets a transaction that failed in its block', () => {
    const { pool } = mempool();
    pool.add(tx('a'));
    pool.blockMade([tx('a')], [result(11)]);
    expect(pool.add(tx('a')).code).toBe(0);
  });

  it('forgets the oldest when it knows too many', () => {
    const { pool } = mempool({ limits: { cached: 2 } });
    for (const text of ['a', 'b', 'c']) pool.add(tx(text));
    pool.blockMade([tx('a'), tx('b'), tx('c')], [result(0), result(0), result(0)]);
    expect(pool.add(tx('a')).code).toBe(0);
  });

  it.each<[string, Partial<MempoolLimits>, ErrorKind, string]>([
    [
      'too many',
      { txs: 1 },
      mempoolErrors.full,
      'mempool is full: number of txs 1 (max: 1), total txs bytes 2 (max: 1073741824)',
    ],
    [
      'too much together',
      { bytes: 5 },
      mempoolErrors.full,
      'mempool is full: number of txs 1 (max: 5000), total txs bytes 2 (max: 5)',
    ],
    ['a large one', { txBytes: 3 }, mempoolErrors.tooLarge, 'Tx too large. Max size is 3, but got 4'],
  ])('refuses %s without asking the application', (_, limits, kind, text) => {
    const { pool, checked } = mempool({ limits });
    pool.add(tx('aa'));
    expect(refusal(() => pool.add(tx('bbbb')), kind)).toBe(text);
    expect(checked).toEqual(['aa']);
  });

  it('refuses what no block has room for', () => {
    const { pool } = mempool({ bytes: 5n });
    expect(refusal(() => pool.add(tx('aaaa')), mempoolErrors.tooBig)).toBe('tx size is too big: 6, max: 5');
    expect(pool.add(tx('aaa')).code).toBe(0);
  });

  it.each([
    ['bytes', { bytes: 10n }, ['aaa', 'bbb']],
    ['gas', { gas: 25n }, ['aaa', 'bbb']],
    ['nothing', {}, ['aaa', 'bbb', 'ccc']],
  ])('fills a block from the oldest on, until it is short of %s', (_, room, chosen) => {
    const { pool } = mempool(room);
    for (const text of ['aaa', 'bbb', 'ccc']) pool.add(tx(text));
    expect(texts(pool.reap())).toEqual(chosen);
    expect(pool.size).toBe(3);
  });

  it('checks what is left after a block again, in its order, and drops what went bad', () => {
    const { pool, bad, checked } = mempool();
    for (const text of ['a', 'b', 'c']) pool.add(tx(text));
    bad.add('b');
    checked.length = 0;
    pool.blockMade([tx('a')], [result(0)]);
    expect([checked, texts(pool.txs()), pool.bytes]).toEqual([['b', 'c'], ['c'], 1]);
    bad.clear();
    expect(pool.add(tx('b')).code).toBe(0);
  });

  it('drops one by its hash', () => {
    const { pool } = mempool();
    pool.add(tx('a'));
    expect([pool.drop(txHash(tx('a'))), pool.drop(txHash(tx('a'))), pool.size]).toEqual([true, false, 0]);
    expect(pool.add(tx('a')).code).toBe(0);
  });

  it('puts back what it held, as far as that is still good', () => {
    const { pool, bad } = mempool();
    for (const text of ['a', 'bb']) pool.add(tx(text));
    const { state } = pool;
    pool.blockMade([tx('a'), tx('bb')], [result(0), result(0)]);
    bad.add('a');
    pool.restore(state);
    expect([texts(pool.txs()), pool.bytes]).toEqual([['bb'], 2]);
  });
});
