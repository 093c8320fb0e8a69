import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { expectValue, MlNodeClient, mlnodeErrors, startMlNode } from '../../../src/mlnode/index.js';
import { failedWith } from './failedWith.js';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** A server that does with each connection what it likes. */
async function strange(serve: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    serve(socket);
  });
  server.on('close', () => undefined);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const close = server.close.bind(server);
  server.close = (done) => {
    for (const socket of sockets) socket.destroy();
    return close(done);
  };
  return `http://127.0.0.1:${port}`;
}

const answering = (status: string, body: string, type = 'application/json') =>
  strange((socket) =>
    socket.once('data', () =>
      socket.end(
        `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      ),
    ),
  );

describe('the client', () => {
  it('asks a node, and hands answers over as values', async () => {
    await using node = await startMlNode();
    const client = new MlNodeClient(`${node.url}/`);
    expect(expectValue(await client.state())).toMatchObject({ state: 'STOPPED', loaded_model: null });
    expect(expectValue(await client.upStatus())).toMatchObject({ status: 'not_started', is_running: false });
    expect(expectValue(await client.powStatus())).toEqual({ status: 'NO_BACKENDS', backends: [] });
    expect(expectValue(await client.listModels()).models).toEqual([]);
    expect(expectValue(await client.health()).status).toBe('healthy');
    const queued = await client.queuedVectors('5001:nothing');
    expect(queued).toMatchObject({
      ok: false,
      failure: { kind: mlnodeErrors.callFailed, route: '/inference/pow/generate/5001%3Anothing' },
    });
  });

  it.each(['', 'here', 'ftp://a.b', 'http:/'])('refuses the address %j', (url) => {
    expect(() => new MlNodeClient(url)).toThrow(failedWith(mlnodeErrors.urlInvalid));
  });

  it('says where nobody listens', async () => {
    const url = await answering('200 OK', '{}');
    for (const server of open.splice(0)) await new Promise((resolve) => server.close(resolve));
    const answer = await new MlNodeClient(url).state();
    expect(answer).toMatchObject({ ok: false, failure: { kind: mlnodeErrors.unreachable, status: undefined } });
    expect(() => expectValue(answer)).toThrow(/GET \/state: no answer from http:.*ECONNREFUSED/);
  });

  it.each([
    ['hangs', (_: Socket) => undefined],
    ['drips bytes', (socket: Socket) => void drip(socket)],
  ])('gives up on a server that %s, as a whole and not per byte', async (_, serve) => {
    const client = new MlNodeClient(await strange(serve));
    const answer = await client.state({ seconds: 0.15 });
    expect(answer).toMatchObject({ ok: false, failure: { kind: mlnodeErrors.timedOut, route: '/state', body: '' } });
  });

  it.each([
    ['closes at once', (socket: Socket) => void socket.once('data', () => socket.destroy())],
    [
      'closes in the middle',
      (socket: Socket) =>
        void socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"status')),
    ],
    ['speaks no HTTP', (socket: Socket) => void socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n\r\n'))],
  ])('notices a server that %s', async (_, serve) => {
    const answer = await new MlNodeClient(await strange(serve)).upStatus();
    expect(answer).toMatchObject({
      ok: false,
      failure: { kind: mlnodeErrors.connectionBroken, route: '/inference/up/status' },
    });
  });

  it.each([
    ['HTML', '<!doctype html><title>nginx</title>', /the answer is not JSON: "<!doctype/],
    ['an empty body', '', /not JSON: ""/],
    ['another object', '{"hello": 1}', /not the answer expected: status/],
    ['a list', '[1]', /not the answer expected: the whole/],
    ['wrong types', '{"status": "completed", "is_starting": 0, "is_running": "yes"}', /is_starting/],
  ])('does not take %s for an answer', async (_, body, words) => {
    const answer = await new MlNodeClient(await answering('200 OK', body, 'text/html')).upStatus();
    expect(answer).toMatchObject({ ok: false, failure: { kind: mlnodeErrors.answerInvalid, status: 200, body } });
    expect(() => expectValue(answer)).toThrow(words);
  });

  it.each(['500 Internal Server Error', '409 Conflict', '302 Found'])(
    'keeps route, status and body of a %s',
    async (status) => {
      const answer = await new MlNodeClient(await answering(status, '{"detail":"no"}')).powStop();
      const failure = {
        kind: mlnodeErrors.callFailed,
        method: 'POST',
        route: '/inference/pow/stop',
        status: Number.parseInt(status, 10),
        body: '{"detail":"no"}',
      };
      expect(answer).toMatchObject({ ok: false, failure });
    },
  );

  it('stops reading an answer without end', async () => {
    const chunk = Buffer.alloc(1 << 20, 'x');
    const url = await strange((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n');
      const more = () => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.on('drain', more);
      more();
    });
    expect(await new MlNodeClient(url).state()).toMatchObject({
      ok: false,
      failure: { kind: mlnodeErrors.answerInvalid },
    });
  });

  it('ends a call when the signal says so, before and while it runs', async () => {
    const client = new MlNodeClient(await strange(() => undefined));
    const enough = new AbortController();
    const running = client.state({ signal: enough.signal });
    enough.abort();
    expect(await running).toMatchObject({ ok: false, failure: { kind: mlnodeErrors.callAborted } });
    expect(await client.state({ signal: enough.signal })).toMatchObject({
      ok: false,
      failure: { kind: mlnodeErrors.callAborted },
    });
  });
});

function drip(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n');
  const timer = setInterval(() => socket.write(' '), 20);
  socket.on('close', () => clearInterval(timer));
}
