import { type Answer, detail, json } from '../answer.js';
import type { ApiRequest } from './request.js';

/** A row of a table of routes. A path that ends in `*` takes whatever follows, slashes included. */
export interface Route<Host> {
  readonly method: string;
  readonly path: string;
  run(host: Host, request: ApiRequest, rest: string): Answer | Promise<Answer>;
}

/** The route for a request, or what Starlette answers when there is none: 405, a redirect, 404. */
export type Routed<Host> =
  | { readonly route: Route<Host>; readonly rest: string }
  | { readonly route?: never; readonly answer: Answer };

const restOf = (path: string, wanted: string): string | undefined => {
  if (!wanted.endsWith('*')) return path === wanted ? '' : undefined;
  const start = wanted.slice(0, -1);
  return path.startsWith(start) ? path.slice(start.length) : undefined;
};

/** Finds a route as Starlette does. */
export function findRoute<Host>(routes: readonly Route<Host>[], request: ApiRequest): Routed<Host> {
  const { method, path, origin, query } = request;
  const matching = routes.filter((route) => restOf(path, route.path) !== undefined);
  const route = matching.find((one) => one.method === method);
  if (route !== undefined) return { route, rest: restOf(path, route.path)! };
  if (matching.length > 0) {
    const allow = matching[0]!.method;
    return { answer: { ...json(405, { detail: 'Method Not Allowed' }), headers: { allow } } };
  }
  const other = path.endsWith('/') ? path.replace(/\/+$/, '') : `${path}/`;
  if (path !== '/' && routes.some((one) => restOf(other, one.path) !== undefined)) {
    return { answer: { status: 307, headers: { location: `${origin}${other}${query}` }, text: '' } };
  }
  return { answer: detail(404, 'Not Found') };
}
