import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// What the documents tell a newcomer to type is typed here. Commands that would run this suite again are left out.

const root = resolve(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'gonka-sim-docs-'));
const snippets = join(root, '.setup/snippets');
const env = { ...process.env, HOME: scratch, NO_COLOR: '1', GONKA_SIM_HOME: undefined };

const blocks = (file: string, language: string): string[] =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm')),
  ].map(([, body]) => body!);

const runsThisSuite = (command: string): boolean => /^npm (test|run check)/.test(command);

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/setup.mjs'], { cwd: root, stdio: 'ignore' });
  mkdirSync(snippets, { recursive: true });
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
  rmSync(snippets, { recursive: true, force: true });
});

describe('every command of the README works', () => {
  const commands = blocks('README.md', 'sh').flatMap((block) => block.trim().split('\n'));

  it('there are some', () => expect(commands.length).toBeGreaterThan(5));

  it.each(commands.filter((command) => !runsThisSuite(command)))('%s', (command) => {
    const inScratch = command.replaceAll('/tmp/gonka-sim-readme', join(scratch, 'home'));
    const output = execFileSync('bash', ['-c', inScratch], { cwd: root, env, encoding: 'utf8', maxBuffer: 2 ** 28 });
    expect(output.length).toBeGreaterThan(0);
  });
});

const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
describe.each(pages.map((page) => [page, blocks(`docs/${page}`, 'js')] as const))(
  'every snippet of docs/%s runs',
  (page, all) => {
    it(`${all.length} of them`, () => {
      all.forEach((code, i) => {
        const file = join(snippets, `${page}-${i}.mjs`);
        writeFileSync(file, code);
        const output = execFileSync(process.execPath, [file], { cwd: root, env, encoding: 'utf8' });
        expect(output.length, `${page}, snippet ${i}`).toBeGreaterThan(0);
      });
    });
  },
);
