import { describe, expect, it } from 'vitest';
import { textOf } from '../../src/types/knownTexts.js';
import { bytesToUtf8, utf8ToBytes } from '../../src/util/bytes.js';
import { fc } from '../util/fc.js';

describe('texts of bytes', () => {
  it('are what the decoder makes of them, however often they come', () => {
    const plain = fc.array(fc.constantFrom(0x61, 0x62, 0x7f, 0x80, 0xc3, 0xe9, 0xef, 0xbb, 0xbf, 0xfd, 0xff), {
      maxLength: 20,
    });
    const head = new Uint8Array([7, 7]);
    fc.assert(
      fc.property(fc.oneof(plain, fc.string({ unit: 'binary', maxLength: 120 }).map(utf8ToBytes)), (ending) => {
        const bytes = new Uint8Array([...utf8ToBytes('thirteen signs'), ...ending]);
        const placed = new Uint8Array([...head, ...bytes, 7]);
        const text = bytesToUtf8(bytes);
        expect(textOf(placed, head.length, head.length + bytes.length)).toBe(text);
        expect(textOf(bytes, 0, bytes.length)).toBe(text);
        expect(textOf(Uint8Array.from(ending), 0, ending.length)).toBe(bytesToUtf8(Uint8Array.from(ending)));
      }),
    );
  });

  it('tells those apart that end alike', () => {
    const all = ['gonka1aaaaaaaaaaqqqqqq', 'gonka1aaaaaaaaabqqqqqq', 'gonka1aaaaaaaaaaaqqqqqq'].map(utf8ToBytes);
    for (const bytes of [...all, ...all]) expect(textOf(bytes, 0, bytes.length)).toBe(bytesToUtf8(bytes));
  });

  it('takes no byte for a sign of the same number', () => {
    const text = `${'x'.repeat(20)}\u00e9`;
    const stray = new Uint8Array([...utf8ToBytes('x'.repeat(20)), 0xe9]);
    expect(textOf(utf8ToBytes(text), 0, 22)).toBe(text);
    expect(textOf(stray, 0, 21)).toBe(`${'x'.repeat(20)}\ufffd`);
    expect(textOf(stray, 0, 21)).toBe(`${'x'.repeat(20)}\ufffd`);
  });
});
