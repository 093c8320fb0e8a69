import type { IncomingMessage, ServerResponse } from 'node:http';

/** What pages of other origins may do: CometBFT's defaults. */
const methods = ['HEAD', 'GET', 'POST'];
const headers = ['origin', 'accept', 'content-type', 'x-requested-with', 'x-server-time'];

/**
 * Lets pages of these origins (`*` for any) call the RPC.
 *
 * @returns whether the request was a preflight, which is answered then
 */
export function answerCors(origins: readonly string[], request: IncomingMessage, response: ServerResponse): boolean {
  if (origins.length === 0) return false;
  const { origin, 'access-control-request-method': method } = request.headers;
  const allowed = origin !== undefined && (origins.includes('*') || origins.includes(origin));
  const allowedOrigin = origins.includes('*') ? '*' : origin;
  if (request.method !== 'OPTIONS' || method === undefined) {
    response.setHeader('Vary', 'Origin');
    if (allowed) response.setHeader('Access-Control-Allow-Origin', allowedOrigin!);
    return false;
  }
  response.setHeader('Vary', 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers');
  const asked = request.headers['access-control-request-headers'] ?? '';
  const names = asked.split(',').map((name) => name.trim().toLowerCase());
  if (allowed && methods.includes(method) && names.every((name) => name === '' || headers.includes(name))) {
    response.setHeader('Access-Control-Allow-Origin', allowedOrigin!);
    response.setHeader('Access-Control-Allow-Methods', method);
    if (asked !== '') response.setHeader('Access-Control-Allow-Headers', asked);
  }
  response.writeHead(204).end();
  return true;
}
