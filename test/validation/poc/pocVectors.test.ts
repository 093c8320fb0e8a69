import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { casesOf, haveVectors, type VectorFile, vectorsFolder } from '../../vectors/shared.js';
import { validationPocVectors } from '../../vectors/validationPoc.js';
import { validationPocSamplingVectors } from '../../vectors/validationPocSampling.js';

describe.skipIf(!haveVectors)('golden vectors of PoC', () => {
  for (const [name, check] of Object.entries({ ...validationPocVectors, ...validationPocSamplingVectors })) {
    it(name, () => {
      const file = JSON.parse(readFileSync(join(vectorsFolder, name), 'utf8')) as VectorFile;
      const cases = casesOf(file);
      expect(cases.length).toBeGreaterThan(70);
      for (const vectorCase of cases) check(vectorCase, file);
    });
  }
});
