import { describe, expect, it } from 'vitest';
import * as json from '../../src/sdk/json.js';
import { complaint } from '../types/complaint.js';

const sample = json.record({
  bigNumber: json.uint64,
  amount: json.amountText,
  share: json.decimal,
  when: json.timestamp,
  long: json.duration,
  list: json.list(json.record({ on: json.bool, raw: json.bytes, small: json.uint32 })),
  maybe: json.optional(json.text),
});

const full = {
  big_number: '18446744073709551615',
  amount: '25000000',
  share: '0.100000000000000000',
  when: '2026-11-21T07:30:23.5Z',
  long: '15s',
  list: [{ on: true, raw: 'AQI=', small: 7 }],
  maybe: null,
};

describe('genesis JSON', () => {
  it('comes out as it went in', () => {
    const read = sample.read(full, 'x');
    expect(read).toMatchObject({ bigNumber: 18446744073709551615n, share: '100000000000000000', maybe: undefined });
    expect(sample.write(read)).toEqual(full);
  });

  it('takes defaults for what is missing', () => {
    expect(sample.read({}, 'x')).toMatchObject({ bigNumber: 0n, amount: '0', share: '0', list: [] });
  });

  it("reads amounts as Go's integers", () => {
    expect(json.amountText.read('25_000_000', 'x')).toBe('25000000');
    expect(json.amountText.read('0x10', 'x')).toBe('16');
  });

  it.each([
    [{ stranger: 1 }, 'x.stranger: unknown field'],
    [{ big_number: '-1' }, 'x.big_number: -1 is not a uint64'],
    [{ big_number: '18446744073709551616' }, 'x.big_number: 18446744073709551616 is not a uint64'],
    [{ big_number: 1.5 }, 'x.big_number: a uint64 expected, got 1.5'],
    [{ amount: 5 }, 'x.amount: an amount as text expected, got 5'],
    [{ amount: 'ten' }, 'x.amount: math/big: cannot unmarshal'],
    [{ share: '1.' }, 'x.share: invalid decimal length'],
    [{ when: 'soon' }, 'x.when: not a time: "soon"'],
    [{ long: '5' }, 'x.long: not a duration: "5"'],
    [{ list: {} }, 'x.list: a list expected, got {}'],
    [{ list: [{ on: 'yes' }] }, 'x.list[0].on: true or false expected, got "yes"'],
    [{ list: [{}, { raw: '!' }] }, 'x.list[1].raw: not base64'],
    [[], 'x: an object expected, got []'],
  ])('names the path of what is wrong: %j', (value, text) => {
    expect(complaint(() => sample.read(value, 'x'))).toContain(`gonka-sim/20 ${text}`);
  });
});
