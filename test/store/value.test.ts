import { describe, expect, it } from 'vitest';
import { type Codec, Value } from '../../src/store/value.js';
import { bytesToUtf8, utf8ToBytes } from '../../src/util/bytes.js';

/** A codec that counts its work. */
function countingCodec(): Codec<{ readonly text: string }> & { encoded: number; decoded: number } {
  return {
    encoded: 0,
    decoded: 0,
    encode({ text }) {
      this.encoded += 1;
      return utf8ToBytes(text);
    },
    decode(bytes) {
      this.decoded += 1;
      return { text: bytesToUtf8(bytes) };
    },
  };
}

describe('Value', () => {
  it('gives back the very record it was made of, and encodes it once', () => {
    const codec = countingCodec();
    const record = { text: 'one' };
    const value = Value.ofRecord(record, codec);
    expect(value.read(codec)).toBe(record);
    expect(bytesToUtf8(value.bytes)).toBe('one');
    expect(value.bytes).toBe(value.bytes);
    expect([codec.encoded, codec.decoded]).toEqual([1, 0]);
  });

  it('decodes bytes once for a codec', () => {
    const codec = countingCodec();
    const value = Value.ofBytes(utf8ToBytes('two'));
    expect(value.read(codec)).toBe(value.read(codec));
    expect([codec.encoded, codec.decoded]).toEqual([0, 1]);
  });

  it('is decoded anew for another codec', () => {
    const [first, second] = [countingCodec(), countingCodec()];
    const value = Value.ofRecord({ text: 'three' }, first);
    expect(value.read(second)).toEqual({ text: 'three' });
    expect([first.encoded, second.decoded]).toEqual([1, 1]);
  });
});
