import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { randomLogits } from '../validation/sequence/artifacts.js';
import { gonkaSim, withFolder } from './gonkaSim.js';

/** Writes logits of 40 positions, and an artifact drawn from them. */
async function proved(home: string): Promise<{ logits: string; artifact: string }> {
  const [logits, artifact] = [join(home, 'logits.jsonl'), join(home, 'artifact.json')];
  const lines = randomLogits(1, 40).map(({ tokens, logits }) => JSON.stringify({ top_k: tokens, logits }));
  writeFileSync(logits, lines.join('\n'));
  const flags = ['--uuid', '478e1c3c', '--temperature', '0.99', '--out', artifact];
  const { code, stdout, stderr } = await gonkaSim(['sequence', 'prove', logits, ...flags], { home });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('40 tokens drawn with seed 0x');
  return { logits, artifact };
}

describe('sequence', () => {
  it('proves what it then accepts, also against the model', () =>
    withFolder(async (home) => {
      const { logits, artifact } = await proved(home);
      const { code, stdout } = await gonkaSim(['sequence', 'check', artifact, '--model', logits, '--json', '-'], {
        home,
      });
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ schema: 'gonka-sim/sequence/1', verdict: 'accept', where: artifact });
    }));

  it('names the first token that was not drawn, and exits with 2', () =>
    withFolder(async (home) => {
      const { artifact } = await proved(home);
      const json = JSON.parse(readFileSync(artifact, 'utf8'));
      const { top_k, chosen } = json.positions[7];
      json.positions[7].chosen = top_k.find((token: string) => token !== chosen);
      writeFileSync(artifact, JSON.stringify(json, null, 2));
      const { code, stdout } = await gonkaSim(['sequence', 'check', artifact], { home });
      expect(code).toBe(2);
      expect(stdout).toBe(
        `${artifact}: reject: sequence at position 7, expected ${chosen}, got ${json.positions[7].chosen}\n`,
      );
    }));

  it('says what is wrong with a file, and that a model speaks of one answer', () =>
    withFolder(async (home) => {
      const { logits, artifact } = await proved(home);
      const wrong = await gonkaSim(['sequence', 'check', logits], { home });
      expect([wrong.code, wrong.stderr]).toEqual([
        1,
        expect.stringContaining(`error[validation/30]: ${logits}:1: seed: `),
      ]);
      writeFileSync(artifact, readFileSync(artifact, 'utf8').repeat(2));
      const two = await gonkaSim(['sequence', 'check', artifact, '--model', logits], { home });
      expect([two.code, two.stderr]).toEqual([1, expect.stringContaining('2 artifacts, --model speaks of one')]);
    }));
});

describe('preproof', () => {
  it('accepts what was drawn from its proof, and refuses what was not', () =>
    withFolder(async (home) => {
      const { artifact } = await proved(home);
      const honest = await gonkaSim(['preproof', artifact], { home });
      expect([honest.code, honest.stdout]).toEqual([0, expect.stringMatching(/: accept \(Z = .*40 tokens\)\n$/)]);
      const json = JSON.parse(readFileSync(artifact, 'utf8'));
      for (const position of json.positions) position.chosen = position.top_k[6];
      writeFileSync(artifact, JSON.stringify(json));
      const other = await gonkaSim(['preproof', artifact], { home });
      expect([other.code, other.stdout]).toEqual([
        2,
        expect.stringContaining(': reject: the tokens were hardly drawn'),
      ]);
    }));

  it('simulates attackers, and writes pictures', () =>
    withFolder(async (home) => {
      const out = join(home, 'power');
      const flags = ['--simulate', '--runs', '200', '--lengths', '10,20', '--noises', '1', '--out', out];
      const { code, stdout } = await gonkaSim(['preproof', ...flags], { home });
      expect(code).toBe(0);
      expect(stdout).toContain('no real model was asked');
      const page = readFileSync(join(out, 'index.html'), 'utf8');
      expect(page).toContain('<figure id="z-of-20-tokens">');
      expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
    }));

  it.each<[string[], string]>([
    [[], 'name a file of artifacts, or --simulate'],
    [['x', '--simulate'], '--simulate takes no files'],
    [['--simulate', '--noises', 'x'], '"x": a number from 0 to 100 is wanted; see'],
  ])('%j is a mistake', (args, text) =>
    withFolder(async (home) => {
      const { code, stderr } = await gonkaSim(['preproof', ...args], { home });
      expect([code, stderr]).toEqual([1, expect.stringContaining(text)]);
    }),
  );
});
