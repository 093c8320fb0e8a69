import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGrpcServer } from '../../src/rpc/grpc/server.js';
import type { RunningServer } from '../../src/rpc/httpServer.js';
import { RawClient } from '../rpc/grpc/client.js';
import { haveVectors, vectorsFolder } from '../vectors/shared.js';
import { type Compared, compare, rowsOf, scoreByRoute } from './exchanges.js';
import { grpcExchangeOf } from './grpcExchanges.js';
import { holdToPage } from './parityPage.js';
import { queryPortOf } from './queryPortOf.js';
import { RecordedNode } from './recordedNode.js';
import { recordingFiles } from './recordingFiles.js';
import { grpcBecause } from './restReasons.js';

describe.skipIf(!haveVectors)('gRPC beside the recorded node', () => {
  let server: RunningServer;
  let client: RawClient;
  const compared: Compared[] = [];

  beforeAll(async () => {
    const node = new RecordedNode(recordingFiles());
    server = await startGrpcServer(queryPortOf(node), { host: '127.0.0.1', port: 0 });
    client = new RawClient(server.url);
    for (const row of rowsOf(join(vectorsFolder, 'live/grpc.jsonl'))) {
      const exchange = grpcExchangeOf(row);
      if (exchange === undefined) continue;
      if (exchange.height !== undefined) node.advanceTo(exchange.height);
      const answer = { status: 200, contentType: undefined, cacheControl: undefined, text: await exchange.put(client) };
      compared.push(compare({ ...exchange, answer: { ...exchange.answer, cacheControl: 'not recorded' } }, answer));
    }
  });
  afterAll(async () => {
    client?.close();
    await server?.close();
  });

  it('answers as alike as docs/PARITY-NODE.md says', () => {
    expect(compared.length).toBeGreaterThan(40);
    holdToPage('grpc', 'gRPC (live/grpc.jsonl)', scoreByRoute(compared, grpcBecause));
  });
});
