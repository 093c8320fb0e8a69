import { describe, expect, it } from 'vitest';
import { readBool, readFloat, readWhole } from '../../../src/rpc/rest/goNumbers.js';

// Values and complaints of Go's strconv with base 0.
describe('numbers in paths and queries', () => {
  const whole: readonly (readonly [text: string, value: bigint])[] = [
    ['0', 0n],
    ['-5', -5n],
    ['+5', 5n],
    ['1_000', 1000n],
    ['0x10', 16n],
    ['0b101', 5n],
    ['0o17', 15n],
    ['017', 15n],
    ['0_7', 7n],
    ['9223372036854775807', 2n ** 63n - 1n],
  ];
  it.each(whole)('reads %s', (text, value) => {
    expect(readWhole('int64', text)).toBe(value);
  });

  const refused = [
    ['int64', '', 'strconv.ParseInt: parsing "": invalid syntax'],
    ['int64', ' 5', 'strconv.ParseInt: parsing " 5": invalid syntax'],
    ['int64', '08', 'strconv.ParseInt: parsing "08": invalid syntax'],
    ['int64', '1e3', 'strconv.ParseInt: parsing "1e3": invalid syntax'],
    ['int64', '9223372036854775808', 'strconv.ParseInt: parsing "9223372036854775808": value out of range'],
    ['int32', '99999999999', 'strconv.ParseInt: parsing "99999999999": value out of range'],
    ['uint64', '-1', 'strconv.ParseUint: parsing "-1": invalid syntax'],
    ['uint64', '18446744073709551616', 'strconv.ParseUint: parsing "18446744073709551616": value out of range'],
  ] as const;
  it.each(refused)('%s: refuses %j', (kind, text, message) => {
    expect(() => readWhole(kind, text)).toThrow(expect.objectContaining({ codespace: 'grpc', code: 3, message }));
  });

  it('reads truth and floats', () => {
    expect([readBool('T'), readBool('1'), readBool('false')]).toEqual([true, true, false]);
    expect(() => readBool('maybe')).toThrow('strconv.ParseBool: parsing "maybe": invalid syntax');
    expect([readFloat('1.5'), readFloat('-2e3')]).toEqual([1.5, -2000]);
    expect(() => readFloat('x')).toThrow('strconv.ParseFloat: parsing "x": invalid syntax');
    expect(() => readFloat('1e400')).toThrow('strconv.ParseFloat: parsing "1e400": value out of range');
  });
});
