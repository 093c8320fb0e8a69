import { bytesToLatin1, latin1ToBytes, utf8ToBytes } from '../util/bytes.js';
import { CodedError, defineErrors } from '../util/errors.js';
import type { Key } from './kv.js';
import type { MultiStore } from './multiStore.js';
import { prefixRange } from './ranges.js';
import { protoBytes } from './varint.js';

/** A query of raw store data, as ABCI sends it under `/store`. Height 0 asks for the version before the last. */
export interface StoreQuery {
  /** `/<store>/key`, or `/<store>/subspace` for all entries of a prefix. */
  readonly path: string;
  readonly data: Uint8Array;
  readonly height: bigint;
  readonly prove: boolean;
}

export interface ProofOp {
  readonly type: string;
  readonly key: Uint8Array;
  readonly data: Uint8Array;
}

export interface StoreAnswer {
  /** Says so when the version does not exist; the answer is no error then. */
  readonly log: string;
  readonly height: bigint;
  readonly key: Uint8Array;
  /** Absent when the key is. */
  readonly value: Uint8Array | undefined;
  readonly proofOps: readonly ProofOp[];
}

/** The store's own numbers, as a node shows them (vectors `simapp53-probes`). */
export const queryErrors = defineErrors('store', {
  txDecode: [3, 'tx parse error'],
  unknownRequest: [4, 'unknown request'],
  invalidRequest: [7, 'invalid request'],
});

/** Answers a raw store query with the two proof operations of the SDK (vectors README, "Proof ops"). */
export function queryStore(stores: MultiStore, query: StoreQuery): StoreAnswer {
  const { name, subPath } = parsePath(query.path);
  if (!stores.isProved(name)) throw new CodedError(queryErrors.unknownRequest, `no such store: ${name}`);
  if (query.data.length === 0) throw new CodedError(queryErrors.txDecode, 'query cannot be zero length');
  const height = query.height === 0n ? latestAnswered(stores) : query.height;
  const answer = { log: '', height, key: query.data, proofOps: [] };
  if (subPath === '/subspace') return { ...answer, value: subspace(stores, name, bytesToLatin1(query.data)) };
  if (subPath !== '/key') throw new CodedError(queryErrors.unknownRequest, `unexpected query path: ${subPath}`);
  if (stores.has(height)) return valueAt(stores, name, query, height);
  if (!query.prove) return { ...answer, log: 'version does not exist', value: undefined };
  throw new CodedError(queryErrors.invalidRequest, 'proof is unexpectedly empty; ensure height has not been pruned');
}

function valueAt(stores: MultiStore, name: string, { data, prove }: StoreQuery, height: bigint): StoreAnswer {
  const version = stores.at(height);
  const key = bytesToLatin1(data);
  const value = version.store(name).get(key)?.bytes;
  const proofOps = prove
    ? [
        { type: 'ics23:iavl', key: data, data: version.proveKey(name, key) },
        { type: 'ics23:simple', key: utf8ToBytes(name), data: version.proveStore(name) },
      ]
    : [];
  return { log: '', height, key: data, value, proofOps };
}

function parsePath(path: string): { name: string; subPath: string } {
  const found = /^\/([^/]*)(.*)$/s.exec(path);
  if (found === null) throw new CodedError(queryErrors.unknownRequest, `invalid path: ${path}`);
  return { name: found[1]!, subPath: found[2]! };
}

const latestAnswered = (stores: MultiStore): bigint =>
  stores.has(stores.height - 1n) ? stores.height - 1n : stores.height;

/** All entries of a prefix as `cosmos.store.internal.kv.v1beta1.Pairs`; whatever the height, those of the last commit. */
function subspace(stores: MultiStore, name: string, prefix: Key): Uint8Array {
  let pairs = '';
  for (const [key, value] of stores.store(name).iterate(prefixRange(prefix))) {
    const content = bytesToLatin1(value.bytes);
    pairs += protoBytes(1, protoBytes(1, key) + (content === '' ? '' : protoBytes(2, content)));
  }
  return latin1ToBytes(pairs);
}
