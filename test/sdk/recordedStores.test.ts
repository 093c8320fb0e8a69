import { describe, expect, it } from 'vitest';
import { checkWrite, recordedWrites, sdkSchemas } from '../vectors/sdk.js';
import { haveVectors } from '../vectors/shared.js';

describe.skipIf(!haveVectors)('recorded writes of the SDK stores', () => {
  for (const store of Object.keys(sdkSchemas)) {
    it(`${store}: every key and value decodes and comes out the same`, () => {
      const counts: Record<string, number> = {};
      for (const { changes } of recordedWrites(store)) {
        for (const [key, value] of changes) {
          const name = checkWrite(store, key, value);
          counts[name] = (counts[name] ?? 0) + 1;
        }
      }
      expect(Object.keys(counts).length).toBeGreaterThan(2);
    });
  }
});
