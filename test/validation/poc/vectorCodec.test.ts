import { setFloat16 } from '@petamoriken/float16';
import { describe, expect, it } from 'vitest';
import { decodeVector, encodeVector } from '../../../src/validation/poc/vectorCodec.js';

const bitsOf = (text: string): number => Buffer.from(text, 'base64').readUInt16LE();

/** The same by the library that reads them. */
function byLibrary(x: number): number {
  const view = new DataView(new ArrayBuffer(2));
  setFloat16(view, 0, x, true);
  return view.getUint16(0, true);
}

describe('encodeVector', () => {
  it('gives back every half-precision number, and rounds what lies around it as the library does', () => {
    const wrong: number[] = [];
    for (let bits = 0; bits < 2 ** 16; bits += 7) {
      const [x] = decodeVector(Buffer.from(Uint16Array.of(bits).buffer).toString('base64'));
      if (Number.isNaN(x)) continue;
      if (bitsOf(encodeVector([x!])) !== bits) wrong.push(x!);
      for (const near of [x! * (1 + 2 ** -12), x! * (1 - 2 ** -11), x! + 2 ** -25]) {
        if (bitsOf(encodeVector([near])) !== byLibrary(near)) wrong.push(near);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    [-0, 0x8000],
    [Number.NaN, 0x7e00],
    [65_519.99, 0x7bff],
    [65_520, 0x7c00],
    [Number.NEGATIVE_INFINITY, 0xfc00],
    [2 ** -25, 0],
    [2 ** -25 * 1.0001, 1],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
  ])('%d', (x, bits) => {
    expect(bitsOf(encodeVector([x]))).toBe(bits);
  });
});
