import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../src/rpc/comet/routeTable.js';
import { type CometServer, startCometServer } from '../../src/rpc/comet/server.js';
import { haveVectors, vectorsFolder } from '../vectors/shared.js';
import { type Compared, rowsOf, scoreByRoute } from './exchanges.js';
import { holdToPage } from './parityPage.js';
import { RecordedNode } from './recordedNode.js';
import { recordingFiles } from './recordingFiles.js';
import { exchangeOf, firstEventHeight, heightToldBy, putExchange, putSession } from './rpcExchanges.js';
import { rpcBecause, socketBecause } from './rpcReasons.js';

const folder = join(vectorsFolder, 'live');
const methods = new Set(routes.map(({ name }) => name));

describe.skipIf(!haveVectors)('the RPC beside the recorded node', () => {
  let node: RecordedNode;
  let server: CometServer;
  const http: Compared[] = [];
  const sockets: Compared[] = [];

  beforeAll(async () => {
    node = new RecordedNode(recordingFiles());
    server = await startCometServer(node, { corsOrigins: [] });
    const txs = rowsOf(join(folder, 'txs.jsonl'));
    const heights = new Map(txs.map(({ hash, height }) => [String(hash).toLowerCase(), BigInt(height)]));
    const exchanges = rowsOf(join(folder, 'rpc.jsonl')).filter(({ name }) => !name.startsWith('pruned node:'));
    const frames = rowsOf(join(folder, 'websocket.jsonl'));
    const socketsFrom = firstEventHeight(frames);
    for (const [index, row] of exchanges.entries()) {
      const told = heightToldBy(row, exchanges.slice(index + 1), heights);
      if (sockets.length === 0 && told !== undefined && told >= socketsFrom) {
        node.advanceTo(socketsFrom - 1n);
        for (const session of new Set(frames.map((frame) => frame.session))) {
          const own = frames.filter((frame) => frame.session === session);
          sockets.push(...(await putSession(node, server.url, own)));
        }
      }
      http.push(await putExchange(node, server.url, exchangeOf(row, methods), row, told));
    }
  });
  afterAll(() => server?.close());

  it('makes every recorded block again, with the recorded id', () => {
    expect(node.strayed).toEqual([]);
  });

  it('answers over HTTP as alike as docs/PARITY-NODE.md says', () => {
    const { height, otherResults } = node;
    const fed = `${height} blocks made again have the recorded ids; the hash of results was lent at ${otherResults.length}.`;
    holdToPage('rpc', 'CometBFT RPC (live/rpc.jsonl)', scoreByRoute(http, rpcBecause), [fed]);
  });

  it('answers over WebSockets as alike as docs/PARITY-NODE.md says', () => {
    holdToPage('websocket', 'CometBFT WebSocket (live/websocket.jsonl)', scoreByRoute(sockets, socketBecause));
  });
});
