import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startGrpcServer } from '../../src/rpc/grpc/server.js';
import type { QueryPort } from '../../src/rpc/queryPort.js';
import { startRestServer } from '../../src/rpc/rest/server.js';
import { RawClient } from '../rpc/grpc/client.js';
import { haveVectors, vectorsFolder } from '../vectors/shared.js';
import { ask, type Compared, compare, type Exchange, rowsOf, scoreByRoute } from './exchanges.js';
import { grpcExchangeOf } from './grpcExchanges.js';
import { holdToPage } from './parityPage.js';
import { queryPortOf } from './queryPortOf.js';
import { RecordedNode } from './recordedNode.js';
import { recordingFiles } from './recordingFiles.js';
import { grpcBecause, restBecause } from './restReasons.js';

// biome-ignore lint/suspicious/noExplicitAny: rows of foreign files
type Row = any;

const loopback = { host: '127.0.0.1', port: 0 };
const heightHeader = 'x-cosmos-block-height';

/** Counted by what stands before the fields of a path. */
const routeOf = (path: string): string => path.split('?', 1)[0]!.split('/').slice(0, 5).join('/');

function restExchangeOf({ name, request, response }: Row): Exchange {
  const { method, path, headers, body } = request;
  const { status, json, text = '', text_head: head } = response;
  const content = head === undefined ? { text: json === undefined ? text : JSON.stringify(json) } : { head };
  return {
    name,
    route: routeOf(path),
    asked: { method, path, headers, body },
    answer: {
      status,
      contentType: response.headers['content-type'],
      cacheControl: 'not recorded',
      headers: response.headers,
      ...content,
    },
  };
}

async function putRest(node: RecordedNode, port: QueryPort): Promise<Compared[]> {
  const rest = await startRestServer(port, { ...loopback, corsOrigins: [] });
  const compared: Compared[] = [];
  for (const row of rowsOf(join(vectorsFolder, 'live/rest.jsonl'))) {
    // A second run of the same genesis, which forgets old heights.
    if (row.name.startsWith('pruned node:')) continue;
    const height = row.response.headers[`grpc-metadata-${heightHeader}`];
    const isLatest = row.request.headers?.[heightHeader] === undefined;
    if (height !== undefined && isLatest) node.advanceTo(BigInt(height));
    const exchange = restExchangeOf(row);
    compared.push(compare(exchange, await ask(rest.url, exchange.asked)));
  }
  await rest.close();
  return compared;
}

async function putGrpc(node: RecordedNode, port: QueryPort): Promise<Compared[]> {
  const server = await startGrpcServer(port, loopback);
  const client = new RawClient(server.url);
  const compared: Compared[] = [];
  for (const row of rowsOf(join(vectorsFolder, 'live/grpc.jsonl'))) {
    const exchange = grpcExchangeOf(row);
    if (exchange === undefined) continue;
    if (exchange.height !== undefined) node.advanceTo(exchange.height);
    compared.push(compare(exchange, { status: 200, contentType: undefined, text: await exchange.put(client) }));
  }
  client.close();
  await server.close();
  return compared;
}

describe.skipIf(!haveVectors)('beside the recorded node', () => {
  let node: RecordedNode;
  let port: QueryPort;
  beforeAll(() => {
    node = new RecordedNode(recordingFiles());
    port = queryPortOf(node);
  });

  it('REST answers as alike as docs/PARITY-NODE.md says', async () => {
    const compared = await putRest(node, port);
    expect(compared.length).toBeGreaterThan(0);
    holdToPage('rest', 'REST (live/rest.jsonl)', scoreByRoute(compared, restBecause));
  });

  it('gRPC answers as alike as docs/PARITY-NODE.md says', async () => {
    const compared = await putGrpc(node, port);
    expect(compared.length).toBeGreaterThan(0);
    holdToPage('grpc', 'gRPC (live/grpc.jsonl)', scoreByRoute(compared, grpcBecause));
  });
});
