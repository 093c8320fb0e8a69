import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Level } from 'level';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLevelBackend } from '../../src/store/levelBackend.js';
import { MultiStore } from '../../src/store/multiStore.js';
import { bytesToHex } from '../../src/util/bytes.js';
import { simErrors } from '../../src/util/errors.js';
import { expectRejection } from './errors.js';
import { growForever, killStores } from './killChild.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gonka-sim-level-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const openStores = async (): Promise<MultiStore> =>
  new MultiStore({ ...killStores, backend: await openLevelBackend(directory) });

describe('openLevelBackend', () => {
  it('makes a directory, and finds there what was written', async () => {
    directory = join(directory, 'deep', 'inside');
    const before = await openStores();
    growForever(before).next();
    await before.close();
    const after = await openStores();
    expect(bytesToHex(after.lastCommit.hash)).toBe(bytesToHex(before.lastCommit.hash));
    await after.close();
  });

  it('waits for the disk when asked to', async () => {
    const backend = await openLevelBackend(directory, { sync: true });
    await backend.write([{ type: 'put', key: 'a', value: new Uint8Array([1]) }]);
    await backend.write([{ type: 'del', key: 'a' }]);
    expect(backend.get('a')).toBeUndefined();
    await backend.close();
  });

  it('says that the machine lets nobody make one there', () =>
    expectRejection(openLevelBackend('/proc/nowhere'), simErrors.storeUnavailable, '/proc/nowhere: '));

  it('says who holds a locked one', async () => {
    const first = await openLevelBackend(directory);
    await expectRejection(openLevelBackend(directory), simErrors.storeLocked, 'another process has it open');
    await first.close();
  });

  it('leaves a foreign directory alone', async () => {
    writeFileSync(join(directory, 'thesis.txt'), '');
    await expectRejection(openLevelBackend(directory), simErrors.storeForeign, 'it holds thesis.txt');
    expect(readdirSync(directory)).toEqual(['thesis.txt']);
    await expectRejection(openLevelBackend(join(directory, 'thesis.txt')), simErrors.storeForeign, 'not a directory');
  });

  it.each([
    ['a database of another program', 'x', 'y', simErrors.storeForeign, 'with the key x'],
    ['another mark', 'format', '{"name":"other","version":1}', simErrors.storeForeign, 'the mark of another program'],
    ['no mark', 'format', 'x', simErrors.storeForeign, 'the mark of another program'],
    [
      'a newer format',
      'format',
      '{"name":"gonka-sim-store","version":3}',
      simErrors.storeFormat,
      'that of a newer program',
    ],
    [
      'an older format',
      'format',
      '{"name":"gonka-sim-store","version":1}',
      simErrors.storeFormat,
      'that of an older program',
    ],
  ])('refuses %s', async (_, key, value, kind, text) => {
    const other = new Level(directory);
    await other.put(key, value);
    await other.close();
    await expectRejection(openLevelBackend(directory), kind, text);
    await expectRejection(openLevelBackend(directory), kind, text);
  });

  it('finds a damaged database', async () => {
    await (await openLevelBackend(directory)).close();
    writeFileSync(join(directory, 'CURRENT'), 'nonsense');
    await expectRejection(openLevelBackend(directory), simErrors.storeCorrupt, directory);
  });

  it('says what is in the way of opening', async () => {
    mkdirSync(join(directory, 'CURRENT'));
    await expectRejection(openLevelBackend(directory), simErrors.storeUnavailable, directory);
  });

  it('turns a failed write into a coded error', async () => {
    const backend = await openLevelBackend(directory);
    await backend.close();
    const write = async () => backend.write([{ type: 'put', key: 'a', value: new Uint8Array(1) }]);
    await expectRejection(write(), simErrors.storeUnavailable, directory);
    await expectRejection((async () => backend.get('a'))(), simErrors.storeCorrupt, directory);
  });

  it.each([0.2, 0.5, 0.99])(
    'comes back at a whole earlier commit when its log ends at %d of its length',
    async (part) => {
      const stores = await openStores();
      const hashes = [bytesToHex(stores.lastCommit.hash)];
      for (const growth = growForever(stores); hashes.length <= 20; ) hashes.push(growth.next().value);
      await stores.close();
      const log = join(directory, readdirSync(directory).find((name) => name.endsWith('.log'))!);
      truncateSync(log, Math.floor(statSync(log).size * part));
      const after = await openStores();
      expect(after.height).toBeLessThan(20n);
      expect(bytesToHex(after.lastCommit.hash)).toBe(hashes[Number(after.height)]);
      await after.close();
    },
  );
});

describe('kill -9 at any moment', () => {
  const root = resolve(import.meta.dirname, '../..');
  const built = join(root, 'node_modules/.cache/gonka-sim-kill');
  const rounds = 8;

  beforeAll(() => {
    rmSync(built, { recursive: true, force: true });
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const options = [
      '--ignoreConfig',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--types',
      'node',
      '--skipLibCheck',
    ];
    const sources = [join(root, 'test/store/killChild.ts')];
    const run = spawnSync(process.execPath, [tsc, ...options, '--rootDir', root, '--outDir', built, ...sources], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(run.stdout).toBe('');
    writeFileSync(join(built, 'package.json'), '{"type":"module"}');
  });

  /** Lets a child commit blocks until it is killed; gives the last height that it said was kept. */
  async function killedAfter(milliseconds: number): Promise<bigint> {
    const child: ChildProcess = spawn(process.execPath, [join(built, 'test/store/killChild.js'), directory]);
    let said = '';
    let complaint = '';
    child.stderr!.on('data', (text) => {
      complaint += text;
    });
    const exit = new Promise<void>((done) => child.on('exit', () => done()));
    await new Promise<void>((started) => {
      child.stdout!.on('data', (text) => {
        said += text;
        started();
      });
      child.on('exit', () => started());
    });
    await new Promise((done) => setTimeout(done, milliseconds));
    child.kill('SIGKILL');
    await exit;
    expect(complaint).toBe('');
    return BigInt(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1) || '0');
  }

  it('never tears or loses a kept height, and goes on to the same hashes', async () => {
    const steady = growForever(new MultiStore(killStores));
    const hashes: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const kept = await killedAfter(round * 9);
      const stores = await openStores();
      expect(stores.height).toBeGreaterThanOrEqual(kept);
      while (BigInt(hashes.length) < stores.height) hashes.push(steady.next().value);
      // On a busy machine the first ones are killed before they have written anything.
      if (stores.height > 0n) expect(bytesToHex(stores.lastCommit.hash)).toBe(hashes.at(-1));
      await stores.close();
    }
    expect(hashes.length).toBeGreaterThan(rounds);
  });
});
