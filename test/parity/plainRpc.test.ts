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
/** Where the recorded node stood when it was probed: what its status says. */
function probedAt(probes: readonly unknown[]): bigint {
  const told = probes.map((row) => /"latest_block_height":"(\d+)"/.exec(JSON.stringify(row))?.[1]);
  return BigInt(told.find((height) => height !== undefined)!);
}

describe.skipIf(!haveVectors)('the RPC beside the recorded plain node', () => {
  let node: Node;
  let server: CometServer;
  const compared: Compared[] = [];

  beforeAll(async () => {
    const [calls, probes] = ['rpc', 'probes'].map((name) => rowsOf(join(vectorsFolder, `simapp53-${name}.jsonl`)));
    node = await openPlainNode(probedAt(probes!));
    server = await startCometServer(node);
    for (const row of [...calls!, ...probes!]) {
      const exchange = plainExchangeOf(row, methods);
      compared.push(compare(exchange, await ask(server.url, exchange.asked)));
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
