import { bytesToBase64 } from '../../../util/bytes.js';
import { flag, hex, int64, text } from '../params.js';
import { callRoute } from '../route.js';
import { int, type Json, jsonText } from '../shapes/json.js';

const bytesOrNull = (bytes: Uint8Array | undefined): string | null =>
  bytes === undefined ? null : bytesToBase64(bytes);

/** Asks the application: a gRPC method of a module, a raw store with or without proof, or the application about itself. */
export const abciQuery = callRoute({
  name: 'abci_query',
  params: { path: text, data: hex, height: int64, prove: flag },
  handle({ node }, request) {
    const { code, log, key, value, proofOps, height, codespace } = node.query(request);
    const ops: Json = proofOps.map((op) => ({
      type: op.type,
      key: bytesToBase64(op.key),
      data: bytesToBase64(op.data),
    }));
    const response = {
      code,
      log,
      info: '',
      index: '0',
      key: bytesOrNull(key),
      value: bytesOrNull(value),
      proofOps: proofOps.length === 0 ? null : { ops },
      height: int(height),
      codespace,
    };
    return jsonText({ response });
  },
});
