import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Node } from '../../src/node/node.js';
import { routes } from '../../src/rpc/comet/routeTable.js';
import { type CometServer, startCometServer } from '../../src/rpc/comet/server.js';
import { haveVectors, vectorsFolder } from '../vectors/shared.js';
import { ask, type Compared, compare, rowsOf, scoreByRoute } from './exchanges.js';
import { holdToPage } from './parityPage.js';
import { openPlainNode } from './plainNode.js';
import { plainExchangeOf } from './rpcExchanges.js';
import { plainBecause } from './rpcReasons.js';

const methods = new Set(routes.map(({ name }) => name));
/** Where the recorded node stood when it was probed. */
const probedAt = 189n;

describe.skipIf(!haveVectors)('the RPC beside the recorded plain node', () => {
  let node: Node;
  let server: CometServer;
  const compared: Compared[] = [];

  beforeAll(async () => {
    node = await openPlainNode(probedAt);
    server = await startCometServer(node);
    for (const file of ['simapp53-rpc.jsonl', 'simapp53-probes.jsonl']) {
      for (const row of rowsOf(join(vectorsFolder, file))) {
        const exchange = plainExchangeOf(row, methods);
        compared.push(compare(exchange, await ask(server.url, exchange.asked)));
      }
    }
  });
  afterAll(async () => {
    await server?.close();
    await node?.stop();
  });

  it('answers as alike as docs/PARITY-NODE.md says', () => {
    holdToPage(
      'plain-rpc',
      'CometBFT RPC of a plain SDK chain (simapp53-*.jsonl)',
      scoreByRoute(compared, plainBecause),
    );
  });
});
