import { CodedError } from '../../util/errors.js';
import type { RpcRequest } from './envelope.js';
import { internalError, rpcError } from './errors.js';
import type { ParamsOf, ParamTable } from './params.js';
import type { CallRoute } from './route.js';

/** CometBFT calls a method without looking whether it needs parameters; this is what Go says then. */
export const tooFewArguments = 'reflect: Call with too few input arguments';

export const lacksParams = ({ params }: RpcRequest, route: { readonly params: ParamTable }): boolean =>
  params === undefined && Object.keys(route.params).length > 0;

/** Parameters by name or in order. Names that the method does not know are ignored. */
export function paramsFromJson<P extends ParamTable>(table: P, request: RpcRequest): ParamsOf<P> {
  try {
    return read(table, request) as ParamsOf<P>;
  } catch (error) {
    throw worded(error, 'error converting json params to arguments');
  }
}

function read(table: ParamTable, { params, raw }: RpcRequest): Record<string, unknown> {
  const kinds = Object.entries(table);
  if (Array.isArray(params)) {
    if (params.length !== kinds.length) throw wrongCount(kinds, params, raw);
    return Object.fromEntries(
      kinds.map(([name, kind], index) => [name, kind.fromJson(params[index], () => raw(index))]),
    );
  }
  if (params !== undefined && typeof params !== 'object') {
    const kind = typeof params === 'boolean' ? 'bool' : typeof params;
    const reason = `json: cannot unmarshal ${kind} into Go value of type []json.RawMessage`;
    throw rpcError('invalidParams', `unknown type for JSON params: ${reason}. Expected map or array`);
  }
  const given = (params ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    kinds.map(([name, kind]) => [
      name,
      Object.hasOwn(given, name) ? kind.fromJson(given[name], () => raw(name)) : kind.zero,
    ]),
  );
}

/** The parameters are shown as Go prints raw JSON: by their bytes. */
function wrongCount(
  kinds: readonly (readonly [string, unknown])[],
  params: readonly unknown[],
  raw: RpcRequest['raw'],
) {
  const shown = params.map((_, index) => `[${[...Buffer.from(raw(index))].join(' ')}]`).join(' ');
  const names = kinds.map(([name]) => name).join(' ');
  return rpcError(
    'invalidParams',
    `expected ${kinds.length} parameters ([${names}]), got ${params.length} ([${shown}])`,
  );
}

/** Parameters from a URI's query or a form; an empty one counts as left out. */
export function paramsFromUri<P extends ParamTable>(table: P, get: (name: string) => string | null): ParamsOf<P> {
  try {
    const entries = Object.entries(table).map(([name, kind]) => {
      const given = get(name);
      return [name, given === null || given === '' ? kind.zero : kind.fromUri(given)] as const;
    });
    return Object.fromEntries(entries) as ParamsOf<P>;
  } catch (error) {
    throw worded(error, 'error converting http params to arguments');
  }
}

function worded(error: unknown, what: string): unknown {
  if (!(error instanceof CodedError)) return error;
  return rpcError('invalidParams', `${what}: ${String(error.context.data)}`);
}

/** Whether clients may keep the answer to this call. */
export function isCacheable({ cacheable }: CallRoute, params: Readonly<Record<string, unknown>>): boolean {
  return cacheable === true || (cacheable !== undefined && params[cacheable] !== undefined);
}

/** What goes wrong in a method as its caller sees it: coded errors in their own words, a bug by its message alone. */
export function asRpcError(error: unknown): CodedError {
  if (error instanceof CodedError && error.codespace === 'jsonrpc') return error;
  return internalError(error instanceof Error ? error.message : String(error));
}
