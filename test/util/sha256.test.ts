import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bytesToHex, bytesToLatin1, latin1ToBytes } from '../../src/util/bytes.js';
import { pairsToLatin1, sha256, sha256OfLatin1, sha256ToLatin1, sha256ToPairs } from '../../src/util/sha256.js';

describe('sha256', () => {
  it('of nothing', () => {
    expect(bytesToHex(sha256(new Uint8Array()))).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('is the same in every form, at every length', () => {
    for (const length of [0, 1, 55, 56, 64, 200, 1023, 1024, 1025, 5000]) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37) & 0xff);
      const expected = createHash('sha256').update(bytes).digest();
      expect(sha256(bytes)).toEqual(new Uint8Array(expected));
      expect(latin1ToBytes(sha256ToLatin1(bytes))).toEqual(new Uint8Array(expected));
      expect(sha256OfLatin1(bytesToLatin1(bytes))).toBe(sha256ToLatin1(bytes));
      expect(pairsToLatin1(sha256ToPairs(bytes))).toBe(sha256ToLatin1(bytes));
    }
  });
});
