import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gonkaSim, inRoot, jsonLines, type Outcome, withFolder } from './gonkaSim.js';

const small = inRoot('test/cli/small.yaml');

/** One run for all tests that only look at it: its home and its recording. */
const folder = mkdtempSync(join(tmpdir(), 'gonka-sim-test-'));
const [home, file] = [join(folder, 'chain'), join(folder, 'run.jsonl')];
const run = (...args: readonly string[]): Promise<Outcome> => gonkaSim(args, { home: folder });

beforeAll(() => run('run', small, '--epochs', '1', '--home', home, '--record', file, '--quiet'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('replay', () => {
  it('makes the blocks of a recorded run again', async () => {
    const { code, stdout } = await run('replay', file, '--json', '-');
    const [result] = jsonLines(stdout);
    expect([code, result.schema, result.equal]).toEqual([0, 'gonka-sim/replay/1', result.blocks]);
  });

  it('makes those of a resumed run again, whatever was recorded behind its last durable block', () =>
    withFolder(async (other) => {
      const [copy, recording] = [join(other, 'chain'), join(other, 'run.jsonl')];
      cpSync(home, copy, { recursive: true });
      const text = readFileSync(file, 'utf8');
      const last = JSON.parse(text.split('\n').at(-2)!);
      writeFileSync(recording, `${text}${JSON.stringify({ ...last, height: last.height + 1 })}\n`);
      await run('run', '--resume', '--epochs', '2', '--home', copy, '--record', recording, '--quiet');
      const { stdout } = await run('replay', recording);
      expect(stdout).toMatch(/^\d+ blocks made again, each with the recorded app hash\n$/);
    }));

  it('ends with code 2 at the first height that comes out differently', () =>
    withFolder(async (other) => {
      const lines = readFileSync(file, 'utf8').split('\n');
      const height = lines.findIndex((line) => line !== '' && JSON.parse(line).txs?.length > 0);
      const changed = join(other, 'run.jsonl');
      const emptied = JSON.stringify({ ...JSON.parse(lines[height]!), txs: [] });
      writeFileSync(changed, lines.with(height, emptied).join('\n'));
      const { code, stdout } = await run('replay', changed, '--json', '-');
      const [{ equal, divergence }] = jsonLines(stdout);
      expect([code, equal, divergence.height]).toEqual([2, height - 1, height]);
      expect(divergence.stores).toContain('inference');
    }));

  it.each([
    ['a file that is not there', ['replay', 'nowhere'], 'nowhere: no such file or folder'],
    ['a file that is no recording', ['replay', small], 'small.yaml:1: not a recording: '],
    ['a folder that is none', ['replay', inRoot('test/cli')], 'not a whole recording: there is no genesis.json'],
    ['a recording that cannot be written', ['run', small, '--record', '/nowhere/x'], '--record /nowhere/x: '],
  ])('says what is wrong with %s', (_, args, complaint) =>
    withFolder(async (empty) => {
      const { code, stderr } = await gonkaSim(args, { home: empty });
      expect(code).toBe(1);
      expect(stderr).toMatch(/^error\[gonka-sim\/26\]: /);
      expect(stderr).toContain(complaint);
    }),
  );

  it('leaves a file alone that is no recording, and makes no chain', () =>
    withFolder(async (empty) => {
      const [precious, at] = [join(empty, 'precious.txt'), join(empty, 'chain')];
      writeFileSync(precious, 'mine\n');
      const refused = await gonkaSim(['run', small, '--record', precious, '--home', at], { home: empty });
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('it holds something else')]);
      expect([readFileSync(precious, 'utf8'), existsSync(at)]).toEqual(['mine\n', false]);
    }));
});

describe('diff', () => {
  it('shows what a block changed, and who did it', async () => {
    const { code, stdout } = await run('diff', '39', '40', '--home', home);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^--- height 39\n\+\+\+ height 40\n/);
    expect(stdout).toContain('inference: epochs "1"\n  - nothing\n  + ');
    expect(stdout).toMatch(/\(block 40, inference, StartOfPoC\)/);
  });

  it('shows as many keys as are wanted, and counts the rest', async () => {
    const { stdout } = await run('diff', '39', '40', '--home', home, '--no-writers', '--limit', '1', '--json', '-');
    const [result] = jsonLines(stdout);
    expect(result).toMatchObject({ schema: 'gonka-sim/diff/1', from: 39, to: 40 });
    expect(result.differences).toHaveLength(1);
    expect(result.total).toBeGreaterThan(1);
  });

  it('finds the first block in which two chains are not the same, and ends with code 2', () =>
    withFolder(async (empty) => {
      const other = join(empty, 'chain');
      await run('run', small, '--epochs', '1', '--seed', 'another', '--home', other, '--quiet');
      const { code, stdout } = await run('diff', home, other);
      expect(code).toBe(2);
      expect(stdout).toMatch(/^first difference at height \d+: app hash [0-9A-F]{64} and [0-9A-F]{64}\n/);
      expect(stdout).toContain(`\n--- ${home}, height `);
      expect(stdout).toContain(`\n+++ ${other}, height `);
      expect(stdout).toMatch(/\(block \d+, transaction \d+, inference\.inference\.Msg/);
      const same = await run('diff', home, other, '--height', '1');
      expect([same.code, same.stdout]).toEqual([0, 'no difference until height 1\n']);
    }));

  it.each([
    ['a height beside a folder', ['5', 'nowhere'], '5: neither a height nor a folder'],
    ['the later height first', ['5', '4'], 'height 5 is not before height 4'],
    ['a chain beside itself', [home, `${home}/`], 'both are the same chain'],
    ['heights that are not there', ['5', '5555'], 'version 5555 does not exist'],
  ])('refuses %s', async (_, heights, complaint) => {
    const { code, stderr } = await run('diff', ...heights, '--home', home);
    expect(code).toBe(1);
    expect(stderr).toContain(complaint);
  });
});
