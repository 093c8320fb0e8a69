import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Node } from '../../../src/node/node.js';
import type { CometLimits } from '../../../src/rpc/comet/limits.js';
import { type CometServer, startCometServer } from '../../../src/rpc/comet/server.js';
import { bytesToBase64 } from '../../../src/util/bytes.js';
import { bob } from '../../app/ante/signing.js';
import { devNode, sendTx } from '../../node/devChain.js';
import { SocketClient } from './socketClient.js';

const newBlock = { query: "tm.event='NewBlock'" };
const refused = (id: unknown, data: string) => ({
  jsonrpc: '2.0',
  id,
  error: { code: -32603, message: 'Internal error', data },
});

describe('the WebSocket', () => {
  let node: Node;
  const servers: CometServer[] = [];
  const clients: SocketClient[] = [];

  async function connect(limits: Partial<CometLimits> = {}): Promise<SocketClient> {
    const server = await startCometServer(node, { limits });
    servers.push(server);
    return connectTo(server);
  }
  async function connectTo({ url }: CometServer): Promise<SocketClient> {
    const client = await SocketClient.open(url);
    clients.push(client);
    return client;
  }

  beforeEach(async () => {
    node = await devNode();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    for (const server of servers.splice(0)) await server.close();
    await node.stop();
  });

  it('answers methods in the order of their calls, each with its own id', async () => {
    const client = await connect();
    client.send({ jsonrpc: '2.0', id: 'a', method: 'health' });
    client.send({ jsonrpc: '2.0', id: 2, method: 'block', params: { height: '1' } });
    client.send({ jsonrpc: '2.0', method: 'health' });
    client.send({ jsonrpc: '2.0', id: 1.5, method: 'nope' });
    expect(await client.next()).toEqual({ jsonrpc: '2.0', id: 'a', result: {} });
    expect(await client.next()).toMatchObject({ id: 2, result: { block: { header: { height: '1' } } } });
    expect(await client.next()).toEqual({
      jsonrpc: '2.0',
      id: 1,
      error: { code: -32601, message: 'Method not found' },
    });
  });

  it('sends blocks to those who subscribed, with the id of the subscription', async () => {
    const client = await connect();
    expect(await client.call('sub', 'subscribe', newBlock)).toEqual({ jsonrpc: '2.0', id: 'sub', result: {} });
    node.mine();
    const { id, result } = await client.next();
    expect(id).toBe('sub');
    expect(Object.keys(result)).toEqual(['query', 'data', 'events']);
    expect(result.query).toBe(newBlock.query);
    expect(result.data.type).toBe('tendermint/event/NewBlock');
    expect(Object.keys(result.data.value)).toEqual(['block', 'block_id', 'result_finalize_block']);
    expect(result.data.value.block.header.height).toBe('2');
    expect(result.events['tm.event']).toEqual(['NewBlock']);

    expect(await client.call(2, 'unsubscribe', { query: "tm.event = 'NewBlock'" })).toMatchObject({
      id: 2,
      result: {},
    });
    node.mine();
    expect(await client.call(3, 'health')).toMatchObject({ id: 3 });
  });

  it('sends transactions that match, with what is zero left out', async () => {
    const client = await connect();
    const query = `tm.event='Tx' AND transfer.recipient='${bob.address}' AND tx.height > 1`;
    await client.call(1, 'subscribe', { query });
    await client.call(2, 'subscribe', { query: "tm.event='Tx' AND transfer.recipient='nobody'" });
    const tx = sendTx(0, { amount: 7n });
    expect(node.broadcast(tx).code).toBe(0);
    node.mine();
    const { id, result } = await client.next();
    const { TxResult } = result.data.value;
    expect(id).toBe(1);
    expect(Object.keys(TxResult)).toEqual(['height', 'tx', 'result']);
    expect(TxResult.tx).toBe(bytesToBase64(tx));
    expect(Object.keys(TxResult.result)).toEqual(['data', 'gas_wanted', 'gas_used', 'events']);
    expect(result.events['transfer.amount']).toContain('7ngonka');
    expect(client.waiting).toBe(0);
  });

  it('tells all of a block in order', async () => {
    const client = await connect({ subscriptionsPerClient: 20 });
    const events = ['NewRound', 'NewRoundStep', 'CompleteProposal', 'Vote', 'Polka', 'Lock', 'ValidBlock'];
    const others = ['NewBlock', 'NewBlockHeader', 'NewBlockEvents'];
    for (const event of [...events, ...others]) await client.call(event, 'subscribe', { query: `tm.event='${event}'` });
    node.mine();
    const told: string[] = [];
    while (told.at(-1) !== 'NewRoundStep/RoundStepNewHeight') {
      const { id, result } = await client.next();
      const { step, Vote: vote } = result.data.value;
      told.push(`${id}/${step ?? vote?.type ?? ''}`);
    }
    expect(told).toEqual([
      'NewRound/RoundStepNewRound',
      'NewRoundStep/RoundStepPropose',
      'CompleteProposal/RoundStepPropose',
      'NewRoundStep/RoundStepPrevote',
      'Vote/1',
      'Polka/RoundStepPrevote',
      'Lock/RoundStepPrevote',
      'ValidBlock/RoundStepPrevote',
      'NewRoundStep/RoundStepPrecommit',
      'Vote/2',
      'NewRoundStep/RoundStepCommit',
      'NewBlock/',
      'NewBlockHeader/',
      'NewBlockEvents/',
      'NewRoundStep/RoundStepNewHeight',
    ]);
  });

  it('refuses what CometBFT refuses, in its words', async () => {
    const client = await connect();
    const wanted = '<= operator, >= operator, < operator, > operator, = operator, CONTAINS operator or EXISTS operator';
    await client.call(1, 'subscribe', newBlock);
    const rows: readonly (readonly [method: string, params: unknown, data: string])[] = [
      ['subscribe', newBlock, 'already subscribed'],
      ['subscribe', { query: " tm.event  = 'NewBlock'" }, 'already subscribed'],
      ['subscribe', { query: 'bad query' }, `failed to parse query: offset 4: got tag, wanted ${wanted}`],
      ['subscribe', {}, 'failed to parse query: offset 0: EOF'],
      ['subscribe', { query: 'a'.repeat(513) }, 'maximum query length exceeded'],
      ['unsubscribe', { query: "tm.event='Tx'" }, 'subscription not found'],
      ['unsubscribe', { query: 'nope' }, 'failed to parse query: offset 4: EOF'],
      ['block', { height: '0' }, 'height must be greater than 0, but got 0'],
      [
        'block',
        { height: 5 },
        'error converting json params to arguments: invalid 64-bit integer encoding "5", expected string',
      ],
    ];
    for (const [method, params, data] of rows) expect(await client.call(7, method, params)).toEqual(refused(7, data));
    expect(await client.call(8, 'unsubscribe_all')).toMatchObject({ id: 8, result: {} });
    expect(await client.call(9, 'unsubscribe_all')).toEqual(refused(9, 'subscription not found'));
    client.send('{"jsonrpc":"2.0","id":1,"method":"block"}');
    expect(await client.next()).toEqual(refused(-1, 'WSJSONRPC: reflect: Call with too few input arguments'));
    client.send('[]');
    expect((await client.next()).error.code).toBe(-32700);
    client.send('{bad');
    const data = "error unmarshaling request: invalid character 'b' looking for beginning of object key string";
    expect(await client.next()).toEqual({
      jsonrpc: '2.0',
      error: { code: -32700, message: 'Parse error. Invalid JSON', data },
    });
  });

  it('bounds subscriptions of a client and clients with subscriptions', async () => {
    const client = await connect({ subscriptionsPerClient: 2, subscriptionClients: 1 });
    const other = await connectTo(servers[0]!);
    const queryOf = (height: number) => ({ query: `tm.event='Tx' AND tx.height=${height}` });
    await other.call(0, 'subscribe', queryOf(1));
    expect(await client.call(1, 'subscribe', queryOf(1))).toEqual(refused(1, 'max_subscription_clients 1 reached'));
    other.close();
    await other.closed();
    await expect.poll(async () => (await client.call(2, 'subscribe', queryOf(2))).result).toEqual({});
  });

  it('subscribes nobody who has gone before it was his turn', async () => {
    const client = await connect({ commitWait: 50 });
    const params = { tx: bytesToBase64(sendTx(0)) };
    client.send({ jsonrpc: '2.0', id: 1, method: 'broadcast_tx_commit', params });
    client.send({ jsonrpc: '2.0', id: 2, method: 'subscribe', params: newBlock });
    await expect.poll(() => node.events.isHeard).toBe(true);
    client.close();
    await expect.poll(() => node.events.isHeard).toBe(false);
    await new Promise((done) => setTimeout(done, 50));
    expect(node.events.isHeard).toBe(false);
  });

  it('bounds the subscriptions of one client', async () => {
    const client = await connect();
    for (let height = 0; height < 5; height++) {
      expect(await client.call(height, 'subscribe', { query: `tx.height=${height}` })).toMatchObject({ result: {} });
    }
    const answer = await client.call(5, 'subscribe', { query: 'tx.height=5' });
    expect(answer).toEqual(refused(5, 'max_subscriptions_per_client 5 reached'));
  });

  it('takes the subscription from a client that does not read', async () => {
    const client = await connect({ unreadBytes: -1 });
    await client.call(1, 'subscribe', newBlock);
    node.mine();
    const reason = 'internal subscription event buffer is out of capacity';
    expect(await client.next()).toEqual({
      jsonrpc: '2.0',
      id: 1,
      error: { code: -32000, message: 'Server error', data: `subscription was canceled (reason: ${reason})` },
    });
    expect(await client.call(2, 'unsubscribe_all')).toEqual(refused(2, 'subscription not found'));
  });

  it('closes on a message that is too large', async () => {
    const client = await connect({ bodyBytes: 1000 });
    client.send(' '.repeat(1001));
    expect(await client.closed()).toBe(1009);
  });

  it('is nowhere but at its path', async () => {
    await connect();
    const elsewhere = new WebSocket(servers[0]!.url.replace('http', 'ws'));
    const [error] = await once(elsewhere, 'error');
    expect(String(error)).toContain('404');
  });

  it('costs the node nothing while nobody subscribes', async () => {
    const client = await connect();
    expect(node.events.isHeard).toBe(false);
    await client.call(1, 'subscribe', newBlock);
    expect(node.events.isHeard).toBe(true);
    await client.call(2, 'unsubscribe_all');
    expect(node.events.isHeard).toBe(false);
  });
});
