import { execFileSync, spawn } from 'node:child_process';
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

const readme = blocks('README.md', 'sh').map((block) => block.trim().split('\n'));

describe('every command of the README works', () => {
  const commands = readme.filter(([first]) => !first!.endsWith(' &')).flat();

  it('there are some', () => expect(commands.length).toBeGreaterThan(5));

  it.each(commands.filter((command) => !runsThisSuite(command)))('%s', (command) => {
    const inScratch = command.replaceAll('/tmp/gonka-sim-readme', join(scratch, 'home'));
    const output = execFileSync('bash', ['-c', inScratch], { cwd: root, env, encoding: 'utf8', maxBuffer: 2 ** 28 });
    expect(output.length).toBeGreaterThan(0);
  });
});

const sessions = readme.filter(([first]) => first!.endsWith(' &'));
describe.each(sessions)('beside %s', (server, ...commands) => {
  it('every command works', async () => {
    // Free ports by the flags' variables: others may use the usual ones on this machine.
    const ports = { GONKA_SIM_RPC_PORT: '0', GONKA_SIM_REST_PORT: '0', GONKA_SIM_GRPC_PORT: '0' };
    const [program, ...args] = server!.slice(0, -' &'.length).split(' ');
    const node = spawn(program!, args, { cwd: root, env: { ...env, ...ports } });
    try {
      const rpc = await new Promise<string>((ready, fail) => {
        node.once('exit', (code) => fail(new Error(`it ended with ${code}`)));
        let text = '';
        node.stdout.on('data', (chunk) => {
          text += chunk;
          const found = /^ready rpc=(\S+)/m.exec(text);
          if (found !== null) ready(found[1]!);
        });
      });
      for (const command of commands) {
        const output = execFileSync('bash', ['-c', command], { cwd: root, env: { ...env, GONKA_SIM_NODE: rpc } });
        expect(output.length, command).toBeGreaterThan(0);
      }
    } finally {
      node.kill();
    }
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
