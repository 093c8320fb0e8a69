import { jsonToWire } from '../../types/descriptors/jsonToWire.js';
import { methodPath } from '../../types/descriptors/registry.js';
import { wireToJson } from '../../types/descriptors/wireToJson.js';
import { invalidArgument } from '../../types/queryStatus.js';
import { CodedError } from '../../util/errors.js';
import { type CallAnswer, callMethod, type GrpcStatus, grpcStatus, heightHeader } from '../callMethod.js';
import { goSyntaxFault } from '../comet/goJsonSyntax.js';
import type { QueryPort } from '../queryPort.js';
import { HttpRoutes, type RouteMatch } from './httpRoutes.js';
import { type RequestJson, setPathField, setQueryFields } from './requestJson.js';

/** What an HTTP request asks, with its path still as it was sent. */
export interface HttpRequest {
  /** Upper case. */
  readonly verb: string;
  readonly url: string;
  readonly height: string | undefined;
  readonly body: string;
}

export interface HttpAnswer {
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const jsonHeaders = { 'content-type': 'application/json' };
/** An SDK node hands a transaction to its mempool before it asks anything of the state, so REST names no height. */
const stateless: ReadonlySet<string> = new Set(['/cosmos.tx.v1beta1.Service/BroadcastTx']);

const notImplemented: GrpcStatus = { code: 12, message: 'Not Implemented' };

/** Turns HTTP requests into calls of gRPC methods and their answers into JSON, by the schema's annotations alone. */
export class GrpcGateway {
  readonly #port: QueryPort;
  #routes: HttpRoutes | undefined;

  constructor(port: QueryPort) {
    this.#port = port;
  }

  /** All routes of the methods that the node serves. Found at the first call, as the schema is. */
  get routes(): HttpRoutes {
    this.#routes ??= new HttpRoutes(this.#port.methods);
    return this.#routes;
  }

  answer(request: HttpRequest): HttpAnswer {
    const [rawPath = '', query = ''] = request.url.split(/\?(.*)/s, 2);
    const path = decoded(rawPath);
    if (path === undefined) return { code: 400, headers: { 'content-type': 'text/plain' }, body: '400 Bad Request' };
    const clean = cleanPath(path);
    if (clean !== path) return redirect(clean, query);
    const match = this.routes.match(request.verb, path);
    if (match === undefined) return refused(notImplemented);
    try {
      return this.#call(match, requestBytes(match, query, request.body), request.height);
    } catch (error) {
      if (error instanceof CodedError) return refused(grpcStatus(error));
      throw error;
    }
  }

  #call({ route: { method } }: RouteMatch, data: Uint8Array, height: string | undefined): HttpAnswer {
    const path = methodPath(method);
    const answer = callMethod(this.#port, path, data, height);
    const headers = stateless.has(path) ? jsonHeaders : { ...jsonHeaders, ...heightHeaders(answer) };
    if (answer.status.code !== 0) return refused(answer.status, headers);
    return { code: 200, headers, body: goJson(wireToJson(method.output, answer.value)) };
  }
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** A path without empty, `.` and `..` segments. A slash at its end says something, and stays. */
function cleanPath(path: string): string {
  const clean: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') clean.pop();
    else if (part !== '' && part !== '.') clean.push(part);
  }
  return clean.length === 0 ? '/' : `/${clean.join('/')}${path.endsWith('/') ? '/' : ''}`;
}

function redirect(path: string, query: string): HttpAnswer {
  const location = encodeURI(path) + (query === '' ? '' : `?${query}`);
  return { code: 301, headers: { location }, body: '' };
}

function requestBytes({ route, fields }: RouteMatch, query: string, body: string): Uint8Array {
  const { input } = route.method;
  const json: RequestJson = readBody(route.body, body);
  for (const [name, text] of fields) setPathField(json, input, name, text);
  if (route.body !== '*') setQueryFields(json, input, readQuery(query), new Set([...fields.keys(), route.body]));
  return jsonToWire(input, json);
}

function readQuery(query: string): URLSearchParams {
  const badEscape = /%(?![\da-fA-F]{2}).{0,2}/.exec(query);
  if (badEscape !== null) throw invalidArgument(`invalid URL escape ${JSON.stringify(badEscape[0])}`);
  if (query.includes(';')) throw invalidArgument('invalid semicolon separator in query');
  return new URLSearchParams(query);
}

function readBody(name: string, body: string): RequestJson {
  if (name === '' || body === '') return {};
  const fault = goSyntaxFault(body);
  if (fault !== undefined) throw invalidArgument(fault.replace('unexpected end of JSON input', 'unexpected EOF'));
  const json: unknown = JSON.parse(body);
  if (name !== '*') return { [name]: json };
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { ...json };
  const kind = json === null ? 'null' : Array.isArray(json) ? 'array' : typeof json;
  throw invalidArgument(`json: cannot unmarshal ${kind} into Go value of type map[string]json.RawMessage`);
}

/** Which height was read. The header without the prefix comes with answers only, not with refusals. */
function heightHeaders({ height, status }: CallAnswer): Readonly<Record<string, string>> {
  if (height === 0n) return {};
  const told = {
    'grpc-metadata-content-type': 'application/grpc+cosmos-sdk-grpc-codec',
    [`grpc-metadata-${heightHeader}`]: String(height),
  };
  return status.code === 0 ? { ...told, [heightHeader]: String(height) } : told;
}

const httpCodes: Readonly<Record<number, number>> = {
  1: 408,
  3: 400,
  4: 504,
  5: 404,
  6: 409,
  7: 403,
  8: 429,
  9: 400,
  10: 409,
  11: 400,
  12: 501,
  14: 503,
  16: 401,
};

function refused({ code, message }: GrpcStatus, headers: Readonly<Record<string, string>> = jsonHeaders): HttpAnswer {
  return { code: httpCodes[code] ?? 500, headers, body: goJson({ code, message, details: [] }) };
}

/** JSON text with the characters escaped that Go escapes. */
function goJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
