import type { ABCIQueryRequest, ABCIQueryResponse } from 'cosmjs-types/cosmos/base/tendermint/v1beta1/query';
import { invalidArgument } from '../../types/queryStatus.js';
import { emptyBytes } from '../../util/bytes.js';
import type { Node } from '../node.js';

const served: ReadonlySet<string> = new Set(['app', 'store', 'p2p', 'custom']);

/** A raw ABCI query; paths of gRPC methods are refused, because there is a door of their own for them. */
export function abciQuery(node: Node, { path, data, height, prove }: ABCIQueryRequest): ABCIQueryResponse {
  if (path === '') throw invalidArgument('empty query path');
  const [first = ''] = path.replace(/^\//, '').split('/');
  if (!served.has(first)) throw invalidArgument(`unsupported ABCI query path: ${path}`);
  const { code, codespace, log, key, value, proofOps, height: read } = node.query({ path, data, height, prove });
  return {
    code,
    codespace,
    log,
    info: '',
    index: 0n,
    key: key ?? emptyBytes,
    value: value ?? emptyBytes,
    height: read,
    ...(proofOps.length > 0 && { proofOps: { ops: [...proofOps] } }),
  };
}
