import type { QueryPort } from '../../src/rpc/queryPort.js';
import { emptyBytes } from '../../src/util/bytes.js';

const broadcast = '/cosmos.tx.v1beta1.Service/BroadcastTx';

/** A port that takes broadcasts too, and remembers their bytes. */
export function withTxService(port: QueryPort, received: Uint8Array[] = []): QueryPort {
  return {
    methods: new Set([...port.methods, broadcast]),
    query(request) {
      if (request.path !== broadcast) return port.query(request);
      received.push(request.data ?? emptyBytes);
      const nothing = { code: 0, codespace: '', log: '', key: undefined, proofOps: [], height: 3n };
      return { ...nothing, value: emptyBytes };
    },
  };
}
