import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Node } from '../../../src/node/node.js';
import { routes } from '../../../src/rpc/comet/routeTable.js';
import { type CometServer, type CometServerOptions, startCometServer } from '../../../src/rpc/comet/server.js';
import { txHash } from '../../../src/types/comet/txs.js';
import { bytesToBase64, bytesToHex } from '../../../src/util/bytes.js';
import { devNode, sendTx } from '../../node/devChain.js';
import { ask } from '../../parity/exchanges.js';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely
const heightOf = ({ block }: any) => block.header.height;

describe('the RPC server', () => {
  let node: Node;
  let server: CometServer;

  async function start(options: CometServerOptions = {}): Promise<void> {
    await server?.close();
    server = await startCometServer(node, options);
  }
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely
  async function call(method: string, params: unknown = {}): Promise<any> {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const { text } = await ask(server.url, { method: 'POST', path: '/', body });
    return JSON.parse(text).result ?? JSON.parse(text).error.data;
  }

  beforeEach(async () => {
    node = await devNode();
    server = await startCometServer(node);
  });
  afterEach(async () => {
    await server.close();
    await node.stop();
  });

  it('is found by the status that it gives', async () => {
    const { node_info: info, sync_info: sync, validator_info: validator } = await call('status');
    expect(info.version).toBe('0.38.17');
    expect(info.network).toBe(node.chainId);
    expect(info.other.rpc_address).toBe(server.url.replace('http', 'tcp'));
    expect(sync).toMatchObject({ latest_block_height: '1', earliest_block_height: '1', catching_up: false });
    expect(validator.voting_power).toBe('10');
  });

  it('tells the last block as soon as it is there, also after going back', async () => {
    const snapshot = node.snapshot();
    node.mine();
    expect((await call('status')).sync_info.latest_block_height).toBe('2');
    const { latest_block_hash: before } = (await call('status')).sync_info;
    node.revert(snapshot);
    expect((await call('status')).sync_info.latest_block_height).toBe('1');
    node.broadcast(sendTx(0));
    node.mine();
    const { latest_block_height: height, latest_block_hash: after } = (await call('status')).sync_info;
    expect(height).toBe('2');
    expect(after).not.toBe(before);
    expect((await call('block')).block_id.hash).toBe(after);
  });

  it('refuses a port that is taken', async () => {
    const message = expect.stringContaining(`port ${server.port} of 127.0.0.1 is taken`);
    const again = startCometServer(node, { port: server.port });
    await expect(again).rejects.toMatchObject({ codespace: 'gonka-sim', code: 26, message });
  });

  it('lists its methods as links at /, and answers each of them there', async () => {
    const { text, contentType } = await ask(server.url, { method: 'GET', path: '/', headers: { host: 'here:1' } });
    expect(contentType).toBe('text/html');
    const links = [...text.matchAll(/<a href="(.+?)">\1<\/a><\/br>/g)].map(([, link]) => link);
    expect(links).toHaveLength(routes.length);
    expect(links).toContain('//here:1/validators?height=_&page=_&per_page=_');
    for (const link of links) {
      const path = link!.replace('//here:1', '').replaceAll('=_', '=');
      const { status, contentType: type } = await ask(server.url, { method: 'GET', path });
      expect([200, 404, 500], path).toContain(status);
      expect(type, path).toBe('application/json');
    }
  });

  it('takes parameters from a form, too', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { text } = await ask(server.url, { method: 'POST', path: '/block', headers, body: 'height=1' });
    expect(JSON.parse(text).result.block.header.height).toBe('1');
  });

  it('answers a list of requests, and one of one as if it were alone', async () => {
    const health = (id: number) => ({ jsonrpc: '2.0', id, method: 'health', params: {} });
    const post = async (body: unknown) =>
      (await ask(server.url, { method: 'POST', path: '/', body: JSON.stringify(body) })).text;
    expect(await post([health(1), health(2)])).toBe(
      '[{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","id":2,"result":{}}]',
    );
    expect(await post([health(7)])).toBe('{"jsonrpc":"2.0","id":7,"result":{}}');
    expect(await post([{ method: 'health' }, health(2)])).toBe('{"jsonrpc":"2.0","id":2,"result":{}}');
  });

  it('lets clients keep what does not change', async () => {
    const kept = async (path: string) => (await ask(server.url, { method: 'GET', path })).cacheControl;
    expect(await kept('/block?height=1')).toBe('public, max-age=86400');
    expect(await kept('/genesis')).toBe('public, max-age=86400');
    expect(await kept('/block')).toBeUndefined();
    expect(await kept('/status')).toBeUndefined();
    expect(await kept('/block?height=9')).toBeUndefined();
  });

  it('follows a transaction from the mempool into the index', async () => {
    const tx = sendTx(0);
    const [hash, data] = [bytesToHex(txHash(tx)).toUpperCase(), bytesToBase64(tx)];
    expect(await call('broadcast_tx_sync', { tx: data })).toEqual({ code: 0, data: '', log: '', codespace: '', hash });
    expect(await call('broadcast_tx_sync', { tx: data })).toBe('tx already exists in cache');
    expect(await call('unconfirmed_txs')).toMatchObject({ n_txs: '1', total_bytes: String(tx.length), txs: [data] });
    expect(await call('num_unconfirmed_txs')).toMatchObject({ n_txs: '1', txs: null });
    node.mine();
    const found = await call('tx', { hash: bytesToBase64(txHash(tx)), prove: true });
    expect(found).toMatchObject({ hash, height: '2', index: 0, tx: data, proof: { data } });
    expect(found.proof.root_hash).toBe((await call('header', { height: '2' })).header.data_hash);
    for (const query of [`tx.hash='${hash}'`, 'tx.height=2', "tx.height>1 AND message.action CONTAINS 'MsgSend'"]) {
      const { txs, total_count: count } = await call('tx_search', { query });
      expect([count, txs[0].hash], query).toEqual(['1', hash]);
    }
    expect((await call('block_search', { query: 'block.height<=2' })).blocks.map(heightOf)).toEqual(['2', '1']);
  });
  it('answers broadcast_tx_commit when the block is there', async () => {
    const answer = call('broadcast_tx_commit', { tx: bytesToBase64(sendTx(0)) });
    await expect.poll(() => node.mempool.size).toBe(1);
    node.mine();
    expect(await answer).toMatchObject({ check_tx: { code: 0 }, tx_result: { code: 0 }, height: '2' });
    const refused = await call('broadcast_tx_commit', { tx: bytesToBase64(sendTx(5)) });
    expect(refused).toMatchObject({
      check_tx: { code: 32, data: null },
      tx_result: { code: 0, data: null },
      height: '0',
    });
    expect(node.events.isHeard).toBe(false);
  });

  it('gives up waiting for a block', async () => {
    await start({ limits: { commitWait: 20 } });
    const answer = await call('broadcast_tx_commit', { tx: bytesToBase64(sendTx(0)) });
    expect(answer).toBe('timed out waiting for tx to be included in a block');
    expect(node.events.isHeard).toBe(false);
  });

  const preflight = {
    origin: 'http://example.org',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type',
  };
  const options = (headers: Readonly<Record<string, string>>) => fetch(server.url, { method: 'OPTIONS', headers });

  it('lets pages of any origin call, and answers their preflights', async () => {
    const answer = await options(preflight);
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-methods')).toBe('POST');
    expect(answer.headers.get('access-control-allow-headers')).toBe('content-type');
    const called = await fetch(`${server.url}/health`, { headers: { origin: 'http://example.org' } });
    expect(called.headers.get('access-control-allow-origin')).toBe('*');
    expect(called.headers.get('vary')).toBe('Origin');
    const odd = await options({ ...preflight, 'access-control-request-method': 'DELETE' });
    expect(odd.headers.get('access-control-allow-methods')).toBeNull();
  });

  it('lets pages of other origins alone when told to', async () => {
    await start({ corsOrigins: ['http://mine.example'] });
    expect((await options(preflight)).headers.get('access-control-allow-origin')).toBeNull();
    const mine = await options({ ...preflight, origin: 'http://mine.example' });
    expect(mine.headers.get('access-control-allow-origin')).toBe('http://mine.example');
  });
});
