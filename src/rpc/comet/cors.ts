import type { IncomingMessage } from 'node:http';

/** What pages of other origins may do: CometBFT's defaults. */
const methods = ['HEAD', 'GET', 'POST'];
const headers = ['origin', 'accept', 'content-type', 'x-requested-with', 'x-server-time'];

export type Headers = Readonly<Record<string, string | number>>;

const noHeaders: Headers = {};
const varies: Headers = { Vary: 'Origin' };

function allowedOrigin(origins: readonly string[], origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  if (origins.includes('*')) return '*';
  return origins.includes(origin) ? origin : undefined;
}

/** What an answer says to pages of these origins (`*` for any); nothing when there are none. */
export function corsHeaders(origins: readonly string[], { headers: { origin } }: IncomingMessage): Headers {
  if (origins.length === 0) return noHeaders;
  const allowed = allowedOrigin(origins, origin);
  return allowed === undefined ? varies : { ...varies, 'Access-Control-Allow-Origin': allowed };
}

/** What answers a page that asks whether it may call; undefined when the request is none of these. */
export function preflightHeaders(origins: readonly string[], request: IncomingMessage): Headers | undefined {
  const { origin, 'access-control-request-method': method } = request.headers;
  if (request.method !== 'OPTIONS' || method === undefined || origins.length === 0) return undefined;
  const vary = { Vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers' };
  const allowed = allowedOrigin(origins, origin);
  const asked = request.headers['access-control-request-headers'] ?? '';
  const names = asked.split(',').map((name) => name.trim().toLowerCase());
  const known = names.every((name) => name === '' || headers.includes(name));
  if (allowed === undefined || !methods.includes(method) || !known) return vary;
  return {
    ...vary,
    'Access-Control-Allow-Origin': allowed,
    'Access-Control-Allow-Methods': method,
    ...(asked !== '' && { 'Access-Control-Allow-Headers': asked }),
  };
}
