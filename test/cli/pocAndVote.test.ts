import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeVector } from '../../src/validation/poc/vectorCodec.js';
import { dataFolder, haveData } from '../vectors/shared.js';
import { gonkaSim, type Outcome, withFolder } from './gonkaSim.js';

type Run = (...args: string[]) => Promise<Outcome>;
const inFolder = <T>(use: (folder: string, run: Run) => Promise<T>): Promise<T> =>
  withFolder((folder) => use(folder, (...args) => gonkaSim(args, { home: folder })));

/** Artifacts of 32 nonces, all moved by `off` in one dimension. */
const artifacts = (off: number, extra: object = {}) =>
  JSON.stringify({
    model: 'm',
    artifacts: Array.from({ length: 32 }, (_, nonce) => ({
      nonce,
      vector_b64: encodeVector([off * (1 + nonce / 32), ...Array.from({ length: 11 }, () => 0)]),
    })),
    ...extra,
  });
const runs = (offs: Record<string, number>, labels: Record<string, string>) =>
  JSON.stringify({
    labels,
    runs: Object.fromEntries(
      Object.entries(offs).map(([name, off]) => [
        name,
        encodeVector(
          Array.from({ length: 40 }, (_, i) => [off * (1 + i / 40), ...Array.from({ length: 11 }, () => 0)]).flat(),
        ),
      ]),
    ),
  });

describe('poc', () => {
  it('gives a verdict about two machines, with the test of the reference', () =>
    inFolder(async (folder, run) => {
      const [reference, near, far] = ['reference', 'near', 'far'].map((name) => join(folder, `${name}.json`));
      writeFileSync(
        reference!,
        artifacts(0, { dist_threshold: 0.2, stat_test: { p_mismatch: 0.1, fraud_threshold: 0.05 } }),
      );
      writeFileSync(near!, artifacts(0.1));
      writeFileSync(far!, artifacts(0.15));
      const honest = await run('poc', 'compare', reference!, near!);
      expect(honest.code).toBe(0);
      expect(honest.stdout).toMatch(/^verdict {5}PASS$/m);
      const cheater = await run('poc', 'compare', reference!, far!, '--json', '-');
      expect(cheater.code).toBe(2);
      expect(JSON.parse(cheater.stdout)).toMatchObject({
        schema: 'gonka-sim/poc-compare/1',
        nTotal: 32,
        nMismatch: 21,
        fraudDetected: true,
        statTest: {
          values: { distThreshold: 0.2, pMismatch: 0.1, fraudThreshold: 0.05 },
          source: { pMismatch: 'file' },
        },
      });
      const lenient = await run('poc', 'compare', reference!, far!, '--dist-threshold', '0.4');
      expect([lenient.code, lenient.stdout]).toEqual([0, expect.stringContaining('0.4 (flag)')]);
    }));

  it.skipIf(!haveData)('judges two real machines as the report does', () =>
    inFolder(async (_, run) => {
      const name = 'qwen-qwen3-235b-a22b-instruct-2507-fp8';
      const files = [join(dataFolder, `${name}.json`), join(dataFolder, `${name}-deepgemm.json`)];
      for (const [flags, code, mismatches, p] of [
        [[], 0, 1, 0.9657],
        [['--dist-threshold', '0.173663', '--p-mismatch', '0.02'], 0, 2, 0.134],
        [['--dist-threshold', '0.02', '--p-mismatch', '0.001', '--fraud-threshold', '0.01'], 2, 30, 0],
        [['--dist-threshold', '0.1'], 2, 12, 3.3e-5],
      ] as const) {
        const found = await run('poc', 'compare', ...files, ...flags, '--json', '-');
        const { nTotal, nMismatch, pValue } = JSON.parse(found.stdout);
        expect([found.code, nTotal, nMismatch, pValue]).toEqual([code, 32, mismatches, expect.closeTo(p, 4)]);
      }
    }),
  );

  it('compares and calibrates a set, with pictures', () =>
    inFolder(async (folder, run) => {
      const file = join(folder, 'runs.json');
      writeFileSync(file, runs({ a: 0, b: 0.05, c: 0.11, w8: 0.5 }, { w8: 'cheater (W8A16)' }));
      const compared = await run('poc', 'compare', file);
      expect([compared.code, compared.stdout.match(/ vs /g)]).toEqual([0, Array(6).fill(' vs ')]);
      const charts = join(folder, 'charts');
      const calibrated = await run('poc', 'calibrate', file, '--percentile', '90', '--charts', charts, '--json', '-');
      expect(calibrated.code).toBe(0);
      const { schema, pMismatch, honest, cheater, pairs } = JSON.parse(calibrated.stdout);
      expect([schema, pMismatch, honest.n, cheater.n, pairs.length]).toEqual([
        'gonka-sim/poc-calibration/1',
        0.1,
        120,
        120,
        6,
      ]);
      expect(readdirSync(charts).sort()).toEqual([
        'index.html',
        'poc-heat-map.svg',
        'poc-separation.svg',
        'poc-thresholds.svg',
      ]);
      const named = await run('poc', 'calibrate', file, '--cheater', 'c');
      expect(named.stdout.match(/\(cheater\)/g)).toHaveLength(4);
    }));

  it('weighs mismatches', () =>
    inFolder(async (_, run) => {
      const found = await run(
        'poc',
        'binomial',
        '--checks',
        '200,2000',
        '--mismatches',
        '35',
        '--rates',
        '0.04',
        '--json',
        '-',
      );
      const { tests, table } = JSON.parse(found.stdout);
      expect(tests[1]).toMatchObject({
        checks: 2000,
        mismatches: 35,
        pValue: expect.closeTo(0.8087, 4),
        fraudDetected: false,
      });
      expect(table[0]).toMatchObject({ critical: { k: 8 }, powers: [expect.closeTo(0.549896, 6)] });
      const far = await run('poc', 'binomial', '--checks', '1000000', '--mismatches', '30000');
      expect(far.stdout).toContain('10^-964.2');
    }));

  it.each([
    [['poc', 'compare', 'nowhere.json'], 'nowhere.json: no such file'],
    [['poc', 'compare'], 'missing required argument'],
    [['poc', 'binomial', '--checks', '0'], 'a whole number from 1 on'],
    [['poc', 'binomial', '--rates', '0.1,'], 'commas between them'],
    [['poc', 'binomial', '--p-mismatch', '2'], 'from 0 to 1'],
  ])('%j is a usage error', (args, words) =>
    inFolder(async (_, run) => {
      const { code, stderr } = await run(...args);
      expect([code, stderr.trim().split('\n')]).toEqual([1, [expect.stringContaining(words)]]);
    }),
  );

  it('says what is wrong with a file', () =>
    inFolder(async (folder, run) => {
      const file = join(folder, 'x.json');
      writeFileSync(file, '{"runs":{"a":"?"}}');
      const { code, stderr } = await run('poc', 'compare', file);
      expect([code, stderr]).toEqual([1, expect.stringMatching(/^error\[validation\/21\]: \S*x\.json: runs\.a: /)]);
    }));
});

describe('vote', () => {
  it('votes about an honest and a dishonest target, the same on any number of threads', () =>
    inFolder(async (folder, run) => {
      const weights = join(folder, 'weights.json');
      writeFileSync(weights, JSON.stringify(Array.from({ length: 50 }, (_, i) => i + 1)));
      const simulate = (...more: string[]) =>
        run('vote', 'simulate', '--weights', weights, '--rounds', '5000', '--json', '-', ...more);
      const one = await simulate('--threads', '1');
      expect(one.code).toBe(0);
      const { schema, weights: voters, accusesFrom, targets } = JSON.parse(one.stdout);
      expect([schema, voters.validators, voters.total, accusesFrom]).toEqual(['gonka-sim/vote/1', 50, '1275', 8]);
      expect(targets.map(({ rate }: { rate: number }) => rate)).toEqual([0.02, 0.04]);
      expect(targets[1].convictionRate).toBeCloseTo(targets[1].exact.conviction.p, 1);
      expect((await simulate('--threads', '2')).stdout).toBe(one.stdout);
      expect((await simulate('--seed', '2')).stdout).not.toBe(one.stdout);
    }));

  it('draws pictures, and takes correlated mismatches', () =>
    inFolder(async (folder, run) => {
      const charts = join(folder, 'charts');
      const { code, stdout } = await run('vote', 'simulate', '--rounds', '2000', '--rho', '0.59', '--charts', charts);
      expect([code, stdout]).toEqual([0, expect.stringContaining('377 validators')]);
      expect(readFileSync(join(charts, 'index.html'), 'utf8')).toContain('correlation 0.59');
      expect(existsSync(join(charts, 'vote-shares.svg'))).toBe(true);
    }));

  it('takes the weights of a simulated epoch', () =>
    inFolder(async (folder, run) => {
      const lines = join(folder, 'run.jsonl');
      expect((await run('run', '--epochs', '1', '--json', lines, '--quiet')).code).toBe(0);
      const { code, stdout, stderr } = await run('vote', 'simulate', '--weights', lines, '--rounds', '1000');
      expect([code, stderr, stdout]).toEqual([
        0,
        '',
        expect.stringMatching(/^\d+ validators, total weight \d+ \(\S*run\.jsonl, epoch \d+\)/),
      ]);
    }));

  it('shows the published numbers', () =>
    inFolder(async (_, run) => {
      const { code, stdout } = await run('vote', 'published', '--rounds', '2000');
      expect(code).toBe(0);
      for (const figure of ['0.809', '0.808698', '0.549896', '73.563 %', '73.343 %']) expect(stdout).toContain(figure);
    }));

  it('refuses weights that are none', () =>
    inFolder(async (folder, run) => {
      const weights = join(folder, 'weights.json');
      writeFileSync(weights, '[0, 0]');
      const { code, stderr } = await run('vote', 'simulate', '--weights', weights);
      expect([code, stderr]).toEqual([1, 'error[validation/23]: nobody has any\n']);
    }));
});
