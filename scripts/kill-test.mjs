// Kills runs with SIGKILL at random moments and looks at what is left: `node scripts/kill-test.mjs [times] [seed]`.
//
// Whatever a run has reported must be there afterwards with the same hash, nothing may be torn, and `run --resume` must
// reach the hash of a run that nobody disturbed. A part of the resumed runs is killed as well.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { parseGenesisFile } from '../dist/node/genesisFile.js';
import { openChain } from '../dist/node/openChain.js';
import { openLevelBackend } from '../dist/store/levelBackend.js';

const run = promisify(execFile);
const cli = resolve(import.meta.dirname, '../bin/gonka-sim.js');
const epochs = '2';
const times = Number(process.argv[2] ?? 100);
const seed = process.argv[3] ?? String(process.hrtime.bigint());

/** A number in [0, 1) that the seed, the try and a word decide. */
function random(attempt, what) {
  const digest = createHash('sha256').update(`${seed}:${attempt}:${what}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}

const lines = (text) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** Starts a run, kills it after a while, and returns what it had reported by then. */
async function killedRun(args, milliseconds) {
  const child = spawn(process.execPath, [cli, 'run', '--epochs', epochs, '--json', '-', ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const reported = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    try {
      reported.push(JSON.parse(line));
    } catch {
      // The last line of a run that is killed may be half a line; nothing was promised with it.
    }
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  await new Promise((done) => child.on('close', done));
  clearTimeout(timer);
  return reported.filter(({ type }) => type === 'epoch' || type === 'end');
}

/** Looks into what a killed run has left, in this process, which lets go of it again. Undefined when there is no chain. */
async function check(home, reported) {
  if (!existsSync(join(home, 'run.json'))) {
    if (reported.length > 0) throw new Error('heights were reported, and there is no chain');
    return undefined;
  }
  const backend = await openLevelBackend(join(home, 'data'));
  try {
    const file = join(home, 'config/genesis.json');
    const app = openChain({ genesis: parseGenesisFile(readFileSync(file, 'utf8'), file), backend });
    const { lastHeight, lastAppHash } = app.info;
    for (const { height, appHash } of reported) {
      if (lastHeight < BigInt(height))
        throw new Error(`height ${height} was reported and is lost; left is ${lastHeight}`);
      const last = BigInt(height) === lastHeight;
      const hash = last ? lastAppHash : app.view(BigInt(height) + 1n).ctx.block.previousAppHash;
      const there = Buffer.from(hash).toString('hex').toUpperCase();
      if (there !== appHash) throw new Error(`height ${height} had ${appHash}, and now ${there}`);
    }
    return lastHeight;
  } finally {
    await backend.close();
  }
}

async function attempt(index, undisturbed) {
  const home = join(mkdtempSync(join(tmpdir(), 'gonka-sim-kill-')), 'home');
  try {
    const first = await killedRun(['--home', home], undisturbed.milliseconds * random(index, 'first'));
    let height = await check(home, first);
    if (random(index, 'again') < 0.3 && height !== undefined) {
      const second = await killedRun(['--home', home, '--resume'], undisturbed.milliseconds * random(index, 'second'));
      height = await check(home, second);
    }
    const how = height === undefined ? [] : ['--resume'];
    const args = [cli, 'run', '--epochs', epochs, '--json', '-', '--home', home, ...how];
    const { stdout } = await run(process.execPath, args, { maxBuffer: 1 << 26 });
    const end = lines(stdout).at(-1);
    if (end.height !== undisturbed.height || end.appHash !== undisturbed.appHash) {
      throw new Error(
        `ended at ${end.height} ${end.appHash}, undisturbed at ${undisturbed.height} ${undisturbed.appHash}`,
      );
    }
    return height ?? 0n;
  } finally {
    rmSync(resolve(home, '..'), { recursive: true, force: true });
  }
}

console.log(`kill test: ${times} times, seed ${seed}`);
const folder = mkdtempSync(join(tmpdir(), 'gonka-sim-kill-'));
const began = performance.now();
const args = [cli, 'run', '--epochs', epochs, '--json', '-', '--home', join(folder, 'home')];
const { stdout } = await run(process.execPath, args, { maxBuffer: 1 << 26 });
const undisturbed = { ...lines(stdout).at(-1), milliseconds: performance.now() - began };
rmSync(folder, { recursive: true, force: true });

let failed = 0;
for (let index = 0; index < times; index++) {
  try {
    const height = await attempt(index, undisturbed);
    if (process.stderr.isTTY) process.stderr.write(`\r${index + 1}/${times} killed at height ${height}  `);
  } catch (error) {
    failed += 1;
    console.log(`try ${index}: ${error.message}`);
  }
}
console.log(`${times - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
