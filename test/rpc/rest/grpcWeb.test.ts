import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../../src/rpc/httpServer.js';
import { startRestServer } from '../../../src/rpc/rest/server.js';
import { wireToJson } from '../../../src/types/descriptors/wireToJson.js';
import { portOf, smallChain } from '../chainPort.js';

let rest: RunningServer;

beforeAll(async () => {
  rest = await startRestServer(portOf(smallChain().app), { host: '127.0.0.1', port: 0 });
});
afterAll(() => rest.close());

const frame = (message: Uint8Array): Buffer => Buffer.from([0, 0, 0, 0, message.length, ...message]);

/** The frames of an answer: flags and content. */
function frames(body: Buffer): [flags: number, content: Buffer][] {
  const found: [number, Buffer][] = [];
  for (let at = 0; at < body.length; ) {
    const end = at + 5 + body.readUInt32BE(at + 1);
    found.push([body[at]!, body.subarray(at + 5, end)]);
    at = end;
  }
  return found;
}

const post = (path: string, type: string, body: Buffer | string, headers = {}): Promise<Response> =>
  fetch(`${rest.url}${path}`, { method: 'POST', headers: { 'content-type': type, ...headers }, body });

const epochInfo = '/inference.inference.Query/EpochInfo';

describe('gRPC-web', () => {
  it('answers with a message and trailers', async () => {
    const answer = await post(epochInfo, 'application/grpc-web+proto', frame(new Uint8Array()));
    expect([answer.status, answer.headers.get('x-cosmos-block-height')]).toEqual([200, '3']);
    const [message, trailers] = frames(Buffer.from(await answer.arrayBuffer()));
    expect(wireToJson('inference.inference.QueryEpochInfoResponse', message![1])).toMatchObject({ block_height: '3' });
    expect([trailers![0], String(trailers![1])]).toEqual([0x80, 'grpc-status:0\r\n']);
  });

  it('speaks base64 to clients that do', async () => {
    const sent = frame(new Uint8Array()).toString('base64');
    const answer = await post(epochInfo, 'application/grpc-web-text', sent, { 'x-cosmos-block-height': '2' });
    expect(answer.headers.get('content-type')).toBe('application/grpc-web-text');
    const [message] = frames(Buffer.from(await answer.text(), 'base64'));
    expect(wireToJson('inference.inference.QueryEpochInfoResponse', message![1])).toMatchObject({ block_height: '2' });
  });

  const refused: readonly (readonly [what: string, path: string, body: Buffer, code: number, text: string])[] = [
    ['nothing found', '/inference.inference.Query/Participant', frame(new Uint8Array()), 5, 'not found'],
    ['no such service', '/nope.Query/X', frame(new Uint8Array()), 12, 'unknown service nope.Query'],
    [
      'no such method',
      '/inference.inference.Query/X',
      frame(new Uint8Array()),
      12,
      'unknown method X for service inference.inference.Query',
    ],
    ['no frame', epochInfo, Buffer.from([0, 0]), 3, 'the body is not one uncompressed gRPC frame'],
    ['half a frame', epochInfo, Buffer.from([0, 0, 0, 0, 9, 1]), 3, 'the body is not one uncompressed gRPC frame'],
    ['a compressed frame', epochInfo, Buffer.from([1, 0, 0, 0, 0]), 3, 'the body is not one uncompressed gRPC frame'],
    [
      'bytes that are no message',
      epochInfo,
      frame(Uint8Array.of(0x0a, 0x05)),
      13,
      'grpc: error unmarshalling request: unexpected EOF',
    ],
  ];
  it.each(refused)('refuses: %s', async (_, path, body, code, text) => {
    const answer = await post(path, 'application/grpc-web+proto', body);
    const [trailers] = frames(Buffer.from(await answer.arrayBuffer()));
    expect([trailers![0], String(trailers![1])]).toEqual([0x80, `grpc-status:${code}\r\ngrpc-message:${text}\r\n`]);
  });
});
