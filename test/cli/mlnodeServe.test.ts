import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mlnodeServeVerb } from '../../src/cli/mlnodeServe.js';
import { withFolder } from './gonkaSim.js';

/** Runs the verb in this process, and hands the addresses of its nodes to `use`; then it is interrupted. */
async function served(args: readonly string[], use: (nodes: { id: string; url: string }[]) => Promise<void>) {
  return withFolder(async (folder) => {
    const file = join(folder, 'ready.json');
    let code: number | undefined;
    const verb = mlnodeServeVerb((exitCode) => {
      code = exitCode;
    }).exitOverride();
    const done = verb.parseAsync(['--port', '0', '--compat-port', '0', '--quiet', '--json', file, ...args], {
      from: 'user',
    });
    const failed = done.then(() => undefined);
    while (!existsSync(file) || readFileSync(file, 'utf8') === '') {
      await Promise.race([failed, new Promise((resolve) => setTimeout(resolve, 10))]);
    }
    const { schema, nodes } = JSON.parse(readFileSync(file, 'utf8'));
    expect(schema).toBe('gonka-sim/mlnode-serve/1');
    try {
      await use(nodes);
    } finally {
      process.emit('SIGINT');
      await done;
    }
    return code;
  });
}

describe('mlnode serve', () => {
  it('serves one node until it is interrupted', async () => {
    const code = await served(['--replicas', '2', '--profile', 'slow-replica'], async ([node]) => {
      const state = await (await fetch(`${node!.url}/api/v1/state`)).json();
      expect(state).toMatchObject({ state: 'STOPPED', version: '0.2.0' });
    });
    expect(code).toBe(0);
  });

  it('serves a fleet from a file', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'fleet.yaml');
      writeFileSync(file, 'nodes: [{id: "n{i}", count: 3}]');
      await served(['--fleet', file], async (nodes) => {
        expect(nodes.map(({ id }) => id)).toEqual(['n1', 'n2', 'n3']);
        expect((await fetch(`${nodes[2]!.url}/readyz`)).status).toBe(200);
      });
    }));

  it.each([
    [['--profile', 'kind'], /"kind" is none of honest/],
    [['--profile', 'missing.yaml'], /no such file/],
    [['--fleet', 'missing.yaml'], /no such file/],
    [['--reference', 'missing.json'], /no such file/],
    [['--replicas', 'many'], /whole number/],
    [['--behaviour', 'kind'], /recorded, documented/],
    [['--host', '203.0.113.1'], /cannot listen/],
  ])('refuses %j', async (args, message) => {
    await expect(served(args, async () => undefined)).rejects.toThrow(message);
  });
});
