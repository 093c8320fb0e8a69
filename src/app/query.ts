import type { MultiStore } from '../store/multiStore.js';
import { queryStore } from '../store/storeQuery.js';
import type { Codec } from '../store/value.js';
import { sdkErrors } from '../types/errors.js';
import { emptyBytes, utf8ToBytes } from '../util/bytes.js';
import { CodedError } from '../util/errors.js';
import type { QueryRequest, QueryResponse } from './abci.js';
import type { AppView } from './context.js';
import { wireFault } from './decodeTx.js';
import { type BugListener, codedFailure } from './failure.js';
import { statusError } from './grpcStatus.js';
import type { AnyQueryRoute, Routes } from './routes.js';
import { simulationJson } from './simulation.js';
import type { TxResult } from './txResult.js';

/** What queries are answered from. */
export interface QuerySource<K> {
  readonly name: string;
  readonly version: string;
  readonly stores: MultiStore;
  readonly routes: Routes<K>;
  readonly onBug: BugListener | undefined;
  view(height: bigint): AppView<K>;
  simulate(tx: Uint8Array): TxResult;
}

/** A request with its height resolved: 0 has become the last one. */
type Asked = Required<QueryRequest>;

const nothing: QueryResponse = {
  code: 0,
  codespace: '',
  log: '',
  key: undefined,
  value: undefined,
  proofOps: [],
  height: 0n,
};

/** Answers an ABCI query: a module's gRPC method, a raw store, or the app about itself. Never throws for a bad one. */
export function answerQuery<K>(source: QuerySource<K>, request: QueryRequest): QueryResponse {
  const { path, data = emptyBytes, prove = false } = request;
  const asked = { path, data, prove, height: request.height || source.stores.height };
  try {
    return route(source, asked);
  } catch (error) {
    return refused(codedFailure(error, `query ${path}`, source.onBug), 0n);
  }
}

function refused(shown: CodedError, height: bigint, error = shown): QueryResponse {
  const { code, codespace, message } = shown;
  return { ...nothing, code, codespace, log: message, height, error };
}

function route<K>(source: QuerySource<K>, asked: Asked): QueryResponse {
  const parts = asked.path.replace(/^\//, '').split('/');
  if (asked.path === '') throw unknownRequest('no query path provided');
  const method = source.routes.query(asked.path);
  if (method !== undefined) return callMethod(source, method, asked);
  if (parts[0] === 'app') return askApp(source, parts, asked);
  if (parts[0] === 'store') return readStore(source, parts, asked);
  if (parts[0] === 'p2p') return filterPeer(parts);
  throw unknownRequest('unknown query path');
}

const unknownRequest = (text: string): CodedError => new CodedError(sdkErrors.unknownRequest, text);

function callMethod<K>(source: QuerySource<K>, method: AnyQueryRoute<K>, asked: Asked): QueryResponse {
  assertHeight(source, asked);
  const { ctx, keepers } = openView(source, asked.height);
  let request: unknown;
  try {
    request = method.request.decode(asked.data);
  } catch (cause) {
    return refused(new CodedError(sdkErrors.invalidRequest, wireFault(cause), { cause }), asked.height);
  }
  try {
    const response = method.handle(ctx, keepers, request as never);
    return { ...nothing, value: (method.response as Codec<unknown>).encode(response), height: asked.height };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return refused(statusError(error), asked.height, error);
  }
}

function assertHeight<K>({ name, stores }: QuerySource<K>, { height, prove }: Asked): void {
  const { invalidRequest, invalidHeight } = sdkErrors;
  if (height < 0n) {
    throw new CodedError(invalidRequest, 'cannot query with height < 0; please provide a valid height');
  }
  if (stores.height === 0n) throw notReady(name);
  if (height > stores.height) {
    throw new CodedError(invalidHeight, 'cannot query with height in the future; please provide a valid height');
  }
  if (prove) assertProvable(height);
}

/** Nothing can be read before the first block is committed. */
export function notReady(name: string): CodedError {
  return new CodedError(sdkErrors.invalidHeight, `${name} is not ready; please wait for first block`);
}

function assertProvable(height: bigint): void {
  if (height > 1n) return;
  throw new CodedError(
    sdkErrors.invalidRequest,
    'cannot query with proof when height <= 1; please provide a valid height',
  );
}

function openView<K>({ stores, view }: QuerySource<K>, height: bigint): AppView<K> {
  if (stores.has(height)) return view(height);
  const reason =
    'version mismatch on immutable IAVL tree; version does not exist. ' +
    'Version has either been pruned, or is for a future block height';
  const text = `failed to load state at height ${height}; ${reason} (latest height: ${stores.height})`;
  throw new CodedError(sdkErrors.notFound, text);
}

function askApp<K>(source: QuerySource<K>, parts: readonly string[], asked: Asked): QueryResponse {
  if (parts.length < 2) {
    throw unknownRequest("expected second parameter to be either 'simulate' or 'version', neither was present");
  }
  // The SDK gives these two answers a codespace although it is none of an error.
  const told = { ...nothing, codespace: 'sdk', height: asked.height };
  if (parts[1] === 'simulate') return { ...told, value: simulationJson(source.simulate(asked.data)) };
  if (parts[1] !== 'version') throw unknownRequest(`unknown query: [${parts.join(' ')}]`);
  return { ...told, value: utf8ToBytes(source.version) };
}

function readStore<K>({ stores }: QuerySource<K>, parts: readonly string[], asked: Asked): QueryResponse {
  if (asked.prove) assertProvable(asked.height);
  const { log, key, value, proofOps } = queryStore(stores, { ...asked, path: `/${parts.slice(1).join('/')}` });
  return { ...nothing, log, key, value, proofOps, height: asked.height };
}

/** The node asks whether it may talk to a peer; this chain has nothing against anybody. */
function filterPeer(parts: readonly string[]): QueryResponse {
  if (parts.length < 4) throw unknownRequest('path should be p2p filter <addr|id> <parameter>');
  if (parts[1] !== 'filter') throw unknownRequest("expected second parameter to be 'filter'");
  return nothing;
}
