import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../src/rpc/httpServer.js';
import { startRestServer } from '../../src/rpc/rest/server.js';
import { haveVectors, vectorsFolder } from '../vectors/shared.js';
import { ask, type Compared, compare, type Exchange, rowsOf, scoreByRoute } from './exchanges.js';
import { holdToPage } from './parityPage.js';
import { queryPortOf } from './queryPortOf.js';
import { RecordedNode } from './recordedNode.js';
import { recordingFiles } from './recordingFiles.js';
import { restBecause } from './restReasons.js';

// biome-ignore lint/suspicious/noExplicitAny: rows of foreign files
type Row = any;

const heightHeader = 'x-cosmos-block-height';

/** Counted by what stands before the fields of a path. */
const routeOf = (path: string): string => path.split('?', 1)[0]!.split('/').slice(0, 5).join('/');

function exchangeOf({ name, request, response }: Row): Exchange {
  const { method, path, headers, body } = request;
  const { status, json, text = '', text_head: head } = response;
  const content = head === undefined ? { text: json === undefined ? text : JSON.stringify(json) } : { head };
  return {
    name,
    route: routeOf(path),
    asked: { method, path, headers, body },
    answer: { status, contentType: response.headers['content-type'], cacheControl: 'not recorded', ...content },
  };
}

describe.skipIf(!haveVectors)('REST beside the recorded node', () => {
  let rest: RunningServer;
  const compared: Compared[] = [];

  beforeAll(async () => {
    const node = new RecordedNode(recordingFiles());
    rest = await startRestServer(queryPortOf(node), { host: '127.0.0.1', port: 0, corsOrigins: [] });
    for (const row of rowsOf(join(vectorsFolder, 'live/rest.jsonl'))) {
      // A second run of the same genesis, which forgets old heights.
      if (row.name.startsWith('pruned node:')) continue;
      const height = row.response.headers[`grpc-metadata-${heightHeader}`];
      const isLatest = row.request.headers?.[heightHeader] === undefined;
      if (height !== undefined && isLatest) node.advanceTo(BigInt(height));
      const exchange = exchangeOf(row);
      compared.push(compare(exchange, await ask(rest.url, exchange.asked)));
    }
  });
  afterAll(() => rest?.close());

  it('answers as alike as docs/PARITY-NODE.md says', () => {
    expect(compared.length).toBeGreaterThan(200);
    holdToPage('rest', 'REST (live/rest.jsonl)', scoreByRoute(compared, restBecause));
  });
});
