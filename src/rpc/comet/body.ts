import type { IncomingMessage } from 'node:http';
import { rpcError } from './errors.js';

const unreadable = (reason: string) => rpcError('invalidRequest', `error reading request body: ${reason}`);

/**
 * The whole body of a request, as text.
 *
 * @throws jsonrpc/-32600 in Go's words when it is larger than the limit, in bytes, or breaks off
 */
export function readBody(request: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = Number(request.headers['content-length'] ?? 0);
    const refuse = () => {
      // The rest is read and dropped, so that the client comes to read the answer.
      request.removeAllListeners('data').resume();
      reject(unreadable('http: request body too large'));
    };
    if (size > limit) {
      refuse();
      return;
    }
    size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > limit) refuse();
      else parts.push(part);
    });
    request.on('end', () => resolve(parts.length === 1 ? parts[0]!.toString() : Buffer.concat(parts).toString()));
    request.on('error', () => reject(unreadable('unexpected EOF')));
  });
}
