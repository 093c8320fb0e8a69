import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { gonkaSim, inRoot, withFolder } from './gonkaSim.js';

const ports = ['--rpc-port', '0', '--rest-port', '0', '--grpc-port', '0'];

/** Starts the node of the built command line; answers with what `--json -` says when it is ready. */
async function startedNode(args: readonly string[], home: string) {
  const env = { PATH: process.env.PATH, HOME: home };
  const node = spawn(process.execPath, [inRoot('bin/gonka-sim.js'), 'node', ...ports, '--json', '-', ...args], { env });
  const ended = new Promise<number | null>((done) => node.once('exit', done));
  const line = await new Promise<string>((ready, fail) => {
    let text = '';
    ended.then((code) => fail(new Error(`it ended with ${code}`)));
    node.stdout.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) ready(text);
    });
  });
  const stop = (signal: NodeJS.Signals) => {
    node.kill(signal);
    return ended;
  };
  return { ready: JSON.parse(line), stop };
}

it('is ready when block 1 exists, is spoken to, stops with 0, and goes on from its home', () =>
  withFolder(async (home) => {
    const folder = join(home, 'chain');
    const first = await startedNode(['--home', folder], home);
    expect(first.ready).toMatchObject({ type: 'ready', chainId: 'gonka-sim-1', height: 1 });
    const to = 'gonka1zscnu3hyds8gr88223agnzk8l03zqltjujehp3';
    const { rpc } = first.ready;
    const sent = await gonkaSim(['tx', 'bank', 'send', to, '5ngonka', '--node', rpc, '--json', '-'], { home });
    expect(JSON.parse(sent.stdout)).toMatchObject({ code: 0, height: '2' });
    const asked = await gonkaSim(['query', 'bank', 'balance', to, 'ngonka', '--node', rpc, '-o', 'json'], { home });
    expect(JSON.parse(asked.stdout)).toEqual({ balance: { denom: 'ngonka', amount: '1000000000000005' } });
    expect(await first.stop('SIGTERM')).toBe(0);

    const second = await startedNode(['--home', folder], home);
    expect(second.ready.height).toBe(2);
    expect(await second.stop('SIGINT')).toBe(0);
    const other = join(home, 'other.json');
    writeFileSync(other, '{}');
    const wrong = await gonkaSim(['node', ...ports, '--home', folder, '--genesis', other], { home });
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('of another genesis than --genesis')]);
    for (const [args, text] of [
      [['--chain-id', 'other-1'], 'holds a chain of gonka-sim-1, which goes on'],
      [['--profile', 'gonka-2025-08'], 'holds a chain of proposal, which goes on'],
    ] as const) {
      const refused = await gonkaSim(['node', ...ports, '--home', folder, ...args], { home });
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(text)]);
    }
  }));

it.each([
  [['--minimum-gas-prices', '5'], '--minimum-gas-prices: "5" is no price such as 0.025ngonka'],
  [['--rpc-port', '70000'], 'a port from 0 to 65535 is wanted'],
  [['--mode', 'often'], 'Allowed choices are instant, interval, manual, mixed'],
  [['--genesis', 'nowhere.json'], 'nowhere.json: no such file'],
  [['--mnemonic', 'one two'], 'mnemonic: 12 to 24 words of BIP-39'],
  [['--host', '192.0.2.1'], 'cannot listen on port 0 of 192.0.2.1'],
  [['--home', inRoot('README.md')], 'README.md: ENOTDIR'],
  [['--home', '/proc/nowhere'], 'choose another folder'],
])('refuses %j', (args, text) =>
  withFolder(async (home) => {
    const { code, stderr } = await gonkaSim(['node', ...ports, ...args], { home });
    expect(code).toBe(1);
    expect(stderr).toContain(text);
  }),
);

it.each([
  [['--gas', 'much'], 'a whole number from 1 on is wanted'],
  [['--gas-adjustment', 'x'], 'a number above 0 is wanted'],
  [['--fees', '5'], '"5" is no coin such as 200ngonka'],
])('tx refuses %j before it asks anybody', (args, text) =>
  withFolder(async (home) => {
    const { code, stderr } = await gonkaSim(['tx', 'bank', 'send', ...args], { home });
    expect([code, stderr]).toEqual([1, expect.stringContaining(text)]);
  }),
);

it('query and tx say that nobody answers, and what the chain refuses', () =>
  withFolder(async (home) => {
    const nobody = await gonkaSim(['query', 'auth', 'params', '--node', 'http://127.0.0.1:1'], { home });
    expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('no node answers there')]);
    const node = await startedNode([], home);
    const { rpc } = node.ready;
    const query = await gonkaSim(['query', 'bank', 'balance', 'gonka1x', 'ngonka', '--node', rpc], { home });
    expect([query.code, query.stderr]).toEqual([1, expect.stringContaining('decoding bech32 failed')]);
    const to = 'gonka1zscnu3hyds8gr88223agnzk8l03zqltjujehp3';
    const poor = await gonkaSim(['tx', 'bank', 'send', to, '5foo', '--gas', '100000', '--node', rpc], { home });
    expect([poor.code, poor.stdout]).toEqual([1, expect.stringContaining('insufficient funds')]);
    await node.stop('SIGTERM');
  }));

it('init makes a folder that node starts, status asks the node', () =>
  withFolder(async (home) => {
    const folder = join(home, 'chain');
    const made = await gonkaSim(['init', '--home', folder, '--chain-id', 'mine-1', '--json', '-'], { home });
    const { validatorKey } = JSON.parse(made.stdout);
    const key = JSON.parse(readFileSync(validatorKey, 'utf8'));
    const node = await startedNode(['--home', folder], home);
    const asked = await gonkaSim(['status', '--node', node.ready.rpc, '--json', '-'], { home });
    const { node_info, validator_info } = JSON.parse(asked.stdout);
    expect([node_info.network, validator_info.pub_key.value]).toEqual(['mine-1', key.pub_key.value]);
    expect((await gonkaSim(['status', '--node', node.ready.rpc], { home })).stdout).toContain('chain      mine-1');
    await node.stop('SIGTERM');
    const again = await gonkaSim(['init', '--home', folder], { home });
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('holds a chain already')]);
    const exported = await gonkaSim(['export', '--home', folder], { home });
    expect(JSON.parse(exported.stdout).chain_id).toBe('mine-1');
  }));
