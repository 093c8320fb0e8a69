import { ics23 } from '@confio/ics23';
import { QueryBalanceRequest, QueryBalanceResponse } from 'cosmjs-types/cosmos/bank/v1beta1/query';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/app/app.js';
import { encodeUnsignedTx } from '../../src/app/encodeTx.js';
import { bytesToUtf8, equalBytes, latin1ToBytes, utf8ToBytes } from '../../src/util/bytes.js';
import { send, type ToyKeepers } from './toy.js';
import { block, runTo, startToyApp, type ToyOptions } from './toyApp.js';

const path = '/cosmos.bank.v1beta1.Query/Balance';
const ask = (address: string): Uint8Array => QueryBalanceRequest.encode({ address, denom: 'toy' }).finish();

/** Alice has 100 after block 1, and one less after every other one. */
function chain(height: number, options: ToyOptions = {}): App<ToyKeepers> {
  const { app } = startToyApp(options);
  runTo(app, 1);
  for (let next = 2; next <= height; next++) {
    app.finalizeBlock(block(next, encodeUnsignedTx([send('alice', 'bob', 1)])));
    app.commit();
  }
  return app;
}

const app = chain(3);
const amountAt = (height?: bigint): string | undefined => {
  const { value } = app.query({ path, data: ask('alice'), ...(height === undefined ? {} : { height }) });
  return QueryBalanceResponse.decode(value!).balance?.amount;
};

describe('a query of a module', () => {
  it('reads the last height, or any that is kept', () => {
    expect([amountAt(), amountAt(0n), amountAt(3n), amountAt(2n), amountAt(1n)]).toEqual([
      '98',
      '98',
      '98',
      '99',
      '100',
    ]);
    expect(app.query({ path, data: ask('alice'), height: 2n })).toMatchObject({ code: 0, log: '', height: 2n });
  });

  it('changes nothing and is not proved', () => {
    expect(app.query({ path, data: ask('alice'), prove: true }).proofOps).toEqual([]);
  });

  // Codes and texts as an SDK 0.53 node gave them.
  const refused: readonly (readonly [what: string, address: string, code: number, log: string])[] = [
    ['an invalid argument', '', 18, 'rpc error: code = InvalidArgument desc = address is empty: invalid request'],
    ['nothing found', 'nobody', 22, 'rpc error: code = NotFound desc = account nobody not found: key not found'],
    ['a registered error', 'coded', 6, 'not now: invalid request: unknown request'],
    ['a plain error', 'plain', 18, 'plain text: invalid request'],
  ];
  it.each(refused)('shows %s', (_, address, code, log) => {
    const { error, ...response } = app.query({ path, data: ask(address) });
    expect(log).toContain(error?.message);
    expect(response).toEqual({
      code,
      codespace: 'sdk',
      log,
      key: undefined,
      value: undefined,
      proofOps: [],
      height: 3n,
    });
  });

  it('shows bytes that are no request', () => {
    const response = app.query({ path, data: Uint8Array.of(0xff, 0xff) });
    expect(response).toMatchObject({ code: 18, codespace: 'sdk', log: 'unexpected EOF: invalid request', height: 3n });
  });

  it('shows a bug as a panic', () => {
    const bugs: string[] = [];
    const careful = chain(1, { app: { onBug: (_, where) => bugs.push(where) } });
    const response = careful.query({ path, data: ask('bug') });
    expect(response).toMatchObject({ code: 111222, codespace: 'undefined', log: 'recovered: a bug: panic' });
    expect(bugs).toEqual([`query ${path}`]);
  });
});

describe('a query that is refused before anything is read', () => {
  const provide = 'please provide a valid height';
  const refused: readonly (readonly [
    what: string,
    request: Parameters<typeof app.query>[0],
    code: string,
    log: string,
  ])[] = [
    ['height below 0', { path, height: -1n }, 'sdk/18', `cannot query with height < 0; ${provide}: invalid request`],
    ['future', { path, height: 4n }, 'sdk/26', `cannot query with height in the future; ${provide}: invalid height`],
    [
      'proof at height 1',
      { path, height: 1n, prove: true },
      'sdk/18',
      `cannot query with proof when height <= 1; ${provide}: invalid request`,
    ],
    [
      'store proof at height 1',
      { path: '/store/bank/key', data: ask('x'), height: 1n, prove: true },
      'sdk/18',
      `cannot query with proof when height <= 1; ${provide}: invalid request`,
    ],
    ['unknown path', { path: '/nope' }, 'sdk/6', 'unknown query path: unknown request'],
    ['unknown method', { path: '/cosmos.bank.v1beta1.Query/Nope' }, 'sdk/6', 'unknown query path: unknown request'],
    ['no slash', { path: path.slice(1) }, 'sdk/6', 'unknown query path: unknown request'],
    ['empty path', { path: '' }, 'sdk/6', 'no query path provided: unknown request'],
    ['slash alone', { path: '/' }, 'sdk/6', 'unknown query path: unknown request'],
    ['unknown of app', { path: '/app/nope' }, 'sdk/6', 'unknown query: [app nope]: unknown request'],
    [
      'app alone',
      { path: '/app' },
      'sdk/6',
      "expected second parameter to be either 'simulate' or 'version', neither was present: unknown request",
    ],
    [
      'short filter',
      { path: '/p2p/filter' },
      'sdk/6',
      'path should be p2p filter <addr|id> <parameter>: unknown request',
    ],
    ['no filter', { path: '/p2p/a/b/c' }, 'sdk/6', "expected second parameter to be 'filter': unknown request"],
    ['unknown store', { path: '/store/nope/key', data: ask('x') }, 'store/4', 'no such store: nope: unknown request'],
    ['store alone', { path: '/store' }, 'store/4', 'no such store: : unknown request'],
    ['no key', { path: '/store/bank/key' }, 'store/3', 'query cannot be zero length: tx parse error'],
    [
      'unknown of a store',
      { path: '/store/bank/nope', data: ask('x') },
      'store/4',
      'unexpected query path: /nope: unknown request',
    ],
  ];
  it.each(refused)('%s', (_, request, code, log) => {
    const response = app.query(request);
    expect([`${response.codespace}/${response.code}`, response.log, response.height]).toEqual([code, log, 0n]);
  });

  it('before the first block', () => {
    expect(startToyApp().app.query({ path, data: ask('alice') })).toMatchObject({
      code: 26,
      log: 'ToyApp is not ready; please wait for first block: invalid height',
    });
  });

  it('at a height that is not kept any more', () => {
    const pruned = chain(6, { stores: { pruning: { keepRecent: 2, interval: 1 } } });
    expect(pruned.query({ path, data: ask('alice'), height: 2n })).toMatchObject({
      code: 38,
      codespace: 'sdk',
      log:
        'failed to load state at height 2; version mismatch on immutable IAVL tree; version does not exist. ' +
        'Version has either been pruned, or is for a future block height (latest height: 6): not found',
      height: 0n,
    });
  });
});

describe('a query of the app or of a store', () => {
  it('tells the version, with the codespace that the SDK gives this one answer', () => {
    const response = app.query({ path: '/app/version' });
    expect({ ...response, value: bytesToUtf8(response.value!) }).toMatchObject({
      code: 0,
      codespace: 'sdk',
      value: '1.2.3',
      height: 3n,
    });
  });

  it('lets every peer in', () => {
    expect(app.query({ path: '/p2p/filter/addr/1.2.3.4' })).toMatchObject({ code: 0, value: undefined, height: 0n });
  });

  it('reads a key at any kept height, and proves it or its absence', () => {
    const key = utf8ToBytes('\x02alice');
    const data = { path: '/store/bank/key', data: key, height: 2n };
    expect(app.query(data)).toMatchObject({ code: 0, key, value: latin1ToBytes('\0\0\0\0\0\0\0\x63'), height: 2n });
    const { proofOps, value } = app.query({ ...data, prove: true });
    expect(proofOps.map(({ type, key }) => [type, bytesToUtf8(key)])).toEqual([
      ['ics23:iavl', '\x02alice'],
      ['ics23:simple', 'bank'],
    ]);
    const [inStore, inApp] = proofOps.map((op) => ics23.CommitmentProof.decode(op.data));
    expect(equalBytes(inStore!.exist!.value!, value!)).toBe(true);
    expect(bytesToUtf8(inApp!.exist!.key!)).toBe('bank');

    const absent = app.query({ ...data, data: utf8ToBytes('\x02zoe'), prove: true });
    expect(absent.value).toBeUndefined();
    expect(ics23.CommitmentProof.decode(absent.proofOps[0]!.data).nonexist).toBeTruthy();
  });

  it('says so when the height of a key is not kept', () => {
    const response = app.query({ path: '/store/bank/key', data: utf8ToBytes('\x02alice'), height: 9n });
    expect(response).toMatchObject({ code: 0, log: 'version does not exist', value: undefined, height: 9n });
  });
});
