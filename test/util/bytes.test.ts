import { describe, expect, it } from 'vitest';
import {
  base64ToBytes,
  bytesToBase64,
  bytesToHex,
  bytesToLatin1,
  bytesToUint64,
  bytesToUtf8,
  compareBytes,
  compareLatin1,
  compareUtf8,
  concatBytes,
  equalBytes,
  hexToBytes,
  latin1ToBytes,
  latin1ToUtf8,
  uint64ToBytes,
  utf8ToBytes,
  utf8ToLatin1,
} from '../../src/util/bytes.js';
import { failure } from './failure.js';

const all = Uint8Array.from({ length: 256 }, (_, i) => i);

describe('bytes', () => {
  it('go through every text form and back, as plain arrays', () => {
    for (const back of [
      latin1ToBytes(bytesToLatin1(all)),
      hexToBytes(bytesToHex(all)),
      base64ToBytes(bytesToBase64(all)),
    ]) {
      expect(back).toEqual(all);
      expect(Buffer.isBuffer(back)).toBe(false);
    }
    expect(bytesToUtf8(utf8ToBytes('模型/Ω 🜂'))).toBe('模型/Ω 🜂');
    expect(latin1ToUtf8(utf8ToLatin1('模型/Ω 🜂'))).toBe('模型/Ω 🜂');
    expect(utf8ToLatin1('plain')).toBe('plain');
  });

  it('refuses what is not the form it claims to be', () => {
    for (const wrong of [() => latin1ToBytes('Ω'), () => hexToBytes('abc'), () => hexToBytes('zz')]) {
      expect(failure(wrong)).toBe('gonka-sim/4');
    }
    for (const text of ['YQ', 'YQ=', 'Y===', 'YQ==\n', '_-=='])
      expect(failure(() => base64ToBytes(text))).toBe('gonka-sim/4');
    expect(failure(() => bytesToUint64(new Uint8Array(7)))).toBe('gonka-sim/4');
  });

  it('compares in byte order, a prefix first', () => {
    const sorted = ['', '\x00', '\x00\x00', 'a', 'ab', 'b', '\x80', '\xff', '\xff\x00'];
    for (const [i, a] of sorted.entries()) {
      for (const [j, b] of sorted.entries()) {
        expect(Math.sign(compareBytes(latin1ToBytes(a), latin1ToBytes(b)))).toBe(Math.sign(i - j));
        expect(compareLatin1(a, b)).toBe(Math.sign(i - j));
        expect(equalBytes(latin1ToBytes(a), latin1ToBytes(b))).toBe(i === j);
      }
    }
  });

  it('compares texts as their UTF-8 bytes, also beyond the basic plane', () => {
    const texts = ['', 'a', 'aé', 'z', 'é', '模', '\u{ffff}', '\u{10000}', '🜂', '🜂a', '🜃'];
    for (const a of texts) {
      for (const b of texts) {
        const bytes = Math.sign(compareBytes(utf8ToBytes(a), utf8ToBytes(b)));
        expect(Math.sign(compareUtf8(a, b)), `${a} ${b}`).toBe(bytes);
      }
    }
  });

  it('joins, and writes numbers big-endian', () => {
    expect(bytesToHex(concatBytes(Uint8Array.of(1), Uint8Array.of(), Uint8Array.of(2, 3)))).toBe('010203');
    expect(bytesToHex(uint64ToBytes(0x0102030405060708n))).toBe('0102030405060708');
    expect(bytesToUint64(uint64ToBytes(2n ** 64n - 1n))).toBe(2n ** 64n - 1n);
  });
});
