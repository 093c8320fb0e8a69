import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueryAccountRequest } from 'cosmjs-types/cosmos/auth/v1beta1/query';
import { MsgSubmitHardwareDiff } from '../src/gen/inference/inference/tx.js';
import { signTx } from '../src/network/signTx.js';
import { type Account, defaultMnemonic, deriveAccounts } from '../src/node/accounts.js';
import { parseGenesisFile } from '../src/node/genesisFile.js';
import type { Node } from '../src/node/node.js';
import { openNode } from '../src/node/openNode.js';
import { freshGenesis } from '../src/nodeEntry.js';
import { startCometServer } from '../src/rpc/comet/server.js';
import { bytesToBase64, bytesToHex } from '../src/util/bytes.js';
import { secp256k1Engine } from '../src/util/secp256k1.js';
import { packed } from '../test/sim/actions.js';
import { compare, derived, yardstick } from './harness.js';
import { type Measured, startBare, startGonkaSim } from './nodeProcess.js';
import { call, startClients } from './rpcClients.js';
import { median } from './timing.js';
import { factorOf, type Reading } from './yardstick.js';

// A node as its users meet it: how soon it answers, what it weighs, how long its blocks and a transaction take. Beside stand the
// figures of the real chain's node and the goals (reference, performance, section 11).

const starts = 5;
const emptyBlocks = 500;
const senders = 1000;
const accounts = senders + 1;
const commits = 200;
const requests = 20_000;
const step = 1_000_000_000n;

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;

/** Starts of both in turn; processor time, because neighbours on the machine lengthen the rest. */
async function benchStart(): Promise<void> {
  const cpu = { bare: [] as number[], ours: [] as number[] };
  const atOnce = async (process: Measured, taken: number[]) => {
    taken.push((await process.usage()).cpu);
    await process.stop();
  };
  const readings: Reading[] = [];
  for (let round = 0; round < starts; round++) {
    readings.push(await yardstick.read());
    await atOnce(await startBare(), cpu.bare);
    await atOnce(await startGonkaSim(), cpu.ours);
  }
  derived(
    'start to the first RPC answer, processor time',
    { ours: median(cpu.ours), factor: factorOf(readings) },
    {
      besideHere: { 'Node.js alone': median(cpu.bare) },
      beside: { floor: 500, goal: 250, 'the real node, wall': 268 },
    },
  );
}

async function benchMemory(): Promise<void> {
  const node = await startGonkaSim();
  const before = await node.usage();
  const clients = startClients();
  const { address } = deriveAccounts(defaultMnemonic, [0], 'gonka')[0]!;
  const data = bytesToHex(QueryAccountRequest.encode({ address }).finish());
  const query = call('abci_query', { path: '/cosmos.auth.v1beta1.Query/Account', data });
  const bodies = Array.from({ length: requests }, (_, i) => (i % 2 === 0 ? call('status') : query));
  await clients.load({ port: Number(new URL(node.url).port), connections: 16, bodies });
  const after = await node.usage();
  clients.stop();
  await node.stop();
  console.log('\nmemory: resident, and what lives after a collection of garbage');
  console.log(
    `  at rest                                      ${mebibytes(before.resident)}, ${mebibytes(before.live)}`,
  );
  console.log(
    `  after ${requests} requests over 16 connections    ${mebibytes(after.resident)}, ${mebibytes(after.live)}`,
  );
  console.log('  goal                                         120 MB; the real node 216 MB');
}

const genesis = parseGenesisFile(await freshGenesis({ accounts }), 'fresh genesis');
const people = deriveAccounts(defaultMnemonic, [...Array(accounts).keys()], 'gonka').slice(1);
const directory = mkdtempSync(join(tmpdir(), 'gonka-sim-bench-'));
let homes = 0;

const inMemory = (): Promise<Node> => openNode({ genesis, mode: 'manual', timeStep: step });
const onDisk = (): Promise<Node> =>
  openNode({ genesis, mode: 'manual', timeStep: step, home: join(directory, String(homes++)) });

async function benchEmptyBlock(): Promise<void> {
  const nodes = { memory: await inMemory(), LevelDB: await onDisk() };
  const mine = (node: Node) => () => {
    for (let block = 0; block < emptyBlocks; block++) node.mine();
  };
  await compare(
    'an empty block of the whole node: header, votes, signature, all modules, index, events',
    Object.entries(nodes).map(([name, node]) => ({ name, run: mine(node) })),
    {
      per: { count: emptyBlocks, unit: '/block' },
      beside: { 'target, app alone': 0.25, 'goal, app alone': 0.1, 'Go, goleveldb, app alone': 2.7 },
    },
  );
  for (const node of Object.values(nodes)) await node.stop();
}

const node = (i: number, round: number) => ({
  localId: `node${i}`,
  status: 1,
  models: ['Qwen/QwQ-32B'],
  hardware: [{ type: 'NVIDIA H100 80GB', count: 8 }],
  host: 'node.example.com',
  port: String(8080 + round),
});

/** All sign a change of two nodes; `round` is the sequence of each. */
function signedDiffs({ chainId }: Node, senders: readonly Account[], round: number): Uint8Array[] {
  return senders.map((account) => {
    const newOrModified = [node(1, round), node(3, round)];
    const messages = [packed(MsgSubmitHardwareDiff, { creator: account.address, newOrModified })];
    const accountNumber = numbers.get(account.address)!;
    return signTx({ messages, account, chainId, accountNumber, sequence: BigInt(round), gasLimit: 500_000n });
  });
}

const { auth } = genesis.appState as { auth: { accounts: readonly { address: string; account_number: string }[] } };
const numbers = new Map(auth.accounts.map(({ address, account_number }) => [address, BigInt(account_number)]));

function send(chain: Node, txs: readonly Uint8Array[]): void {
  for (const tx of txs) {
    const { code, log } = chain.broadcast(tx);
    if (code !== 0) throw new Error(log);
  }
}

async function benchSignedDiffs(): Promise<void> {
  const chain = await onDisk();
  let round = 0;
  const signed = (): Uint8Array[] => signedDiffs(chain, people, round++);
  const mine = (): void => {
    chain.mine();
    const results = chain.blocks.results(chain.height)!;
    if (results.txResults.length !== senders) throw new Error(`${results.txResults.length} transactions`);
    const failed = results.txResults.find(({ code }) => code !== 0);
    if (failed !== undefined) throw new Error(failed.log);
  };
  await compare(
    `${senders} signed hardware diffs through a node, signatures by ${secp256k1Engine().name}, in LevelDB`,
    [
      {
        name: 'broadcast and block, never seen before',
        prepare: signed,
        run(txs) {
          send(chain, txs);
          mine();
        },
      },
      {
        name: 'their block, after broadcast',
        prepare() {
          const txs = signed();
          send(chain, txs);
          return txs;
        },
        run: mine,
      },
    ],
    { rounds: 5, beside: { floor: 180, goal: 75, 'Go, goleveldb': 306 } },
  );
  await chain.stop();
}

/** A transaction until its block, over HTTP: what a test of a client waits for. */
async function benchLatency(): Promise<void> {
  const chain = await openNode({ genesis, mode: 'instant', timeStep: step });
  const server = await startCometServer(chain);
  const clients = startClients();
  const bare = createServer((request, response) => request.resume().on('end', () => response.end('{}')));
  await new Promise<void>((done) => bare.listen(0, '127.0.0.1', done));
  const barePort = (bare.address() as AddressInfo).port;
  let round = 0;
  const bodies = () => {
    const txs = Array.from({ length: commits }, () => signedDiffs(chain, people.slice(0, 1), round++)[0]!);
    return txs.map((tx) => call('broadcast_tx_commit', { tx: bytesToBase64(tx) }));
  };
  const run = (port: number) => (load: readonly string[]) => clients.load({ port, connections: 1, bodies: load });
  await compare(
    'broadcast_tx_commit in instant mode, one after another: a transaction and its block',
    [
      { name: 'bare server', prepare: () => Array<string>(commits).fill(call('status')), run: run(barePort) },
      { name: 'broadcast_tx_commit', prepare: bodies, run: run(server.port) },
    ],
    { per: { count: commits, unit: '/tx' }, rounds: 5 },
  );
  if (Number(chain.height) < commits) throw new Error(`only ${chain.height} blocks`);
  clients.stop();
  bare.close();
  await server.close();
  await chain.stop();
}

await benchStart();
await benchMemory();
await benchEmptyBlock();
await benchSignedDiffs();
await benchLatency();
rmSync(directory, { recursive: true });
