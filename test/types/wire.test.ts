import { describe, expect, it } from 'vitest';
import { tagOf, WireCursor } from '../../src/types/wire.js';
import { hexToBytes, utf8ToBytes } from '../../src/util/bytes.js';

const cursorOf = (hex: string): WireCursor => new WireCursor(hexToBytes(hex));

describe('a cursor over bytes of the wire', () => {
  it.each(['', 'n1', 'twelve signs', 'thirteen sign', 'ä', '\ufeffx', 'a \u{1f600} and more of them'])(
    'reads %j as text',
    (text) => {
      const bytes = utf8ToBytes(text);
      const cursor = new WireCursor(new Uint8Array([bytes.length, ...bytes, 7]));
      expect(cursor.text()).toBe(text);
      expect(cursor.plainVarint()).toBe(7);
    },
  );

  it('puts a mark for what is no text', () => {
    expect(cursorOf('0261ff').text()).toBe('a\ufffd');
  });

  it('refuses a text that is cut off', () => {
    expect(() => cursorOf('0361').text()).toThrow('unexpected EOF');
  });

  it('goes into a value and out of it', () => {
    const cursor = cursorOf('020805' + '09');
    const outer = cursor.enter();
    expect(tagOf(cursor.packedTag())).toEqual({ number: 1, wireType: 0 });
    expect(() => new WireCursor(cursor.bytes, cursor.at, cursor.end).content()).toThrow('unexpected EOF');
    cursor.leave(outer);
    expect(cursor.plainVarint()).toBe(9);
    expect(cursor.done).toBe(true);
  });

  it('does not go into a value that is cut off', () => {
    expect(() => cursorOf('0308').enter()).toThrow('unexpected EOF');
  });

  it('tells numbers below 0', () => {
    expect(cursorOf(`${'ff'.repeat(9)}01`).int64()).toBe(-1n);
    expect(cursorOf('9601').int64()).toBe(150n);
  });
});
