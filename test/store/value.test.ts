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

  it('leaves a large record to its bytes when others have been used since, and small ones never', () => {
    const codec = countingCodec();
    const [small, first] = [
      Value.ofRecord({ text: 'small' }, codec),
      Value.ofRecord({ text: 'first'.repeat(1e6) }, codec),
    ];
    const others = Array.from({ length: 4 }, (_, i) => Value.ofBytes(utf8ToBytes(`${i}`.repeat(4e6))));
    expect([small.bytes.length, first.bytes.length]).toEqual([5, 5e6]);
    for (const other of others.slice(0, 2)) other.read(codec);
    first.read(codec);
    expect(codec.decoded).toBe(2);
    for (const other of others) other.read(codec);
    expect(codec.decoded).toBe(4);
    expect(first.read(codec).text).toBe('first'.repeat(1e6));
    small.read(codec);
    expect([codec.encoded, codec.decoded]).toEqual([2, 5]);
  });
});
