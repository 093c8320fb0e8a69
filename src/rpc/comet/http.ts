import { answerBeyond } from './beyond.js';
import { asRpcError, isCacheable, lacksParams, paramsFromJson, paramsFromUri, tooFewArguments } from './calls.js';
import { failure, parseBody, type RpcRequest, success } from './envelope.js';
import { internalError, rpcError } from './errors.js';
import { type CometEnv, isSocketRoute, type Route } from './route.js';
import { routeOf } from './routeTable.js';
import type { JsonText } from './shapes/json.js';

/** An answer of JSON. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: JsonText;
  /** Clients may keep it for a day. */
  readonly cacheable?: boolean;
}

/** What a request by URI has instead of an id. */
const uriId = '-1';

/** Answers a POST of one request or a list of them; undefined when nothing in it wants an answer. */
export async function answerBody(
  env: CometEnv,
  body: string,
  origin?: string | undefined,
): Promise<HttpAnswer | undefined> {
  let requests: readonly RpcRequest[];
  try {
    requests = parseBody(body);
  } catch (error) {
    return { status: 500, text: failure(undefined, asRpcError(error)) };
  }
  const { batch } = env.limits;
  if (requests.length > batch) {
    const excess = rpcError('invalidRequest', `batch request exceeds maximum (${batch}) allowed number of requests`);
    return { status: 200, text: failure(undefined, excess) };
  }
  const answers: JsonText[] = [];
  let cacheable = true;
  for (const request of requests) {
    if (request.id === undefined) continue;
    const route = routeOf(request.method);
    if (route !== undefined && lacksParams(request, route) && !isSocketRoute(route)) return tooFew();
    const answer = await answerCall(env, route, request, request.id, origin);
    answers.push(answer.text);
    cacheable &&= answer.cacheable === true;
  }
  if (answers.length === 0) return undefined;
  return { status: 200, text: answers.length === 1 ? answers[0]! : `[${answers.join(',')}]`, cacheable };
}

const tooFew = (): HttpAnswer => ({ status: 500, text: failure(uriId, internalError(tooFewArguments)) });

async function answerCall(
  env: CometEnv,
  route: Route | undefined,
  request: RpcRequest,
  id: JsonText,
  origin: string | undefined,
): Promise<HttpAnswer> {
  if (route === undefined || isSocketRoute(route)) {
    return { status: 200, text: await answerBeyond(env, request, id, origin) };
  }
  let cacheable = false;
  try {
    const params = paramsFromJson(route.params, request);
    cacheable = isCacheable(route, params);
    const result = route.handle(env, params);
    return { status: 200, text: success(id, typeof result === 'string' ? result : await result), cacheable };
  } catch (error) {
    return { status: 200, text: failure(id, asRpcError(error)), cacheable };
  }
}

/** Answers a method by its URI; `get` finds a parameter in the query or in a form. */
export async function answerUri(
  env: CometEnv,
  route: Route,
  get: (name: string) => string | null,
): Promise<HttpAnswer> {
  if (isSocketRoute(route)) return { status: 404, text: failure(uriId, rpcError('methodNotFound')) };
  try {
    const params = paramsFromUri(route.params, get);
    const text = success(uriId, await route.handle(env, params));
    return { status: 200, text, cacheable: isCacheable(route, params) };
  } catch (error) {
    return { status: 500, text: failure(uriId, asRpcError(error)) };
  }
}
