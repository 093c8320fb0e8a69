import { describe, expect, it } from 'vitest';
import { readGoBase64 } from '../../src/types/goBase64.js';
import { bytesToBase64 } from '../../src/util/bytes.js';
import { fc } from '../util/fc.js';

describe('readGoBase64', () => {
  it('reads what it should, line breaks in between or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        const text = bytesToBase64(bytes);
        expect(readGoBase64(text)).toEqual({ ok: true, bytes });
        expect(readGoBase64(`\n${text.slice(0, 3)}\r\n${text.slice(3)}\n`)).toEqual({ ok: true, bytes });
      }),
    );
  });

  it.each([
    ['***', 0],
    [' AAA', 0],
    ['abc!', 3],
    ['abc', 0],
    ['AAAAabc', 4],
    ['AA=A', 3],
    ['AA=', 3],
    ['A===', 1],
    ['=AAA', 0],
    ['AA==A', 4],
    ['AAA=AAAA', 4],
    ['AAé=', 2],
  ])('stumbles in %j over byte %i', (text, position) => {
    expect(readGoBase64(text)).toEqual({ ok: false, complaint: `illegal base64 data at input byte ${position}` });
  });
});
