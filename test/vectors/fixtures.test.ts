import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { casesOf, type VectorFile } from './shared.js';
import { suite } from './suite.js';

// The part of the golden vectors that stands in the repository (scripts/pick-fixtures.mjs), checked as all of them are: a
// clone without the vectors' folder proves the same rules.

const folder = join(import.meta.dirname, '../fixtures/vectors');

describe.each(readdirSync(folder))('%s', (name) => {
  const row = suite.find((candidate) => candidate.matches(name));
  const file = JSON.parse(readFileSync(join(folder, name), 'utf8')) as VectorFile;

  it.each(casesOf(file).map((one) => [String(one.name ?? one.kind ?? ''), one]))('%s', (_, vectorCase) => {
    expect(row?.kind).toBe('cases');
    if (row?.kind === 'cases') row.check(vectorCase, file);
  });
});
