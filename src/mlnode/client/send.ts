import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** A request as it goes out. */
export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  /** JSON text. */
  readonly body?: string;
}

/** An answer that has arrived whole. */
export interface HttpReply {
  readonly status: number;
  readonly body: string;
}

/** Sends, and waits for the whole answer; rejects when there is none, and at once when the signal says so. */
export type Send = (call: HttpCall, signal: AbortSignal) => Promise<HttpReply>;

/** Longest answer that is read, in bytes: ten times what a hundred thousand vectors take. */
export const longestAnswer = 64 * 1024 * 1024;

/** An answer that goes on beyond `longestAnswer`. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';
}

/**
 * Sends over the network. Node's own client and not `fetch`, which gives up after 300 s by itself; here only the signal ends
 * a call, so that a wait of 900 s is one. Every call has a connection of its own.
 */
export const sendHttp: Send = ({ method, url, body }, signal) =>
  new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const headers = {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    };
    const outgoing = send(url, { method, headers, signal, agent: false }, (incoming) => {
      readAll(incoming).then((text) => resolve({ status: incoming.statusCode ?? 0, body: text }), reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

async function readAll(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestAnswer) {
      incoming.destroy();
      throw new AnswerTooLong(`the answer is longer than ${longestAnswer} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
