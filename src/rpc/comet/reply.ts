import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CodedError } from '../../util/errors.js';
import { corsHeaders, type Headers } from './cors.js';
import { failure } from './envelope.js';
import type { HttpAnswer } from './http.js';
import { listing } from './routeTable.js';

/** A request that is to be answered, to pages of these origins. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly origins: readonly string[];
}

function reply({ request, response, origins }: Exchange, status: number, headers: Headers, text = ''): void {
  const serverTime = Math.floor(Date.now() / 1000);
  const shared = corsHeaders(origins, request);
  // All at once: headers that are set before cost as much again.
  response.writeHead(status, { ...shared, ...headers, 'X-Server-Time': serverTime });
  response.end(text);
}

/** Writes an answer; nothing at all when there is none. */
export function replyAnswer(exchange: Exchange, answer: HttpAnswer | undefined): void {
  if (answer === undefined) {
    reply(exchange, 200, {});
    return;
  }
  const { status, text, cacheable } = answer;
  const headers = {
    ...(cacheable === true && { 'Cache-Control': 'public, max-age=86400' }),
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  };
  reply(exchange, status, headers, text);
}

/** Writes the page of all methods. */
export function replyListing(exchange: Exchange): void {
  reply(exchange, 200, { 'Content-Type': 'text/html' }, listing(exchange.request.headers.host ?? ''));
}

/** Writes what Go's own server says without help from a handler. */
export function replyPlain(exchange: Exchange, status: number, text: string, headers: Headers = {}): void {
  const plain = { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' };
  reply(exchange, status, { ...plain, ...headers }, text);
}

/** A WebSocket that is not asked for as one. */
export const refuseSocket = (exchange: Exchange): void =>
  replyPlain(exchange, 400, 'Bad Request\n', { 'Sec-Websocket-Version': '13' });

/** A body that could not be read. Nothing more is taken from the connection. */
export function refuseBody(exchange: Exchange, error: CodedError): void {
  const headers = { 'Content-Type': 'application/json', Connection: 'close' };
  reply(exchange, 400, headers, failure(undefined, error));
}
