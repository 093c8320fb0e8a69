import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Level } from 'level';
import { describe, expect, it } from 'vitest';
import { gonkaSim, inRoot, jsonLines, type Outcome, withFolder } from './gonkaSim.js';

const small = inRoot('test/cli/small.yaml');

/** A folder with the genesis of the small network. */
const withNetwork = <T>(
  use: (folder: string, run: (...args: string[]) => Promise<Outcome>) => Promise<T>,
): Promise<T> =>
  withFolder(async (home) => {
    const genesis = join(home, 'genesis.json');
    writeFileSync(genesis, (await gonkaSim(['genesis', 'init', small], { home })).stdout);
    return use(home, (...args) => gonkaSim(['run', small, '--genesis', genesis, ...args], { home }));
  });

describe('run', () => {
  it('prints a table for each epoch, totals, and three commands worth trying', () =>
    withNetwork(async (_home, run) => {
      const { code, stdout, stderr } = await run('--epochs', '2');
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^gonka-sim-1 {2}profile proposal, seed 1, genesis [0-9A-F]{16}…$/m);
      expect(stdout).toMatch(/^Epoch 0 {2}ended at height 59, app hash [0-9A-F]{64}$/m);
      expect(stdout).toMatch(/^Epoch 1 {2}ended at height 99/m);
      expect(stdout).toMatch(/^Total$/m);
      expect(stdout.split('Try next:\n')[1]!.match(/^ {2}\S*gonka-sim\S* /gm)).toHaveLength(3);
      expect(stdout).not.toContain('\u001b');
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(130);
    }));

  it('can be repeated, and gives the same lines', () =>
    withNetwork(async (home, run) => {
      const file = join(home, 'lines.jsonl');
      const first = await run('--epochs', '1', '--json', '-');
      const second = await run('--epochs', '1', '--json', file, '--quiet');
      expect([first.code, second.code, second.stdout]).toEqual([0, 0, '']);
      expect(readFileSync(file, 'utf8')).toBe(first.stdout);
      const lines = jsonLines(first.stdout);
      expect(lines.map(({ type }) => type)).toEqual(['run', 'epoch', 'end']);
      expect(lines[0]).toMatchObject({
        schema: 'gonka-sim/run/1',
        profile: 'proposal',
        seed: '1',
        chainId: 'gonka-sim-1',
      });
      expect(lines[2]).toMatchObject({ height: lines[1].height, appHash: lines[1].appHash, blocks: 59 });
    }));

  it('goes on with --resume to where it would have come at once', () =>
    withNetwork(async (home, run) => {
      const at = join(home, 'chain');
      const whole = jsonLines((await run('--epochs', '2', '--json', '-', '--home', join(home, 'whole'))).stdout);
      await run('--epochs', '1', '--home', at);
      const rest = await gonkaSim(['run', '--resume', '--epochs', '2', '--home', at, '--json', '-'], { home });
      expect(rest.code).toBe(0);
      expect(jsonLines(rest.stdout)).toEqual([whole[0], ...whole.slice(2)]);
    }));

  it('refuses a home that is in use for something, and leaves it alone', () =>
    withNetwork(async (home, run) => {
      const at = join(home, 'chain');
      await run('--epochs', '1', '--home', at);
      const again = await run('--epochs', '1', '--home', at);
      expect(again.code).toBe(1);
      expect(again.stderr).toMatch(
        /^error\[gonka-sim\/26\]: .*chain holds a chain already; go on with it by `run --resume`.*\n$/,
      );

      const foreign = join(home, 'foreign');
      mkdirSync(foreign);
      writeFileSync(join(foreign, 'thesis.doc'), '');
      const { code, stderr } = await run('--epochs', '1', '--home', foreign);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^error\[gonka-sim\/11\]: .*holds thesis\.doc; choose another --home\n$/);
      expect(existsSync(join(foreign, 'config'))).toBe(false);
    }));

  it('makes the genesis of the scenario when it gets none', () =>
    withNetwork(async (home, run) => {
      const own = await gonkaSim(['run', small, '--epochs', '1', '--json', '-'], { home });
      expect(jsonLines(own.stdout)).toEqual(jsonLines((await run('--epochs', '1', '--json', '-')).stdout));
    }));

  it('replaces the last chain without a name, whichever build wrote it', () =>
    withNetwork(async (home, run) => {
      await run('--epochs', '1', '--quiet');
      const store = new Level(join(home, '.gonka-sim', 'run', 'data'));
      await store.put('format', '{"name":"gonka-sim-store","version":1}');
      await store.close();
      const { code, stderr } = await run('--epochs', '1', '--quiet');
      expect([code, stderr]).toEqual([0, '']);
    }));

  it('proposes five epochs more than have ended', () =>
    withNetwork(async (home, run) => {
      const at = join(home, 'chain');
      await run('--epochs', '2', '--home', at, '--quiet');
      const { code, stdout } = await gonkaSim(['run', '--resume', '--epochs', '1', '--home', at], { home });
      expect([code, stdout.includes('run --resume --epochs 7 ')]).toEqual([0, true]);
    }));

  it('says what to do where nothing is built yet', () =>
    withFolder(async (clone) => {
      mkdirSync(join(clone, 'bin'));
      writeFileSync(join(clone, 'package.json'), '{"type":"module"}');
      copyFileSync(inRoot('bin/gonka-sim.js'), join(clone, 'bin/gonka-sim.js'));
      const { status, stderr } = spawnSync(process.execPath, [join(clone, 'bin/gonka-sim.js')], { encoding: 'utf8' });
      expect([status, stderr]).toEqual([1, expect.stringMatching(/^error\[gonka-sim\/26\]: .*`npm start`.*\n$/)]);
    }));

  it('cannot change what a chain was made with', () =>
    withNetwork(async (home, run) => {
      const at = join(home, 'chain');
      await run('--epochs', '1', '--home', at);
      const { code, stderr } = await gonkaSim(['run', '--resume', '--seed', '2', '--home', at], { home });
      expect(code).toBe(1);
      expect(stderr).toMatch(/^error\[gonka-sim\/26\]: .*cannot get --seed 2: it has seed 1\n$/);
    }));

  it('stops after the block at hand when it is interrupted, and can go on', () =>
    withNetwork(async (home) => {
      const at = join(home, 'chain');
      const args = [
        'run',
        small,
        '--genesis',
        join(home, 'genesis.json'),
        '--epochs',
        '400',
        '--home',
        at,
        '--json',
        '-',
      ];
      const child = spawn(process.execPath, [inRoot('bin/gonka-sim.js'), ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const lines: { type: string; height: number; appHash: string }[] = [];
      createInterface({ input: child.stdout }).on('line', (line) => {
        lines.push(JSON.parse(line));
        if (lines.length === 2) child.kill('SIGINT');
      });
      const code = await new Promise((done) => child.on('close', done));
      expect(code).toBe(130);
      expect(lines.at(-1)?.type).toBe('end');
      const status = JSON.parse((await gonkaSim(['status', '--home', at, '--json', '-'], { home })).stdout);
      expect(status).toMatchObject({ height: lines.at(-1)!.height, appHash: lines.at(-1)!.appHash });
    }));

  it.each([
    ['an unknown flag', ['--epoch', '3'], /unknown option '--epoch'/],
    [
      'no number',
      ['--epochs', 'ten'],
      /'--epochs <n>' argument 'ten' is invalid: a whole number from 1 on is wanted; see/,
    ],
    ['an unknown profile', ['--profile', 'mainnet'], /no profile 'mainnet' here; there are proposal, gonka-2025-08/],
    ['no such file', ['--genesis', '/nowhere/genesis.json'], /nowhere\/genesis\.json: no such file/],
    ['no such scenario', ['/nowhere/s.yaml'], /nowhere\/s\.yaml: no such file/],
    ['a resumed chain that is not there', ['--resume', '--home', '/nowhere'], /nowhere holds no chain/],
  ])('says in one line what is wrong: %s', (_what, args, expected) =>
    withFolder(async (home) => {
      const { code, stdout, stderr } = await gonkaSim(['run', ...args], { home });
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^error\[gonka-sim\/\d+\]: [^\n]+\n$/);
      expect(stderr).toMatch(expected);
      expect(existsSync(join(home, '.gonka-sim'))).toBe(false);
    }),
  );

  it('takes its flags from the environment too', () =>
    withNetwork(async (home) => {
      const env = {
        GONKA_SIM_EPOCHS: '1',
        GONKA_SIM_JSON: '-',
        GONKA_SIM_SEED: 'abc',
        GONKA_SIM_HOME: join(home, 'chain'),
      };
      const { stdout } = await gonkaSim(['run', small, '--genesis', join(home, 'genesis.json')], { home, env });
      const lines = jsonLines(stdout);
      expect(lines.map(({ type }) => type)).toEqual(['run', 'epoch', 'end']);
      expect(lines[0].seed).toBe('abc');
      expect(existsSync(join(home, 'chain', 'run.json'))).toBe(true);
    }));
});
