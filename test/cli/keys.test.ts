import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { gonkaSim, inRoot, withFolder } from './gonkaSim.js';

const keysOf = async (args: readonly string[], home: string) =>
  JSON.parse((await gonkaSim([...args, '--json', '-'], { home })).stdout).keys;

it('names the funded accounts without a file, under the prefix that is asked for', () =>
  withFolder(async (home) => {
    const keys = await keysOf(['keys', 'list'], home);
    const { app_state } = JSON.parse(readFileSync(inRoot('genesis.json'), 'utf8'));
    const funded = new Set(app_state.bank.balances.map(({ address }: { address: string }) => address));
    expect(keys).toHaveLength(10);
    expect(keys.every(({ address }: { address: string }) => funded.has(address))).toBe(true);
    const { stdout } = await gonkaSim(['keys', 'show', 'test0', '--address', '--prefix', 'cosmos'], { home });
    expect(stdout).toMatch(/^cosmos1[a-z0-9]{38}\n$/);
    const shown = await gonkaSim(['keys', 'show', 'test0'], { home });
    expect(shown.stdout).toContain(`public key  ${keys[0].publicKey}`);
  }));

it('makes a key, takes over one by its mnemonic, exports and forgets it', () =>
  withFolder(async (home) => {
    const made = await gonkaSim(['keys', 'add', 'ada', '--home', home], { home });
    const mnemonic = /mnemonic {2}(.+)/.exec(made.stdout)![1]!;
    expect(mnemonic.split(' ')).toHaveLength(24);
    const [ada] = await keysOf(['keys', 'show', 'ada', '--home', home], home);
    const [again] = await keysOf(['keys', 'add', 'eve', '--mnemonic', mnemonic, '--home', home], home);
    expect(again).toEqual({ ...ada, name: 'eve' });
    const { stdout } = await gonkaSim(['keys', 'export', 'ada', '--home', home], { home });
    expect(stdout).toMatch(/^[0-9a-f]{64}\n$/);
    expect((await gonkaSim(['keys', 'delete', 'ada', '--home', home], { home })).code).toBe(0);
    expect(existsSync(join(home, 'keyring-test', 'ada.json'))).toBe(false);
  }));

it.each([
  [['add', 'test3'], 'key test3 is there already; delete it first, or choose another name'],
  [['add', '../x'], 'key name "../x": letters, digits, - and _ are wanted'],
  [['add', 'bob', '--mnemonic', 'one two'], 'mnemonic: 12 to 24 words of BIP-39 with a right checksum are wanted'],
  [['show', 'nobody'], '`gonka-sim keys list` names those that there are'],
  [['delete', 'test0'], 'key test0 is built in and cannot be deleted'],
  [['show', 'torn'], 'is not readable as gonka-sim/key/1; delete it'],
])('refuses %j', (args, text) =>
  withFolder(async (home) => {
    await gonkaSim(['keys', 'add', 'torn', '--home', home], { home });
    writeFileSync(join(home, 'keyring-test', 'torn.json'), '{');
    const { code, stderr } = await gonkaSim(['keys', ...args, '--home', home], { home });
    expect(code).toBe(1);
    expect(stderr).toContain('error[gonka-sim/26]: ');
    expect(stderr).toContain(text);
  }),
);
