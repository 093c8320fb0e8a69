import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const src = join(root, 'src');

/** The house from the ground up; rooms of one floor do not import each other (ARCHITECTURE.md). */
const floors: readonly (readonly string[])[] = [
  ['util'],
  ['store', 'validation'],
  ['types', 'gen', 'mlnode'],
  ['calculations'],
  ['keeper', 'epochgroup', 'sdk'],
  ['module'],
  ['app'],
  ['node'],
  ['rpc'],
  ['network'],
  ['report'],
  ['cli'],
];
/** Rooms that share a floor and may see each other: generated code is part of `types`. */
const together = new Set(['types gen', 'gen types']);
const heart = new Set(['util', 'store', 'types', 'calculations', 'keeper', 'epochgroup', 'sdk', 'module', 'app']);

/** What would make two runs differ; the backend that writes to disk and the app's commit may wait for it. */
const bans: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\bnew Date\b|\bDate\.now\b|\bperformance\.now\b/, 'reads a clock'],
  [/\bset(Timeout|Interval|Immediate)\b|\bqueueMicrotask\b/, 'uses a timer'],
  [/\bMath\.(random|exp|expm1|log|log2|log10|log1p|pow|sin|cos|tan|cbrt|hypot)\b/, 'differs between engines or runs'],
  [/\bprocess\.env\b/, 'reads the environment'],
  [/\blocaleCompare\b|\bIntl\.|toLocale/, 'depends on the locale'],
  [/\.(sort|toSorted)\(\)/, 'sorts by UTF-16 text without saying so: give a comparator'],
  [/\bfor \((const|let) \w+ in\b/, 'iterates in property order'],
  [/(sha256|createHash|hash)\w*\([^)]*JSON\.stringify/, 'hashes JSON text'],
];
const asyncBan = /\basync\b|\bawait\b|\bPromise\b/;
const mayWait = new Set(['store/levelBackend.ts', 'store/memoryBackend.ts', 'store/backend.ts', 'store/multiStore.ts']);

/** The code below a folder of the project, by its path from the root. */
const sourcesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();

const files = sourcesIn('src').map((file) => file.slice('src/'.length));
const written = files.filter((file) => !file.startsWith('gen/'));
const text = new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')]));

function withoutComments(file: string): string {
  return text
    .get(file)!
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:])\/\/.*$/gm, '$1');
}

/** Code without comments and texts, so that a ban speaks of code only. */
function code(file: string): string {
  return withoutComments(file).replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
}

function imports(file: string): string[] {
  const found = withoutComments(file).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g);
  return [...found].map(([, path]) => {
    const target = relative(src, resolve(src, dirname(file), path!)).replaceAll('\\', '/');
    return target.replace(/\.js$/, '.ts');
  });
}

const roomOf = (file: string): string => file.split('/')[0]!;
const floorOf = (room: string): number => floors.findIndex((rooms) => rooms.includes(room));

/** Circles of imports, each from a file back to itself: at least one wherever there are any. Imports of types count too. */
function circles(): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const follow = (file: string): void => {
    const start = path.indexOf(file);
    if (start >= 0) found.push([...path.slice(start), file]);
    if (start >= 0 || done.has(file)) return;
    path.push(file);
    for (const target of imports(file)) follow(target);
    path.pop();
    done.add(file);
  };
  for (const file of files) follow(file);
  return found;
}

describe('the house rules', () => {
  it('every room stands on a floor', () => {
    const homeless = files.filter((file) => file.includes('/') && floorOf(roomOf(file)) < 0);
    expect(homeless).toEqual([]);
  });

  it('imports go down only, and never to a sibling', () => {
    const wrong: string[] = [];
    for (const file of files.filter((name) => name.includes('/'))) {
      for (const target of imports(file)) {
        const [from, to] = [roomOf(file), roomOf(target)];
        if (from === to || together.has(`${from} ${to}`)) continue;
        if (floorOf(to) >= floorOf(from)) wrong.push(`${file} -> ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('no file imports itself through others', () => {
    expect(circles().map((circle) => circle.join(' -> '))).toEqual([]);
  });

  it('the heart is deterministic and synchronous', () => {
    const found: string[] = [];
    for (const file of written.filter((name) => heart.has(roomOf(name)))) {
      const body = code(file);
      for (const [pattern, why] of bans)
        if (pattern.test(body)) found.push(`${file}: ${pattern.exec(body)![0]} ${why}`);
      if (!mayWait.has(file) && asyncBan.test(body)) found.push(`${file}: waits`);
    }
    expect(found).toEqual([]);
  });

  it('no file outgrows its room', () => {
    const rooms = ['src', 'test', 'bench', 'scripts', 'examples'].flatMap((room) => sourcesIn(room));
    expect(rooms.length).toBeGreaterThan(written.length);
    const long = rooms.map((file) => [file, readFileSync(join(root, file), 'utf8').split('\n').length - 1] as const);
    expect(long.filter(([file, lines]) => lines > 300 && !file.startsWith('src/gen/'))).toEqual([]);
  });

  it('random runs start from the one seed of test/util/fc.ts', () => {
    const own = sourcesIn('test').filter((file) =>
      /^import .* from 'fast-check'/m.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(own).toEqual(['test/util/fc.ts']);
  });

  it('nothing is left for later in the code', () => {
    const left = written.filter((file) => /\b(TODO|FIXME|XXX)\b|@ts-ignore|not implemented/.test(text.get(file)!));
    expect(left).toEqual([]);
  });
});
