import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { differences } from '../../vectors/mlnode/tools/differences.js';

it('every deliberate difference is a row of docs/mlnode-validate.md with its recordings, and no row is without one', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/mlnode-validate.md'), 'utf8');
  const table = page.slice(page.indexOf('## Where it differs')).matchAll(/^\| ([a-z-]+) \|.*\| (`[^|]*`) \|$/gm);
  const told = Object.fromEntries([...table].map(([, name, where]) => [name, where!.replaceAll('`', '').split(', ')]));
  const held: Record<string, string[]> = {};
  for (const { name, scenarios } of differences) held[name] = [...(held[name] ?? []), ...scenarios];
  expect(told).toEqual(held);
});
