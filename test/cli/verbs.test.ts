import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gonkaSim, inRoot, withFolder } from './gonkaSim.js';

const small = inRoot('test/cli/small.yaml');

describe('every verb', () => {
  it.each([
    [[]],
    [['run']],
    [['genesis']],
    [['genesis', 'init']],
    [['genesis', 'validate']],
    [['genesis', 'export']],
    [['status']],
    [['rollback']],
    [['replay']],
    [['diff']],
    [['node']],
    [['init']],
    [['export']],
    [['query']],
    [['tx']],
    [['keys', 'add']],
    [['keys', 'list']],
    [['keys', 'show']],
    [['keys', 'export']],
    [['keys', 'delete']],
    [['distance']],
    [['thresholds', 'compute']],
    [['thresholds', 'collect']],
    [['sequence', 'prove']],
    [['sequence', 'check']],
    [['preproof']],
    [['poc', 'compare']],
    [['poc', 'calibrate']],
    [['poc', 'binomial']],
    [['vote', 'simulate']],
  ])('%j has help with an example', (verb) =>
    withFolder(async (home) => {
      const { code, stdout } = await gonkaSim([...verb, '--help'], { home });
      expect(code).toBe(0);
      expect(stdout).toContain(`Usage: ${['gonka-sim', ...verb].join(' ')}`);
      expect(stdout).toMatch(/\nExample:\n {2}\$ gonka-sim /);
    }),
  );

  it('tells its version, and complains of what it does not know', () =>
    withFolder(async (home) => {
      const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
      expect((await gonkaSim(['--version'], { home })).stdout).toBe(`${version}\n`);
      const { code, stderr } = await gonkaSim(['simulate'], { home });
      expect([code, stderr]).toEqual([1, "error[gonka-sim/26]: unknown command 'simulate'; see `gonka-sim --help`\n"]);
    }));
});

describe('genesis', () => {
  it('init prints the shipped genesis, and validate finds nothing wrong with it', () =>
    withFolder(async (home) => {
      const { stdout } = await gonkaSim(['genesis', 'init'], { home });
      expect(stdout).toBe(readFileSync(inRoot('genesis.json'), 'utf8'));
      const { code, stdout: verdict } = await gonkaSim(['genesis', 'validate', inRoot('genesis.json')], { home });
      expect(code).toBe(0);
      expect(verdict).toMatch(/genesis\.json is a valid genesis\n$/);
    }));

  it.each([
    ['an unknown profile', ['--profile', 'nix'], "no profile 'nix'"],
    ['no name', ['--chain-id', ''], 'chain_id'],
    [
      'no time',
      ['--time', 'abc'],
      "'--time <time>' argument 'abc' is invalid: a time like 2026-01-01T00:00:00Z is wanted",
    ],
  ])('init prints nothing that starts no chain: %s', (_, args, complaint) =>
    withFolder(async (home) => {
      const { code, stdout, stderr } = await gonkaSim(['genesis', 'init', ...args], { home });
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain(complaint);
    }),
  );

  it('validate names every fault with its JSON path', () =>
    withFolder(async (home) => {
      const genesis = JSON.parse(readFileSync(inRoot('genesis.json'), 'utf8'));
      const { inference, bank } = genesis.app_state;
      bank.balances[0].address = 'gonka1nobody';
      inference.colour = 'blue';
      inference.initial_ml_nodes[0].poc_weight = '-4';
      inference.hardware_nodes_list[1].hardware_nodes[0].models = ['gpt-2'];
      inference.hardware_nodes_list[2].hardware_nodes[1].local_id =
        inference.hardware_nodes_list[2].hardware_nodes[0].local_id;
      const file = join(home, 'bad.json');
      writeFileSync(file, JSON.stringify(genesis));
      const { code, stdout, stderr } = await gonkaSim(['genesis', 'validate', file, '--json', '-'], { home });
      expect(code).toBe(1);
      const { valid, faults } = JSON.parse(stdout);
      expect(valid).toBe(false);
      expect(faults.map(({ path }: { path: string }) => path)).toEqual([
        'app_state.bank.balances[0].address',
        'app_state.inference.colour',
        'app_state.inference.hardware_nodes_list[1].hardware_nodes[0].models[0]',
        'app_state.inference.hardware_nodes_list[2].hardware_nodes[1].local_id',
        'app_state.inference.initial_ml_nodes[0].poc_weight',
        'app_state.inference.initial_ml_nodes[9].node_id',
      ]);
      expect(stderr.match(/^error\[gonka-sim\/20\]: /gm)).toHaveLength(6);
    }));

  it('export prints a genesis that a chain goes on from', () =>
    withFolder(async (home) => {
      const genesis = join(home, 'genesis.json');
      writeFileSync(genesis, (await gonkaSim(['genesis', 'init', small], { home })).stdout);
      const at = join(home, 'chain');
      await gonkaSim(['run', small, '--genesis', genesis, '--epochs', '1', '--home', at], { home });
      const exported = await gonkaSim(['genesis', 'export', '--height', '57', '--home', at], { home });
      expect(exported.code).toBe(0);
      expect(JSON.parse(exported.stdout)).toMatchObject({ chain_id: 'gonka-sim-1', initial_height: 58 });
      const next = join(home, 'next.json');
      writeFileSync(next, exported.stdout);
      const { code, stdout } = await gonkaSim(['genesis', 'validate', next], { home });
      expect([code, stdout]).toEqual([0, `${next} is a valid genesis\n`]);
    }));
});

describe('status and rollback', () => {
  it('look at a chain and take its last blocks back, and a resumed run makes them again', () =>
    withFolder(async (home) => {
      const genesis = join(home, 'genesis.json');
      writeFileSync(genesis, (await gonkaSim(['genesis', 'init', small], { home })).stdout);
      const at = join(home, 'chain');
      const on = async (...args: string[]) => {
        const { stdout } = await gonkaSim([...args, '--home', at, '--json', '-'], { home });
        return JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
      };
      const end = await on('run', small, '--genesis', genesis, '--epochs', '1');
      const status = await on('status');
      expect(status).toMatchObject({
        schema: 'gonka-sim/status/1',
        chainId: 'gonka-sim-1',
        profile: 'proposal',
        height: end.height,
        appHash: end.appHash,
        epoch: 1,
      });
      const before = await on('status', '--height', '50');
      const rolled = await on('rollback', '--height', '50');
      expect([rolled.height, rolled.appHash]).toEqual([50, before.appHash]);
      expect(await on('status')).toMatchObject({ height: 50, appHash: before.appHash });
      expect(await on('run', '--resume', '--epochs', '1')).toEqual(end);
    }));

  it('need a chain', () =>
    withFolder(async (home) => {
      const { code, stderr } = await gonkaSim(['status'], { home });
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^error\[gonka-sim\/26\]: .*\.gonka-sim\/run holds no chain; make one with `gonka-sim run/,
      );
    }));
});
