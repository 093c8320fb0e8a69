import { describe, expect, it } from 'vitest';
import { bytesToBase64 } from '../../../src/util/bytes.js';
import { validationErrors } from '../../../src/validation/errors.js';
import { compareArtifacts, validateArtifacts } from '../../../src/validation/poc/compareArtifacts.js';
import { fraudTest, serverStatTest } from '../../../src/validation/poc/fraudTest.js';
import { isMismatch, l2Distance } from '../../../src/validation/poc/mismatch.js';
import { decodeVector, encodeVector } from '../../../src/validation/poc/vectorCodec.js';
import { fc } from '../../util/fc.js';

const one = 'prB+tN01ozN2tX+0grhNq/GtwBtzsH42';
const other = 'prB+tN01ozN2tX+0grhNq/CtuRt0sH42';
const artifact = (nonce: number, vectorB64: string) => ({ nonce, vectorB64 });

describe('vector codec', () => {
  it('rounds once, half to even, and knows the ends', () => {
    const numbers = [
      1.00048828125,
      1.0004882812509095,
      2.980232238856267e-8,
      2.98023223876953e-8,
      65519.99,
      65520,
      NaN,
    ];
    expect([...decodeVector(encodeVector(numbers))]).toEqual([1, 1.0009765625, 2 ** -24, 0, 65504, Infinity, NaN]);
    expect(encodeVector([NaN])).toBe('AH4=');
  });

  it('keeps every half-precision number', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 24 }), (bytes) => {
        const numbers = decodeVector(bytesToBase64(bytes));
        const again = decodeVector(encodeVector(numbers));
        expect([...again]).toEqual([...numbers]);
      }),
    );
  });

  it.each([
    ['A', 'number of data characters (1) cannot be 1 more than a multiple of 4'],
    ['AA', 'Incorrect padding'],
    ['é', 'only ASCII'],
    ['AAAA', 'multiple of element size'],
  ])('refuses %s', (text, words) => {
    expect(() => decodeVector(text)).toThrow(expect.objectContaining({ kind: validationErrors.vectorInvalid }));
    expect(() => decodeVector(text)).toThrow(words);
  });
});

describe('L2 distance', () => {
  it('is symmetric, not negative, and nothing for equals', () => {
    const vector = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(vector, vector, vector, vector, (a, b, c, d) => {
        expect(l2Distance([a, b], [c, d])).toBe(l2Distance([c, d], [a, b]));
        expect(l2Distance([a, b], [a, b])).toBe(0);
        expect(l2Distance([a, b], [c, d])).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is in single precision, and a mismatch only above the threshold', () => {
    const distance = l2Distance([0, 0, 0], [0.25, 0.25, 0.25]);
    expect(distance).toBe(0.4330126941204071);
    expect([isMismatch(distance, 0.4330127), isMismatch(distance, 0.433), isMismatch(0.25, 0.25)]).toEqual([
      false,
      true,
      false,
    ]);
    expect([isMismatch(NaN, 1), isMismatch(Infinity, 1)]).toEqual([true, true]);
  });

  it('needs lengths that fit', () => {
    expect(() => l2Distance([1, 2], [1, 2, 3])).toThrow(
      expect.objectContaining({ kind: validationErrors.vectorInvalid }),
    );
  });
});

describe('compareArtifacts', () => {
  it('passes over what is not there, and counts another length', () => {
    const computed = [0, 1, 2, 3].map((nonce) => artifact(nonce, one));
    const received = [artifact(0, other), artifact(1, ''), artifact(3, 'Zi4='), artifact(9, one)];
    const found = compareArtifacts(computed, received, 0.0001);
    expect(found.map(({ mismatch }) => mismatch)).toEqual([true, false, false, true]);
    expect(found[0]!.distance).toBeCloseTo(0.00013713, 8);
  });

  it('counts nonces that were asked for, also those that never came', () => {
    const verdict = validateArtifacts([artifact(0, one)], [artifact(0, other)], 32, {
      ...serverStatTest,
      distThreshold: 0,
    });
    expect(verdict).toMatchObject({ total: 32, mismatches: 1, mismatchNonces: [0], fraudDetected: false });
    expect(verdict.pValue).toBeCloseTo(1 - 0.999 ** 32, 12);
  });
});

describe('fraudTest', () => {
  it.each([
    [1, { pMismatch: 0.1, fraudThreshold: 0.05 }, '0.9657', false],
    [2, { pMismatch: 0.02, fraudThreshold: 0.05 }, '0.1340', false],
    [12, { pMismatch: 0.1, fraudThreshold: 0.05 }, '0.0000', true],
  ])('of %i mismatches in 32, %o', (mismatches, test, p, fraud) => {
    const { pValue, fraudDetected } = fraudTest(mismatches, 32, test);
    expect([pValue.toFixed(4), fraudDetected]).toEqual([p, fraud]);
  });

  it('finds no fraud where nothing was asked for', () => {
    expect(fraudTest(5, 0, { pMismatch: 0.1, fraudThreshold: 1 })).toMatchObject({ pValue: 1, fraudDetected: false });
  });
});
