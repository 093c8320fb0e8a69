import { performance } from 'node:perf_hooks';
import type { Transport } from '../src/mlnode/server/backend/transport.js';
import { realClock, VirtualClock } from '../src/mlnode/server/clock.js';
import { parseFleet } from '../src/mlnode/server/fleet/fleetFile.js';
import { startFleet } from '../src/mlnode/server/fleet/startFleet.js';
import { simulatedVectors } from '../src/mlnode/server/vectors/simulatedVectors.js';
import { stubVectors } from '../src/mlnode/server/vectors/stubVectors.js';
import { validateArtifacts } from '../src/validation/poc/compareArtifacts.js';
import { encodeVector } from '../src/validation/poc/vectorCodec.js';
import { compare } from './harness.js';

// A fleet of a hundred nodes with two replicas each, all generating; the making and the comparison of vectors.

const count = 20_000;
const job = { model: 'org/model', blockHash: 'AB', publicKey: 'me', kDim: 12 };
const numbers = Float64Array.from({ length: job.kDim }, (_, i) => i / 12 - 0.5);
let checked = 0;
const over = (name: string, vectorOf: (nonce: number) => string | undefined) => ({
  name,
  run: () => {
    for (let nonce = 0; nonce < count; nonce++) checked += vectorOf(nonce)!.length;
  },
});
await compare(
  `a vector of ${job.kDim} numbers`,
  [
    over('encoding alone', () => encodeVector(numbers)),
    over('stub: SHA-256 twice', stubVectors(job)),
    over('simulated: direction and noise of a machine', simulatedVectors({ hardware: 'H100', precision: 'fp8' })(job)),
  ],
  { per: { count, unit: '/vector' } },
);

const compared = 100_000;
const vectorsOf = (precision: 'fp8' | 'w8a16') => {
  const vectorOf = simulatedVectors({ hardware: 'H100', precision })(job);
  return Array.from({ length: compared }, (_, nonce) => ({ nonce, vectorB64: vectorOf(nonce)! }));
};
const [recomputed, received] = [vectorsOf('fp8'), vectorsOf('w8a16')];
await compare(`${compared} received vectors beside the recomputed ones`, [
  {
    name: 'base64 of both alone',
    run: () => {
      for (const { vectorB64 } of [...recomputed, ...received]) checked += Buffer.from(vectorB64, 'base64').length;
    },
  },
  {
    name: 'decoded, compared and tested',
    run: () => {
      const test = { distThreshold: 0.02, pMismatch: 0.001, fraudThreshold: 0.01 };
      checked += validateArtifacts(recomputed, received, compared, test).mismatches;
    },
  },
]);

const fleet = parseFleet(
  'nodes: [{id: "n{i}", count: 100, replicas: 2, noncesPerSecond: 32, load: 0.2}]',
  'fleet of the bench',
);
const service = { service: 'recorded', engine: 'simulated', references: [] } as const;
const megabytes = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

/** Deploys and starts every node. */
async function begin(urls: readonly string[], deployed: () => Promise<void>): Promise<void> {
  const post = async (url: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
  };
  const params = { model: job.model, seq_len: 1024, k_dim: job.kDim };
  const poc = { block_hash: 'AB', block_height: 1, public_key: 'me', node_id: 0, node_count: 1, params };
  await Promise.all(urls.map((url) => post(`${url}/api/v1/inference/up/async`, { model: job.model, dtype: 'auto' })));
  await deployed();
  const init = { ...poc, batch_size: 32, url: 'http://127.0.0.1:9' };
  await Promise.all(urls.map((url) => post(`${url}/api/v1/inference/pow/init/generate`, init)));
}

interface Taken {
  callbacks: number;
  bytes: number;
}

function receiver(): { taken: Taken; transport: Transport } {
  const taken = { callbacks: 0, bytes: 0 };
  const transport: Transport = async (_url, body) => {
    taken.callbacks++;
    taken.bytes += body.length;
    return 200;
  };
  return { taken, transport };
}

/** As fast as it goes: minutes of the fleet's life on a clock that is turned. */
{
  const clock = new VirtualClock();
  const { taken, transport } = receiver();
  await using running = await startFleet(fleet, { host: '127.0.0.1', port: 0, clock, transport, ...service });
  await begin(
    running.members.map(({ url }) => url),
    () => clock.advance(10_000),
  );
  await clock.advance(10_000);
  const before = { ...taken, memory: megabytes(), time: performance.now() };
  const minutes = 4;
  for (let minute = 1; minute <= minutes; minute++) {
    await clock.advance(60_000);
    if (minute % 2 === 0) console.log(`  after ${minute} simulated minutes: heap ${megabytes().toFixed(0)} MB`);
  }
  const seconds = (performance.now() - before.time) / 1000;
  const callbacks = taken.callbacks - before.callbacks;
  console.log(`\nfleet of 100 nodes x 2 replicas at 32 nonces/s each, ${minutes} minutes of generation`);
  console.log(`  took ${seconds.toFixed(1)} s: ${(callbacks / seconds).toFixed(0)} callbacks/s`);
  console.log(`  ${((minutes * 60 * 200 * 32) / seconds).toFixed(0)} nonces/s made, encoded and handed over`);
  console.log(`  ${callbacks} callbacks, ${((taken.bytes - before.bytes) / 2 ** 20).toFixed(0)} MB of JSON`);
  console.log(`  heap grew by ${(megabytes() - before.memory).toFixed(1)} MB`);
}

/** In real time: what a machine needs to keep such a fleet alive. */
{
  const { taken, transport } = receiver();
  await using running = await startFleet(fleet, {
    host: '127.0.0.1',
    port: 0,
    clock: realClock,
    transport,
    ...service,
  });
  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  await begin(
    running.members.map(({ url }) => url),
    () => wait(9000),
  );
  const [used, calls] = [process.cpuUsage(), taken.callbacks];
  await wait(15_000);
  const { user, system } = process.cpuUsage(used);
  console.log(`\nthe same in real time, 15 s`);
  console.log(
    `  ${((taken.callbacks - calls) / 15).toFixed(1)} callbacks/s, ${((user + system) / 150_000).toFixed(1)} % of a processor`,
  );
}
if (!Number.isFinite(checked)) throw new Error('no vectors');
