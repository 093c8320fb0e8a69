import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { isLoopback } from '../../../src/rpc/cheats/cheatCaller.js';
import { type Answer, cheatNode } from './cheatNode.js';

const openTo = { host: '0.0.0.0' };

describe('who may cheat', () => {
  it('is everybody on this machine', async () => {
    await using node = await cheatNode();
    expect(await node.call('sim_mine')).toMatchObject({ height: '2' });
    expect(await node.call('sim_mine', [2], { origin: 'http://localhost:5173' })).toMatchObject({ height: '4' });
    expect(['127.0.0.1', 'localhost', '::1', '127.8.0.1'].every(isLoopback)).toBe(true);
    expect(['0.0.0.0', '::', '10.0.0.1', '127.example.org'].some(isLoopback)).toBe(false);
  });

  it('is no page of another machine', async () => {
    await using node = await cheatNode();
    const refused = {
      code: -32000,
      data: expect.stringContaining('sim_mine: pages of https://example.org may not cheat'),
    };
    expect(await node.call('sim_mine', {}, { origin: 'https://example.org' })).toEqual(refused);
    expect(await node.call('sim_mine', {}, { origin: 'null' })).toMatchObject({ code: -32000 });
    const response = await fetch(`${node.rpcUrl}/sim_mine?blocks=5`);
    expect(response.status).toBe(404);
    expect(node.node.height).toBe(1n);
  });

  it('is nobody where other machines reach the ports, unless the owner says so', async () => {
    await using closed = await cheatNode(openTo);
    const refused = { code: -32000, data: expect.stringContaining('start the node with --unsafe-cheats') };
    expect(await closed.call('sim_mine')).toEqual(refused);
    expect(closed.node.height).toBe(1n);
    await using open = await cheatNode({ ...openTo, unsafeCheats: true });
    expect(await open.call('sim_mine', {}, { origin: 'https://example.org' })).toMatchObject({ height: '2' });
  });

  it('may use a WebSocket as well, under the same rule', async () => {
    await using node = await cheatNode();
    const call = async (origin: string): Promise<Answer> => {
      const socket = new WebSocket(`${node.rpcUrl.replace('http', 'ws')}/websocket`, { origin });
      await new Promise((opened) => socket.once('open', opened));
      socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'sim_mine', params: {} }));
      const answer = await new Promise((heard) => socket.once('message', (text) => heard(JSON.parse(String(text)))));
      socket.close();
      return answer;
    };
    expect(await call('http://127.0.0.1:8080')).toMatchObject({ result: { height: '2' } });
    expect(await call('https://example.org')).toMatchObject({ error: { code: -32000 } });
    expect(node.node.height).toBe(2n);
  });

  it('may give parameters in their order', async () => {
    await using node = await cheatNode();
    expect(await node.call('sim_setStoreKey', ['bank', '00ff', '0a'])).toMatchObject({ writes: '1' });
    expect(await node.call('sim_setStoreKey', ['bank', '00ff', null])).toMatchObject({ writes: '1' });
    expect(await node.call('sim_advanceTo', [null, null, 'StartOfPoC'])).toMatchObject({ height: '40' });
    expect(await node.call('sim_mine', [null])).toMatchObject({ height: '41' });
  });

  it('may use REST as well', async () => {
    await using node = await cheatNode();
    const post = async (method: string, body: string, headers = {}): Promise<Answer> => {
      const response = await fetch(`${node.restUrl}/sim/${method}`, { method: 'POST', body, headers });
      return { status: response.status, ...((await response.json()) as object) };
    };
    expect(await post('mine', '{"blocks":3}')).toMatchObject({ status: 200, height: '4' });
    expect(await post('mine', '')).toMatchObject({ status: 200, height: '5' });
    expect(await post('mine', '{"blocks":0}')).toMatchObject({
      status: 400,
      code: 3,
      message: expect.stringMatching(/^blocks: /),
    });
    expect(await post('mine', '{')).toMatchObject({ status: 400, code: 3, message: 'unexpected end of JSON input' });
    expect(await post('fly', '')).toMatchObject({ status: 404, code: 5 });
    expect(await post('mine', '', { origin: 'https://example.org' })).toMatchObject({ status: 403, code: 7 });
  });
});
