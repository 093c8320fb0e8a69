import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { signTx } from '../../../src/network/signTx.js';
import { type RunningNode, startNode } from '../../../src/nodeEntry.js';
import { startGateway } from '../../../src/rpc/gateway/server.js';
import type { RunningServer } from '../../../src/rpc/httpServer.js';

let running: RunningNode;
let gateway: RunningServer;
const denom = 'ngonka';

beforeAll(async () => {
  running = await startNode({ mode: 'manual', accounts: 3 });
  const { node, accounts, rpcUrl, restUrl, grpcUrl } = running;
  const account = accounts[1]!;
  gateway = await startGateway(node, {
    host: '127.0.0.1',
    port: 0,
    chain: () => ({ rpc: rpcUrl, rest: restUrl, grpc: grpcUrl }),
    faucet: {
      address: account.address,
      sign: (transfer) => signTx({ ...transfer, account, chainId: node.chainId }),
      amounts: { [denom]: 5n },
      cooldown: 60,
    },
  });
});
afterAll(async () => {
  await gateway.close();
  await running.stop();
});

const get = (path: string, init?: RequestInit): Promise<Response> => fetch(`${gateway.url}${path}`, init);
// biome-ignore lint/suspicious/noExplicitAny: JSON of many forms
const json = async (path: string): Promise<any> => (await get(path)).json();

describe('the doors behind the gateway', () => {
  it("are CometBFT's RPC by URI and by POST", async () => {
    expect((await json('/chain-rpc/status')).result.node_info.network).toBe(running.node.chainId);
    expect((await json('/chain-rpc/block?height=1')).result.block.header.height).toBe('1');
    const body = JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'health', params: {} });
    const answer = await get('/chain-rpc/', { method: 'POST', body });
    expect(await answer.json()).toEqual({ jsonrpc: '2.0', id: 7, result: {} });
  });

  it('are its WebSocket', async () => {
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/chain-rpc/websocket`);
    await new Promise((resolve) => socket.once('open', resolve));
    const answered = new Promise<string>((resolve) => socket.once('message', (data) => resolve(String(data))));
    socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'health', params: {} }));
    expect(JSON.parse(await answered)).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
    socket.close();
  });

  it('are REST, with its headers and its page', async () => {
    const answer = await get('/chain-api/productscience/inference/inference/params');
    expect([answer.status, answer.headers.get('x-cosmos-block-height')]).toEqual([200, '1']);
    expect((await get('/chain-api/nope')).status).toBe(501);
    expect(await (await get('/chain-api/')).text()).toContain('openapi.json');
    expect((await json('/chain-api/openapi.json')).openapi).toBe('3.0.3');
  });

  it('are gRPC for web clients', async () => {
    const call = (type: string): Promise<Response> =>
      get('/chain-grpc/inference.inference.Query/EpochInfo', {
        method: 'POST',
        headers: { 'content-type': type },
        body: Buffer.alloc(5),
      });
    const answer = await call('application/grpc-web+proto');
    expect(Buffer.from(await answer.arrayBuffer()).toString('latin1')).toContain('grpc-status:0');
    expect((await call('text/plain')).status).toBe(415);
  });
});

describe('the API below /v1/', () => {
  it('tells of models and their prices', async () => {
    const { models } = await json('/v1/governance/models');
    expect(models[0]).toMatchObject({ id: expect.any(String), units_of_compute_per_token: expect.any(Number) });
    expect(models[0].validation_threshold).toEqual({ value: expect.any(Number), exponent: expect.any(Number) });
    const served = await json('/v1/models');
    expect(served.models.map(({ id }: { id: string }) => id)).toEqual(['Qwen/QwQ-32B']);
    const prices = await json('/v1/pricing');
    expect(prices).toMatchObject({ models: [{ id: 'Qwen/QwQ-32B' }], dynamic_pricing_enabled: false });
    expect((await json('/v1/governance/pricing')).models.length).toBe(models.length);
  });

  it('tells of the latest epoch', async () => {
    const latest = await json('/v1/epochs/latest');
    expect(latest).toMatchObject({
      block_height: 1,
      latest_epoch: { index: 0, poc_start_block_height: 0 },
      phase: 'Inference',
      epoch_stages: { epoch_index: 0, poc_exchange_window: { start: 0, end: 0 } },
      next_epoch_stages: { epoch_index: 1 },
    });
    expect(latest.epoch_params).not.toHaveProperty('epoch_shift');
  });

  it('tells of participants', async () => {
    const { participants, block_height } = await json('/v1/participants');
    expect(block_height).toBe(1);
    expect(participants[0]).toMatchObject({
      coins_owed: 0,
      refunds_owed: 0,
      balance: expect.any(Number),
      reputation: 0,
    });
    expect(await json(`/v1/participants/${participants[0].id}`)).toMatchObject({ balance: expect.any(Number) });
    expect(await json('/v1/poc-batches/40')).toEqual({ poc_batch: null });
  });

  it('is alive', async () => {
    expect(await (await get('/v1/status')).text()).toBe('{"status":"ok"}\n');
    expect(await json('/v1/versions')).toMatchObject({ api_version: {}, node_version: {} });
  });

  // As the API node of a recorded run answered.
  const refused: readonly (readonly [path: string, status: number, error: string])[] = [
    ['/v1/nope', 404, 'Not Found'],
    ['/v1', 404, 'Not Found'],
    ['/v1/status/', 404, 'Not Found'],
    ['/v1/epochs/1', 400, 'Only getting info for current epoch is supported at the moment'],
    ['/v1/epochs/current/participants', 400, 'Epoch enumeration starts with 1'],
    ['/v1/epochs/0/participants', 400, 'Epoch enumeration starts with 1'],
    ['/v1/epochs/abc/participants', 400, 'Invalid epoch id'],
    ['/v1/epochs/-1/participants', 400, 'Invalid epoch id'],
    ['/v1/epochs/18446744073709551616/participants', 400, 'Invalid epoch id'],
    [
      '/v1/epochs/9999/participants',
      404,
      'No active participants found for the specified epoch. Looks like PoC failed!',
    ],
    ['/v1/poc-batches/abc', 400, 'Invalid epoch id'],
    ['/v1/poc-batches/9223372036854775808', 400, 'Invalid epoch id'],
    [
      '/v1/participants/notanaddress',
      500,
      'rpc error: code = InvalidArgument desc = rpc error: code = InvalidArgument desc = invalid address: invalid request',
    ],
    ['/v1/chat/completions/unknown-id', 404, 'Inference not found'],
  ];
  it.each(refused)('%s is refused', async (path, status, error) => {
    const answer = await get(path);
    expect([answer.status, await answer.text()]).toEqual([status, `${JSON.stringify({ error })}\n`]);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=UTF-8');
  });
});

describe('what a node tells of itself', () => {
  it('are metrics under the names of CometBFT', async () => {
    const text = await (await get('/metrics')).text();
    const label = `{chain_id="${running.node.chainId}"}`;
    expect(text).toContain(`cometbft_consensus_height${label} ${running.node.height}`);
    expect(text).toContain(`cometbft_consensus_validators${label} 1`);
    expect(text).toContain(`cometbft_mempool_size${label} `);
  });

  it('are files of the chain registry, and for Keplr', async () => {
    const { rpcUrl, node } = running;
    const chain = await json('/chain.json');
    expect(chain).toMatchObject({ chain_id: node.chainId, bech32_prefix: 'gonka', slip44: 1200 });
    expect(chain.apis.rpc[0].address).toBe(rpcUrl);
    const { assets } = await json('/assetlist.json');
    expect(assets[0]).toMatchObject({ base: denom, type_asset: 'sdk.coin' });
    expect(await json('/keplr.json')).toMatchObject({
      chainId: node.chainId,
      bip44: { coinType: 1200 },
      bech32Config: { bech32PrefixValAddr: 'gonkavaloper' },
      stakeCurrency: { coinMinimalDenom: denom },
      feeCurrencies: [{ coinMinimalDenom: denom }],
    });
  });
});

describe('the faucet', () => {
  const credit = (body: unknown): Promise<Response> =>
    get('/credit', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  it('tells what it has', async () => {
    expect(await json('/status')).toMatchObject({
      status: 'ok',
      chainId: running.node.chainId,
      chainTokens: [denom],
      availableTokens: [denom],
      holder: { address: running.accounts[1]!.address },
    });
    expect(await (await get('/healthz')).text()).toBe('ok');
  });

  it('pays more than one address within a block, and each only now and then', async () => {
    const { node, accounts } = running;
    const balance = async (address: string): Promise<bigint> => {
      const path = `/chain-api/cosmos/bank/v1beta1/balances/${address}/by_denom?denom=${denom}`;
      return BigInt((await json(path)).balance.amount);
    };
    const [first, , third] = accounts.map(({ address }) => address) as [string, string, string];
    const before = [await balance(first), await balance(third)];
    expect(await (await credit({ address: first, denom })).text()).toBe('ok');
    expect((await credit({ address: third, denom })).status).toBe(200);
    node.mine();
    expect([await balance(first), await balance(third)]).toEqual(before.map((amount) => amount + 5n));
    const again = await credit({ address: first, denom });
    expect(again.status).toBe(405);
    expect(await again.text()).toMatch(/was paid; in \d+ s it may be again/);
  });

  const refused: readonly (readonly [what: string, body: unknown, status: number, text: RegExp])[] = [
    ['no body', undefined, 400, /unexpected end of JSON input/],
    ['no address', { denom }, 400, /address and denom are wanted/],
    [
      'an address of another chain',
      { address: 'cosmos1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqnrql8a', denom },
      400,
      /is no address/,
    ],
    ['another token', { denom: 'nope' }, 422, /denom: nope is not one of ngonka/],
  ];
  it.each(refused)('refuses %s', async (_, body, status, text) => {
    const whole = status === 422 ? { address: running.accounts[2]!.address, ...(body as object) } : body;
    const answer = await credit(whole);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(text);
  });
});
