import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { QueryAccountRequest } from 'cosmjs-types/cosmos/auth/v1beta1/query';
import { startCometServer } from '../src/rpc/comet/server.js';
import { bytesToBase64, bytesToHex } from '../src/util/bytes.js';
import { alice } from '../test/app/ante/signing.js';
import { devNode, sendTx } from '../test/node/devChain.js';
import { compare } from './harness.js';
import { call, startClients } from './rpcClients.js';

// Requests to the RPC, beside a bare HTTP server that sends an answer as long as that of `status`. The clients are another process;
// what is told is what the server's main thread was busy for one request.

const requests = 4000;
const txs = 1000;

const repeated = (body: string): readonly string[] => new Array<string>(requests).fill(body);

const clients = startClients();

async function bareServer(answer: string): Promise<Server> {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(answer) };
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200, headers).end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const node = await devNode();
const server = await startCometServer(node);
const status = call('status');
const account = call('abci_query', {
  path: '/cosmos.auth.v1beta1.Query/Account',
  data: bytesToHex(QueryAccountRequest.encode({ address: alice.address }).finish()),
  prove: false,
});
const sample = await fetch(server.url, { method: 'POST', body: status }).then((answer) => answer.text());
const bare = await bareServer(sample);
const barePort = (bare.address() as AddressInfo).port;

// What the real chain's node takes for a request, by the clock (reference, performance, section 11).
const beside = { 1: { status: 1 / 4.1, account: 1 / 2.8 }, 16: { status: 1 / 14, account: 1 / 5.3 } } as const;
for (const connections of [1, 16] as const) {
  for (const [name, body] of Object.entries({ status, account })) {
    const run = (port: number) => () => clients.load({ port, connections, bodies: repeated(body) });
    await compare(
      `one request over ${connections} connection(s)`,
      [
        { name: 'bare server', run: run(barePort) },
        { name, run: run(server.port) },
      ],
      {
        per: { count: requests, unit: '/request' },
        rounds: 3,
        beside: { 'the real node, wall': beside[connections][name as 'status' | 'account'] },
      },
    );
  }
}

let sequence = 0;
await compare(
  'one broadcast_tx_sync after another, signed',
  [
    {
      name: 'broadcast_tx_sync',
      prepare: () => {
        node.mine();
        const bodies = Array.from({ length: txs }, () =>
          call('broadcast_tx_sync', { tx: bytesToBase64(sendTx(sequence++)) }),
        );
        return bodies;
      },
      run: (bodies: readonly string[]) => clients.load({ port: server.port, connections: 1, bodies }),
    },
  ],
  { per: { count: txs, unit: '/tx' }, rounds: 3, beside: { 'the real node, wall': 1 / 0.876 } },
);
if (node.mempool.size !== txs) throw new Error(`${node.mempool.size} of ${txs} transactions wait`);

clients.stop();
bare.close();
await server.close();
await node.stop();
