import * as tx from 'cosmjs-types/cosmos/tx/v1beta1/service';
import { Tx } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { afterAll, describe, expect, it } from 'vitest';
import { bytesToHex, bytesToUtf8, hexToBytes } from '../../../src/util/bytes.js';
import { maxUint64 } from '../../../src/util/int.js';
import { sha256 } from '../../../src/util/sha256.js';
import { alice, bob } from '../../app/ante/signing.js';
import { devNode, sendTx } from '../devChain.js';
import { answer, call } from './call.js';

const path = (method: string): string => `/cosmos.tx.v1beta1.Service/${method}`;
const node = await devNode();
afterAll(() => node.stop());

const [first, second, failing] = [sendTx(0), sendTx(1, { memo: 'two' }), sendTx(2, { amount: 10n ** 12n })];
for (const bytes of [first, second, failing]) node.broadcast(bytes);
node.mine(2);
const hashOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes)).toUpperCase();

describe('Simulate', () => {
  const types = [tx.SimulateRequest, tx.SimulateResponse] as const;
  const ask = (request: Partial<tx.SimulateRequest>) => call(node, path('Simulate'), types, request);

  it('says what a transaction would do, without a limit of gas', () => {
    const { gasInfo, result } = answer(node, path('Simulate'), types, { txBytes: sendTx(3) });
    expect(gasInfo!.gasWanted).toBe(maxUint64);
    expect(gasInfo!.gasUsed).toBeGreaterThan(30_000n);
    expect(result!.msgResponses.map(({ typeUrl }) => typeUrl)).toEqual(['/cosmos.bank.v1beta1.MsgSendResponse']);
    expect(result!.events.at(-1)!.attributes.at(-1)).toEqual({ key: 'msg_index', value: '0', index: false });
  });

  it('is asked for by path too', () => {
    const asked = (data: Uint8Array) => node.query({ path: '/app/simulate', data });
    expect(JSON.parse(bytesToUtf8(asked(sendTx(3)).value!)).gas_info.gas_wanted).toBe(String(maxUint64));
    expect(asked(hexToBytes('01'))).toMatchObject({ code: 2, codespace: 'sdk', height: 0n });
    expect(asked(hexToBytes('01')).log).toMatch(/^failed to simulate tx: invalid length; .*: tx parse error: tx parse/);
  });

  it('takes a transaction in parts', () => {
    const { tx: parts } = answer(node, path('TxDecode'), [tx.TxDecodeRequest, tx.TxDecodeResponse], {
      txBytes: sendTx(3),
    });
    expect(ask({ tx: parts! })).toMatchObject({ gasInfo: { gasWanted: maxUint64 } });
  });

  it.each([
    ['nothing', {}, /^18 rpc error: code = InvalidArgument desc = empty txBytes is not allowed/],
    ['garbage', { txBytes: hexToBytes('ffff') }, /^6 .*tx parse error with gas used: '\d+'/],
    ['a failing message', { txBytes: sendTx(3, { amount: 10n ** 12n }) }, /^6 .*insufficient funds with gas used/],
    ['a wrong sequence', { txBytes: sendTx(9) }, /^6 .*expected 3, got 9: incorrect account sequence with gas/],
  ])('refuses %s', (_what, request, text) => expect(ask(request)).toMatch(text));
});

describe('GetTx', () => {
  const types = [tx.GetTxRequest, tx.GetTxResponse] as const;

  it('finds a transaction by its hash in either case', () => {
    const found = answer(node, path('GetTx'), types, { hash: hashOf(second).toLowerCase() });
    expect(found.tx!.body!.memo).toBe('two');
    expect(found.txResponse).toMatchObject({ height: 2n, txhash: hashOf(second), code: 0, rawLog: '', logs: [] });
    expect(found.txResponse!.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(Tx.decode(found.txResponse!.tx!.value).body!.memo).toBe('two');
    expect(found.txResponse!.events[0]!.attributes[0]!.index).toBe(true);
  });

  it('shows why one failed', () => {
    const { txResponse } = answer(node, path('GetTx'), types, { hash: hashOf(failing) });
    expect(txResponse).toMatchObject({ code: 5, codespace: 'sdk', data: '' });
    expect(txResponse!.rawLog).toContain('failed to execute message; message index: 0: spendable balance');
  });

  it.each([
    ['', '18 rpc error: code = InvalidArgument desc = tx hash cannot be empty: invalid request'],
    ['00', '22 rpc error: code = NotFound desc = tx not found: 00: key not found'],
    ['zz', "18 encoding/hex: invalid byte: U+007A 'z': invalid request"],
    ['0\u0001', '18 encoding/hex: invalid byte: U+0001: invalid request'],
    ['é', "18 encoding/hex: invalid byte: U+00C3 'Ã': invalid request"],
    ['000', '18 encoding/hex: odd length hex string: invalid request'],
  ])('refuses the hash %j', (hash, text) => expect(call(node, path('GetTx'), types, { hash })).toBe(text));
});

describe('GetTxsEvent', () => {
  const types = [tx.GetTxsEventRequest, tx.GetTxsEventResponse] as const;
  const find = (request: Partial<tx.GetTxsEventRequest>) => {
    const { txResponses, txs, total } = answer(node, path('GetTxsEvent'), types, request);
    expect(txs).toHaveLength(txResponses.length);
    return [txResponses.map(({ txhash }) => txhash), total];
  };
  const all = [first, second, failing].map(hashOf);
  const query = `tx.fee_payer='${alice.address}'`;

  it('lists a page of what matches, oldest first unless told otherwise', () => {
    expect(find({ query })).toEqual([all, 3n]);
    expect(find({ query, limit: 1n, page: 2n })).toEqual([[all[1]], 3n]);
    expect(find({ query, limit: 2n, orderBy: tx.OrderBy.ORDER_BY_DESC })).toEqual([[all[2], all[1]], 3n]);
    expect(find({ query: `transfer.recipient='${bob.address}'` })).toEqual([all.slice(0, 2), 2n]);
    expect(find({ query: 'tx.height=99' })).toEqual([[], 0n]);
  });

  it.each([
    [{}, 'query cannot be empty'],
    [{ events: [query] }, 'query cannot be empty'],
    [{ query: 'bad' }, 'failed to search for txs: offset 3: EOF'],
    [{ query, page: 9n }, 'failed to search for txs: page should be within [1, 1] range, given 9'],
  ])('refuses what cannot be answered: %#', (request, text) => {
    const asked = call(node, path('GetTxsEvent'), types, request);
    expect(asked).toBe(`6 rpc error: code = Internal desc = ${text}: unknown request`);
  });
});

describe('BroadcastTx', () => {
  const types = [tx.BroadcastTxRequest, tx.BroadcastTxResponse] as const;
  const { BROADCAST_MODE_SYNC: sync, BROADCAST_MODE_ASYNC: async, BROADCAST_MODE_BLOCK: block } = tx.BroadcastMode;
  const send = (txBytes: Uint8Array, mode = sync) => call(node, path('BroadcastTx'), types, { txBytes, mode });
  const answered = (txhash: string, fields: object) => ({ txResponse: expect.objectContaining({ txhash, ...fields }) });

  it('answers with what CheckTx says, and takes a transaction once', () => {
    const sent = sendTx(3);
    const next = () => call(node, path('Simulate'), [tx.SimulateRequest, tx.SimulateResponse], { txBytes: sendTx(4) });
    expect(next()).toContain('expected 3, got 4');
    expect(send(sent)).toEqual(answered(hashOf(sent), { code: 0, rawLog: '', height: 0n, gasUsed: 0n }));
    expect(next()).toMatchObject({ gasInfo: { gasWanted: maxUint64 } });
    expect(send(sent)).toEqual(answered(hashOf(sent), { code: 19, codespace: 'sdk', rawLog: '' }));
    expect(send(first)).toEqual(answered(hashOf(first), { code: 19 }));
    const wrong = sendTx(77);
    const rawLog = 'account sequence mismatch, expected 4, got 77: incorrect account sequence';
    expect(send(wrong)).toEqual(answered(hashOf(wrong), { code: 32, codespace: 'sdk', rawLog }));
    const garbage = hexToBytes('000000');
    expect(send(garbage)).toEqual(answered(hashOf(garbage), { code: 2 }));
  });

  it('says nothing of the outcome when nobody waits', () => {
    const wrong = sendTx(78);
    expect(send(wrong, async)).toEqual(answered(hashOf(wrong), { code: 0, rawLog: '' }));
  });

  it('refuses nothing, and modes that are gone', () => {
    expect(send(new Uint8Array(0))).toBe(
      '18 rpc error: code = InvalidArgument desc = invalid empty tx: invalid request',
    );
    const unsupported = '18 unsupported return type unspecified; supported types: sync, async: invalid request';
    expect(send(first, block)).toBe(unsupported);
  });
});

describe('GetBlockWithTxs', () => {
  const types = [tx.GetBlockWithTxsRequest, tx.GetBlockWithTxsResponse] as const;
  const page = { key: new Uint8Array(0), offset: 0n, limit: 0n, countTotal: false, reverse: false };
  const memos = (pagination?: Partial<typeof page>) => {
    const request = { height: 2n, ...(pagination && { pagination: { ...page, ...pagination } }) };
    const found = answer(node, path('GetBlockWithTxs'), types, request);
    expect(found.block!.header.height).toBe(2n);
    return [found.txs.map(({ body }) => body!.memo), found.pagination!.total];
  };

  it('reads the transactions of a block', () => {
    expect(memos()).toEqual([['', 'two', ''], 3n]);
    expect(memos({ offset: 1n, limit: 1n })).toEqual([['two'], 3n]);
    expect(memos({ offset: 1n, limit: 5n, reverse: true })).toEqual([['two'], 3n]);
    expect(memos({ offset: 0n })).toEqual([[], 3n]);
  });

  it.each([
    [{ height: 0n }, '6 requested height 0 but height must not be less than 1 or greater than the current height 3'],
    [{ height: 9n }, '6 requested height 9 but height must not be less than 1 or greater than the current height 3'],
    [
      { height: 2n, pagination: { ...page, offset: 3n } },
      '6 out of range: cannot paginate 3 txs with offset 3 and limit 0',
    ],
  ])('refuses what cannot be answered: %#', (request, text) => {
    expect(call(node, path('GetBlockWithTxs'), types, request)).toContain(text);
  });
});

describe('encoding', () => {
  const decode = (txBytes: Uint8Array) =>
    call(node, path('TxDecode'), [tx.TxDecodeRequest, tx.TxDecodeResponse], { txBytes });
  const encode = (request: Partial<tx.TxEncodeRequest>) =>
    call(node, path('TxEncode'), [tx.TxEncodeRequest, tx.TxEncodeResponse], request);

  it('goes there and back', () => {
    const { tx: read } = decode(second) as tx.TxDecodeResponse;
    expect(encode({ tx: read! })).toEqual({ txBytes: second });
  });

  it('refuses what is none', () => {
    expect(decode(new Uint8Array(0))).toContain('invalid empty tx bytes');
    expect(decode(hexToBytes('000000'))).toMatch(
      /^6 invalid length; proto:.invalid field number: tx parse error: unknown/,
    );
    expect(encode({})).toContain('invalid empty tx');
    expect(encode({ tx: Tx.fromPartial({ signatures: [] }) })).toContain('invalid memory address');
  });

  it('knows no amino-binary transactions', () => {
    const read = (aminoBinary: Uint8Array) =>
      call(node, path('TxDecodeAmino'), [tx.TxDecodeAminoRequest, tx.TxDecodeAminoResponse], { aminoBinary });
    const write = (aminoJson: string) =>
      call(node, path('TxEncodeAmino'), [tx.TxEncodeAminoRequest, tx.TxEncodeAminoResponse], { aminoJson });
    expect(read(new Uint8Array(0))).toContain('invalid empty tx bytes');
    expect(read(hexToBytes('000000'))).toContain('expected to read prefix bytes 282816A9 (since it is');
    expect(read(hexToBytes('282816a900'))).toContain('code = Unimplemented');
    expect(write('')).toContain('invalid empty tx json');
    expect(write('{}')).toContain('JSON encoding of interfaces require non-empty type field.');
    expect(write('{"type":"cosmos-sdk/StdTx","value":{}}')).toContain('code = Unimplemented');
  });
});
