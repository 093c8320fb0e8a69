import type { CodedError } from '../../util/errors.js';
import { rpcError } from './errors.js';
import { goSyntaxFault, rawMember } from './goJsonSyntax.js';
import { type JsonText, jsonText } from './shapes/json.js';

/** One request of JSON-RPC 2.0, as CometBFT reads it: the version does not count. */
export interface RpcRequest {
  /** As JSON text; a request without one is a notification, which is neither run nor answered. */
  readonly id: JsonText | undefined;
  readonly method: string;
  /** Undefined when left out. */
  readonly params: unknown;
  /** The text of one parameter, as it was sent. */
  raw(key: string | number): string;
}

/** How Go names the type that it wanted. */
const requestType =
  'struct { JSONRPC string "json:\\"jsonrpc\\""; ID interface {} "json:\\"id,omitempty\\""; ' +
  'Method string "json:\\"method\\""; Params json.RawMessage "json:\\"params\\"" }';

const unreadable = (fault: string): CodedError => rpcError('parse', `error unmarshaling request: ${fault}`);
const cannotUnmarshal = (kind: string, type: string): CodedError =>
  unreadable(`json: cannot unmarshal ${kind} into Go ${type}`);

/** A body of one request or of a list of them. @throws jsonrpc/-32700 with Go's words */
export function parseBody(body: string): readonly RpcRequest[] {
  const json = parseJson(body);
  if (json === null) return [];
  if (!Array.isArray(json)) return [toRequest(json, body, [])];
  try {
    return json.map((item, index) => toRequest(item, body, [index]));
  } catch {
    throw notARequest('array');
  }
}

/** A body of exactly one request. @throws jsonrpc/-32700 with Go's words */
export function parseSingle(body: string): RpcRequest {
  return toRequest(parseJson(body), body, []);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw unreadable(goSyntaxFault(body) ?? 'invalid character');
  }
}

const notARequest = (kind: string): CodedError => cannotUnmarshal(kind, `value of type ${requestType}`);

const kindOf = (value: unknown): string =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;

function toRequest(json: unknown, body: string, path: readonly (string | number)[]): RpcRequest {
  if (json === null) return { id: undefined, method: '', params: undefined, raw: () => 'null' };
  if (typeof json !== 'object' || Array.isArray(json)) throw notARequest(kindOf(json));
  let [id, method, params]: [unknown, string, unknown] = [undefined, '', undefined];
  for (const [key, value] of Object.entries(json)) {
    // Go does not mind how a field's name is cased.
    const name = key.toLowerCase();
    if (name === 'id') id = value;
    else if (name === 'params') params = value;
    else if (name === 'jsonrpc') textField(name, value);
    else if (name === 'method') method = textField(name, value);
  }
  return { id: idText(id), method, params, raw: (key) => rawMember(body, [...path, 'params', key]) };
}

function textField(name: string, value: unknown): string {
  if (value === null) return '';
  if (typeof value !== 'string') throw cannotUnmarshal(kindOf(value), `struct field .${name} of type string`);
  return value;
}

/** Numbers lose their fraction, as in Go; beyond 64 bits nothing of them is left. */
function idText(id: unknown): JsonText | undefined {
  if (id === undefined || id === null) return undefined;
  if (typeof id === 'string') return jsonText(id);
  if (typeof id === 'number') {
    return Number.isSafeInteger(id) ? String(id) : String(BigInt.asIntN(64, clamped(Math.trunc(id))));
  }
  const [shown, type] = typeof id === 'boolean' ? [String(id), 'bool'] : goValue(id);
  throw unreadable(`json-rpc ID (${shown}) is of unknown type (${type})`);
}

const clamped = (value: number): bigint => (Math.abs(value) < 2 ** 63 ? BigInt(value) : -(2n ** 63n));

/** A list or an object as Go prints it. */
function goValue(value: unknown): [shown: string, type: string] {
  if (Array.isArray(value)) return [`[${value.map((item) => goValue(item)[0]).join(' ')}]`, '[]interface {}'];
  if (typeof value !== 'object' || value === null) return [value === null ? '<nil>' : String(value), typeof value];
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return [`map[${entries.map(([key, item]) => `${key}:${goValue(item)[0]}`).join(' ')}]`, 'map[string]interface {}'];
}

export const success = (id: JsonText, result: JsonText): JsonText => `{"jsonrpc":"2.0","id":${id},"result":${result}}`;

/** An error's answer; without id where the request could not be read. */
export function failure(id: JsonText | undefined, { code, kind, context }: CodedError): JsonText {
  const error = jsonText({
    code,
    message: kind.text,
    data: context.data === '' ? undefined : (context.data as string),
  });
  return id === undefined ? `{"jsonrpc":"2.0","error":${error}}` : `{"jsonrpc":"2.0","id":${id},"error":${error}}`;
}
