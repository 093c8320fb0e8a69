// Brings a checkout to where it can run: packages installed, TypeScript built. Silent and quick when nothing changed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`gonka-sim needs Node 20.19 or newer; this is ${process.versions.node}`);
  process.exit(1);
}

const digest = (...parts) => createHash('sha256').update(parts.join('\n')).digest('hex');
const stampOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Runs a step when its inputs are not those of the last time; the stamp is written only after success. */
function step(stampFile, fingerprint, run) {
  if (stampOf(stampFile) === fingerprint) return;
  run();
  mkdirSync(resolve(stampFile, '..'), { recursive: true });
  writeFileSync(stampFile, fingerprint);
}

function command(title, file, args) {
  console.error(`gonka-sim: ${title} ...`);
  try {
    execFileSync(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  } catch (error) {
    console.error(`${error.stdout ?? ''}${error.stderr ?? ''}`.trim() || String(error.message));
    console.error(`gonka-sim: ${title} failed`);
    process.exit(1);
  }
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
// Not `npm ci`: it refuses a lockfile that lists the native binaries of only some platforms.
step(join(root, 'node_modules/.gonka-sim-installed'), digest(lock), () =>
  command('installing packages', 'npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']),
);

const settings = ['tsconfig.json', 'tsconfig.build.json', 'scripts/bundle.mjs'].map((file) => join(root, file));
const inputs = [...sources(join(root, 'src')), ...settings];
const fingerprint = digest(lock, ...inputs.map((file) => `${file}:${statSync(file).size}:${statSync(file).mtimeMs}`));
step(join(root, 'dist/.built'), fingerprint, () => {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  command('building', process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json']);
  command('bundling', process.execPath, ['scripts/bundle.mjs']);
});
