// node scripts/soak.mjs [SECONDS]: a node in a process of its own under full load over HTTP, WebSocket and gRPC at once, signed
// transactions among it (60 seconds when left out). Prints what lives in its memory after a collection of garbage, and fails when
// that grows once the node is warm.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import WebSocket from 'ws';
import { defaultMnemonic, deriveAccounts } from '../dist/node/accounts.js';
import { load } from './soakLoad.mjs';

const cli = resolve(import.meta.dirname, '../bin/gonka-sim.js');
const seconds = Number(process.argv[2] ?? 60);
const samples = 20;
/** By how much what lives may grow from the second third of the time to the last. */
const tolerance = { ratio: 1.05, bytes: 4 * 2 ** 20 };

const mebibytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** A node that keeps its blocks on disk, so that what a chain gathers is no part of the measure. */
async function startNode(home) {
  const ports = ['--rpc-port', '0', '--rest-port', '0', '--grpc-port', '0'];
  const block = ['--mode', 'interval', '--block-time', '250', '--clock', 'steps'];
  const args = ['--inspect=127.0.0.1:0', cli, 'node', '--home', home, ...ports, ...block];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = (stream, pattern) =>
    new Promise((done, fail) => {
      let text = '';
      stream.setEncoding('utf8').on('data', (part) => {
        text += part;
        const found = pattern.exec(text);
        if (found !== null) done(found);
      });
      child.once('exit', () => fail(new Error(`the node has ended\n${text}`)));
    });
  const ready = /ready rpc=(\S+) rest=(\S+) grpc=(\S+)/;
  const [debug, [, rpc, rest, grpcAddress]] = await Promise.all([
    said(child.stderr, /listening on (ws:\S+)/),
    said(child.stdout, ready),
  ]);
  return { child, rpc, rest, grpcAddress, inspector: await connect(debug[1]) };
}

/** Asks a process by the protocol of its debugger. */
async function connect(url) {
  const socket = new WebSocket(url);
  await new Promise((done, fail) => socket.once('open', done).once('error', fail));
  const waiting = new Map();
  socket.on('message', (data) => {
    const { id, result } = JSON.parse(data);
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  let id = 0;
  const ask = (method, params = {}) =>
    new Promise((done) => {
      waiting.set(++id, done);
      socket.send(JSON.stringify({ id, method, params }));
    });
  return {
    async memory() {
      await ask('HeapProfiler.collectGarbage');
      const expression = 'JSON.stringify(process.memoryUsage())';
      const { result } = await ask('Runtime.evaluate', { expression });
      return JSON.parse(result.value);
    },
    close: () => socket.terminate(),
  };
}

const home = join(mkdtempSync(join(tmpdir(), 'gonka-sim-soak-')), 'home');
const node = await startNode(home);
let failed = true;
try {
  const { result: status } = await fetch(`${node.rpc}/status`).then((answer) => answer.json());
  const accounts = deriveAccounts(defaultMnemonic, [...Array(9).keys()].slice(1), 'gonka');
  const atRest = await node.inspector.memory();
  console.log(`at rest: ${mebibytes(atRest.heapUsed)} live, ${mebibytes(atRest.rss)} resident`);

  const counts = {};
  const count = (kind) => (counts[kind] = (counts[kind] ?? 0) + 1);
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  const chainId = status.node_info.network;
  const clients = load({ ...node, chainId, accounts, count, goOn: () => elapsed() < seconds });
  const live = [];
  const sample = async () => {
    for (let n = 1; n <= samples; n++) {
      await pause((n * seconds * 1000) / samples - elapsed() * 1000);
      const { heapUsed, external, rss } = await node.inspector.memory();
      live.push(heapUsed + external);
      const answers = Object.entries(counts).map(([kind, number]) => `${kind} ${number}`);
      console.log(
        `${elapsed().toFixed(0).padStart(5)} s  ${mebibytes(live.at(-1))} live, ${mebibytes(rss)} resident  ${answers.join(', ')}`,
      );
    }
  };
  await Promise.all([clients, sample()]);

  const third = Math.floor(samples / 3);
  const [middle, last] = [mean(live.slice(-2 * third, -third)), mean(live.slice(-third))];
  failed = last > middle * tolerance.ratio + tolerance.bytes;
  const total = Object.values(counts).reduce((sum, number) => sum + number, 0);
  console.log(`${Math.round(total / seconds)} answers a second`);
  console.log(
    `${failed ? 'GROWS' : 'flat'}: ${mebibytes(middle)} live in the second third, ${mebibytes(last)} in the last`,
  );
} finally {
  node.inspector.close();
  node.child.kill('SIGTERM');
  await new Promise((done) => node.child.once('exit', done));
  rmSync(resolve(home, '..'), { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
