import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { CodedError } from '../../../util/errors.js';
import { mlnodeErrors } from '../../errors.js';
import { crashed } from '../answer.js';
import { NotJsonCompliant, pythonJsonText } from '../python/json.js';
import type { Served } from './answerRequest.js';
import type { ApiRequest } from './request.js';

/** Longest body that is read, in bytes: a hundred thousand artifacts fit twice. */
export const bodyLimit = 16 * 1024 * 1024;
/** Milliseconds for a request to arrive whole. */
const arrivalLimit = 60_000;

/** A listening server. */
export interface Door extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface DoorOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
}

/** Listens, and hands every request to `serve`. @throws mlnode/4 (cannotListen) */
export async function openDoor(
  { host, port }: DoorOptions,
  serve: (request: ApiRequest) => Promise<Served>,
): Promise<Door> {
  const app = fastify({
    bodyLimit,
    requestTimeout: arrivalLimit,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 8192 },
    frameworkErrors: (_error, _request, reply) => void send(reply, { status: 404, json: { detail: 'Not Found' } }),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const tooLarge = error.statusCode === 413;
    return send(
      reply,
      tooLarge ? { status: 413, json: { detail: `Body is longer than ${bodyLimit} bytes` } } : crashed,
    );
  });
  app.all('*', async (request, reply) => send(reply, await serve(requestOf(request))));
  try {
    await app.listen({ host, port });
  } catch (cause) {
    throw new CodedError(
      mlnodeErrors.cannotListen,
      `${host}:${port}: ${(cause as Error).message}; port 0 takes a free one`,
      { cause },
    );
  }
  const { port: bound } = app.server.address() as AddressInfo;
  const close = async () => {
    await app.close();
  };
  return { url: `http://${host}:${bound}`, port: bound, close, [Symbol.asyncDispose]: close };
}

function requestOf({ method, url, headers, body, host }: FastifyRequest): ApiRequest {
  const mark = url.indexOf('?');
  return {
    method,
    path: decoded(mark < 0 ? url : url.slice(0, mark)),
    query: mark < 0 ? '' : url.slice(mark),
    contentType: headers['content-type'],
    body: body instanceof Uint8Array ? body : new Uint8Array(0),
    origin: `http://${host}`,
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function send(reply: FastifyReply, served: Served): FastifyReply {
  if (served === 'reset') {
    reply.hijack();
    reply.raw.destroy();
    return reply;
  }
  const { status, headers = {}, text, chunks } = served;
  if (chunks !== undefined) return reply.code(status).headers(headers).send(Readable.from(chunks));
  if (text !== undefined)
    return reply
      .code(status)
      .headers({ 'content-type': 'text/plain; charset=utf-8', ...headers })
      .send(Buffer.from(text));
  try {
    const body = Buffer.from(pythonJsonText(served.json));
    return reply
      .code(status)
      .headers({ 'content-type': 'application/json', ...headers })
      .send(body);
  } catch (error) {
    if (error instanceof NotJsonCompliant) return send(reply, crashed);
    throw error;
  }
}
