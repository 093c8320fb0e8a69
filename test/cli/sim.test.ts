import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import { exampleReceiver } from '../../src/rpc/cheats/exampleTx.js';
import { type Answer, type CheatNode, cheatNode } from '../rpc/cheats/cheatNode.js';

describe('gonka-sim sim', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gonka-sim-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Its machine-readable answer, or what it says on standard error. */
  async function sim(url: string | undefined, ...args: readonly string[]): Promise<Answer> {
    const [file, said]: [string, string[]] = [join(folder, 'answer.json'), []];
    const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    const code = await main(['sim', ...args, '--json', file, '--quiet', ...(url === undefined ? [] : ['--node', url])]);
    spy.mockRestore();
    return code === 0 ? JSON.parse(readFileSync(file, 'utf8')) : { code, said: said.join('') };
  }

  it('calls cheats with the fields of their schemas', async () => {
    await using node = await cheatNode();
    const call = (...args: readonly string[]) => sim(node.rpcUrl, ...args);
    expect(await call('mine', '5')).toMatchObject({ height: '6' });
    expect(await call('mine', 'blocks=2')).toMatchObject({ height: '8' });
    expect(await call('advanceTo', 'stage=SetNewValidators')).toMatchObject({ height: '59' });
    expect(await call('set-balance', exampleReceiver, '77')).toMatchObject({ height: '60' });
    expect(await call('set-params', 'inference', '{"epoch_params":{"epoch_length":"60"}}')).toMatchObject({
      writes: '1',
    });
    expect(await call('set-store-key', 'bank', '00ff', 'null')).toMatchObject({ height: '62' });
  });

  it('says what is wrong in one line', async () => {
    await using node = await cheatNode();
    const fault = async ({ rpcUrl }: Pick<CheatNode, 'rpcUrl'>, ...args: readonly string[]) => {
      const { code, said } = await sim(rpcUrl, ...args);
      expect([code, said.split('\n').length]).toEqual([1, 2]);
      return said;
    };
    expect(await fault(node, 'mine', '0')).toMatch(/^error\[gonka-sim\/26\]: sim_mine: blocks: from 1 to 1000000/);
    expect(await fault(node, 'mine', '1', '2')).toContain('sim mine: 2: it takes blocks');
    expect(await fault(node, 'fly')).toContain('sim: no fly; there are mine, advance-to,');
    expect(await fault(node, 'set-params', 'inference', '{')).toContain('params: "{": JSON is wanted');
    expect(await fault({ rpcUrl: 'http://127.0.0.1:1' }, 'mine')).toContain('no node answers there');
  });

  it('lists them', async () => {
    const usages = await sim(undefined);
    expect(usages).toContain('sim mine [blocks]');
    expect(usages).toContain('sim advance-to [height] [epoch] [stage]');
  });
});
