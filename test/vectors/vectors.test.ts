import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { casesOf, haveVectors, type VectorFile, vectorFiles, vectorsFolder } from './shared.js';
import { suite } from './suite.js';

describe.skipIf(!haveVectors)(`golden vectors${haveVectors ? '' : ' (no vectors folder beside this checkout)'}`, () => {
  const files = haveVectors && existsSync(vectorsFolder) ? vectorFiles() : [];

  it('knows every file by name', () => {
    const unknown = files.filter((name) => suite.find((row) => row.matches(name)) === undefined);
    expect(unknown, 'files without a check: add a row to test/vectors/suite.ts').toEqual([]);
  });

  it.each(suite.flatMap((row) => (row.kind === 'elsewhere' ? row.tests : [])))('checked in %s, too', (test) => {
    expect(existsSync(join(import.meta.dirname, '..', test))).toBe(true);
  });

  for (const name of files) {
    const row = suite.find((candidate) => candidate.matches(name));
    if (row?.kind !== 'cases') continue;
    describe(name, () => {
      const file = JSON.parse(readFileSync(join(vectorsFolder, name), 'utf8')) as VectorFile;
      casesOf(file).forEach((vectorCase, index) => {
        it(`${index} ${String(vectorCase.name ?? vectorCase.kind ?? vectorCase.list ?? '')}`, () => {
          try {
            row.check(vectorCase, file);
          } catch (error) {
            // A check that stumbles has most often met a form that it was not written for.
            if (!(error instanceof TypeError)) throw error;
            const fields = Object.keys(vectorCase.input ?? vectorCase).join(', ');
            throw new Error(`${name}, case ${index} of fields ${fields}: ${error.message}`, { cause: error });
          }
        });
      });
    });
  }

  for (const row of suite) {
    if (row.kind !== 'folder' || !files.some((name) => row.matches(name))) continue;
    it(row.title, () => row.check(vectorsFolder));
  }
});
