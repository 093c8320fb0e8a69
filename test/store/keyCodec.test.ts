import { describe, expect, it } from 'vitest';
import { addressKey } from '../../src/store/addressKey.js';
import { collectionsErrors } from '../../src/store/collectionsErrors.js';
import { encodePrefix, pair, triple } from '../../src/store/compositeKey.js';
import * as keys from '../../src/store/keyCodec.js';
import { decodeKey, type KeyCodec, KeyCursor } from '../../src/store/keyCodec.js';
import { text } from '../../src/store/textKey.js';
import { sortableTime, time } from '../../src/store/timeKey.js';
import { boolValue, decimalTextValue, textValue, uint64Value } from '../../src/store/valueCodec.js';
import { writeBech32 } from '../../src/util/bech32.js';
import { bytesToHex, hexToBytes, latin1ToBytes } from '../../src/util/bytes.js';
import { simErrors } from '../../src/util/errors.js';
import { maxInt64, maxUint64, minInt64 } from '../../src/util/int.js';
import { fc } from '../util/fc.js';
import { expectError } from './errors.js';

const hex = (key: string): string => bytesToHex(latin1ToBytes(key));
const twenty = hexToBytes('c7e2a8589c3e3a98f13448a46c8e3380b75ce076');
const alice = writeBech32('gonka', twenty);
const accAddress = addressKey('gonka', 'sdk.AccAddress');
const valAddress = addressKey('gonkavaloper', 'sdk.ValAddress');

type Row = readonly [name: string, codec: KeyCodec<unknown>, key: unknown, whole: string, part: string];

const row = <K>(name: string, codec: KeyCodec<K>, key: K, whole: string, part = whole): Row => [
  name,
  codec as KeyCodec<unknown>,
  key,
  whole,
  part,
];

describe('key codecs', () => {
  it.each([
    row('uint64', keys.uint64, 256n, '0000000000000100'),
    row('uint64, greatest', keys.uint64, maxUint64, 'ffffffffffffffff'),
    row('int64', keys.int64, -5n, '7ffffffffffffffb'),
    row('int64, least', keys.int64, minInt64, '0000000000000000'),
    row('uint32', keys.uint32, 2147483648, '80000000'),
    row('int32', keys.int32, -1, '7fffffff'),
    row('uint16', keys.uint16, 256, '0100'),
    row('bool', keys.bool, true, '01'),
    row('bytes', keys.bytes, hexToBytes('010203'), '010203', '03010203'),
    row('text', text, 'ab', '6162', '616200'),
    row('empty text', text, '', '', '00'),
    row('address', accAddress, alice, bytesToHex(twenty), `14${bytesToHex(twenty)}`),
    row('no address', accAddress, '', '', '00'),
    row('operator', valAddress, writeBech32('gonkavaloper', twenty), bytesToHex(twenty), `14${bytesToHex(twenty)}`),
    row('time', time, 0n, '313937302d30312d30315430303a30303a30302e303030303030303030'),
    row('prefixed bytes', keys.lengthPrefixed(keys.bytes), hexToBytes('0102'), '020102'),
    row('pair', pair(keys.uint64, text), [42n, 'x'], '000000000000002a78', '000000000000002a7800'),
    row(
      'pair with an address first',
      pair(accAddress, keys.int64),
      [alice, 0n],
      `14${bytesToHex(twenty)}8000000000000000`,
    ),
    row('triple', triple(text, text, text), ['a', '', 'c'], '61000063', '6100006300'),
  ])('%s', (_, codec, key, whole, part) => {
    expect(hex(codec.encode(key))).toBe(whole);
    expect(hex(codec.encodePart(key))).toBe(part);
    expect(decodeKey(codec, codec.encode(key))).toEqual(key);
    const cursor = new KeyCursor(`${codec.encodePart(key)}rest`);
    expect(codec.readPart(cursor)).toEqual(key);
    expect(cursor.rest()).toBe('rest');
  });

  it('keep the order of numbers, texts and times', () => {
    fc.assert(
      fc.property(fc.bigInt(minInt64, maxInt64), fc.bigInt(minInt64, maxInt64), (a, b) => {
        expect(keys.int64.encode(a) < keys.int64.encode(b)).toBe(a < b);
        const [year0, year9999] = [-62_167_219_200n, 253_402_300_799n];
        const [s, t] = [a, b].map((n) => (n % (year9999 - year0)) + (n < 0n ? year9999 : year0)) as [bigint, bigint];
        expect(time.encode(s * 1_000_000_000n) < time.encode(t * 1_000_000_000n)).toBe(s < t);
        expect(decodeKey(time, time.encode(s * 1_000_000_000n))).toBe(s * 1_000_000_000n);
      }),
    );
  });

  it('bring back every pair of plain parts', () => {
    const codec = pair(text, pair(keys.uint64, keys.bytes));
    const plain = fc.string({ unit: fc.constantFrom('a', 'b', '~', ' ') });
    fc.assert(
      fc.property(plain, fc.bigInt(0n, maxUint64), fc.uint8Array({ maxLength: 40 }), (name, number, bytes) => {
        const key = [name, [number, bytes]] as const;
        expect(decodeKey(codec, codec.encode(key))).toEqual(key);
      }),
    );
  });

  it.each<[string, () => unknown, string]>([
    ['too short', () => decodeKey(keys.uint64, '\0\0\0'), 'wanted at least 8, got: 3'],
    [
      'too long',
      () => decodeKey(keys.bool, '\x01\x02'),
      "was supposed to fully consume the key '0102', consumed 1 out of 2",
    ],
    ['no bool', () => decodeKey(keys.bool, '\x02'), 'invalid bool value: 2'],
    ['a part without an end', () => text.readPart(new KeyCursor('ab')), 'no instances of the string delimiter'],
    ['a part without a length', () => keys.bytes.readPart(new KeyCursor('')), 'cannot have an empty buffer'],
    ['a part shorter than its length', () => keys.bytes.readPart(new KeyCursor('\x05a')), 'want at least: 5, got: 1'],
    ['a delimiter in a part', () => text.encodePart('a\0b'), 'string is not allowed to have the string delimiter'],
    ['a part of 256 bytes', () => keys.bytes.encodePart(new Uint8Array(256)), 'cannot exceed: 255, got: 256'],
    ['a number out of range', () => keys.uint32.encode(-1), '-1 is not a uint32'],
    ['a fraction', () => keys.uint16.encode(1.5), '1.5 is not a uint16'],
    ['no bech32', () => accAddress.encode('alice'), 'decoding bech32 failed'],
    ['a foreign address', () => accAddress.encode(writeBech32('cosmos', twenty)), 'expected gonka, got cosmos'],
    ['no time', () => decodeKey(time, 'x'.repeat(29)), 'not a sortable time'],
    ['no decimal', () => decimalTextValue.decode(hexToBytes('2b31')), 'not a decimal number'],
  ])('an encoding error: %s', (_, run, detail) => expectError(run, collectionsErrors.encoding, detail));

  it('64-bit keys out of range are an overflow', () => {
    expectError(() => keys.uint64.encode(-1n), simErrors.overflow);
    expectError(() => keys.int64.encode(maxInt64 + 1n), simErrors.overflow);
  });

  it('describe keys as people write them', () => {
    expect(keys.bytes.describe(hexToBytes('00ff'))).toBe('hexBytes:00ff');
    expect(pair(keys.uint64, text).describe([1n, 'x'])).toBe('("1", "x")');
    expect(pair(keys.uint64, text).typeName).toBe('Pair[uint64, string]');
    expect(time.describe(1_756_303_385_120_000_000n)).toBe('2025-08-27 14:03:05.12 +0000 UTC');
    expect(time.describe(-1_000_000_000n)).toBe('1969-12-31 23:59:59 +0000 UTC');
  });

  it('leading parts alone make a prefix', () => {
    expect(hex(encodePrefix(pair(text, text), ['ab']))).toBe('616200');
    expect(hex(encodePrefix(triple(keys.bool, text, text), [true, 'a']))).toBe('016100');
  });
});

describe('texts that are not ASCII', () => {
  it('are written whole at the end, by their first bytes as a part', () => {
    expect(hex(text.encode('é世'))).toBe('c3a9e4b896');
    expect(hex(text.encodePart('é世'))).toBe('c300e4000000');
    expect(text.encodePart('é')).toBe(text.encodePart('è'));
  });

  it.each(['ff', 'fffe', 'c3a9a9', 'eda080', 'f4908080', 'c080', '61ff62'])(
    'bytes that are no UTF-8 come back: %s',
    (bytes) => {
      const key = Buffer.from(bytes, 'hex').toString('latin1');
      expect(text.encode(decodeKey(text, key))).toBe(key);
    },
  );

  it('a text of any characters comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(decodeKey(text, text.encode(name))).toBe(name);
      }),
    );
  });
});

describe('times', () => {
  it.each([
    [0n, '1970-01-01T00:00:00.000000000'],
    [951_782_400_000_000_001n, '2000-02-29T00:00:00.000000001'],
    [1_756_303_385_123_456_789n, '2025-08-27T14:03:05.123456789'],
    [-62_135_596_800_000_000_000n, '0001-01-01T00:00:00.000000000'],
  ])('%d', (nanos, shown) => {
    expect(sortableTime(nanos)).toBe(shown);
    expect(decodeKey(time, shown)).toBe(nanos);
  });
});

describe('value codecs', () => {
  it('are those of whole keys', () => {
    expect(bytesToHex(uint64Value.encode(1n))).toBe('0000000000000001');
    expect(bytesToHex(boolValue.encode(true))).toBe('01');
    expect(textValue.decode(textValue.encode('a\0b'))).toBe('a\0b');
  });

  it('keep big numbers as decimal text', () => {
    expect(bytesToHex(decimalTextValue.encode(-15n))).toBe('2d3135');
    expect(decimalTextValue.decode(decimalTextValue.encode(-(10n ** 30n)))).toBe(-(10n ** 30n));
  });
});

describe('addressKey', () => {
  it('forgets addresses rather than growing without end', () => {
    const codec = addressKey('gonka', 'test');
    for (let i = 0; i < 3; i++) expect(codec.encode(alice)).toHaveLength(20);
  });
});
