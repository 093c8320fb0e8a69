import { describe, expect, it } from 'vitest';
import { readRawTx } from '../../src/app/rawTx.js';
import { rejectUnknownFields } from '../../src/app/strictDecode.js';
import { hexToBytes } from '../../src/util/bytes.js';

const strict = { nonCritical: 'refused', resolve: () => undefined } as const;
const lenient = { ...strict, nonCritical: 'allowed' } as const;

describe('strict decoding', () => {
  it('takes fields out of order, twice, and with lengths longer than need be', () => {
    expect(() =>
      rejectUnknownFields('cosmos.tx.v1beta1.TxBody', hexToBytes('1805120161128100' + '62'), strict),
    ).not.toThrow();
  });

  it('lets pass what is not critical, when it may', () => {
    const field1025 = hexToBytes('8a40' + '0161');
    expect(() => rejectUnknownFields('cosmos.tx.v1beta1.TxBody', field1025, lenient)).not.toThrow();
    expect(() => rejectUnknownFields('cosmos.tx.v1beta1.TxBody', field1025, strict)).toThrow(
      'errUnknownField "*tx.TxBody": {TagNum: 1025, WireType:"bytes"}',
    );
  });

  const refused: readonly (readonly [what: string, type: string, hex: string, complaint: string])[] = [
    [
      'an unknown field',
      'cosmos.bank.v1beta1.MsgSend',
      '9a0600',
      'errUnknownField "*types.MsgSend": {TagNum: 99, WireType:"bytes"}',
    ],
    [
      'one of a nested message',
      'cosmos.bank.v1beta1.MsgSend',
      '1a022000',
      'errUnknownField "*types.Coin": {TagNum: 4, WireType:"varint"}',
    ],
    [
      'one of our own schema',
      'inference.inference.MsgSubmitSeed',
      '5800',
      'errUnknownField "*types.MsgSubmitSeed": {TagNum: 11, WireType:"varint"}',
    ],
    ['one of a module with a package of its own', 'cosmos.gov.v1.MsgVote', '7800', 'errUnknownField "*v1.MsgVote"'],
    [
      'another wire type',
      'cosmos.tx.v1beta1.TxBody',
      '1001',
      'Mismatched "*tx.TxBody": {TagNum: 2, GotWireType: "varint" != WantWireType: "bytes"}',
    ],
    ['a packed type that nobody knows', 'cosmos.tx.v1beta1.TxBody', '0a040a022f78', 'unable to resolve type URL /x'],
    ['field number 0', 'cosmos.tx.v1beta1.TxBody', '00', 'invalid length'],
    [
      'half a varint',
      'cosmos.tx.v1beta1.TxBody',
      '1880',
      'could not consume field value for tagNum: 3, wireType: "varint"; unexpected EOF',
    ],
    [
      'a value that is cut off',
      'cosmos.tx.v1beta1.TxBody',
      '120561',
      'could not consume field value for tagNum: 2, wireType: "bytes"; unexpected EOF',
    ],
    ['the end of no group', 'cosmos.tx.v1beta1.TxBody', '8c4000', 'mismatching end group marker'],
    ['a message type without a schema', 'no.such.Type', '', '*types.Type does not have a Descriptor() method'],
  ];
  it.each(refused)('refuses %s', (_, type, hex, complaint) => {
    expect(() => rejectUnknownFields(type, hexToBytes(hex), lenient)).toThrow(complaint);
  });
});

describe('the outer part of a transaction', () => {
  it('has its fields in order, with lengths as short as can be', () => {
    expect(() => readRawTx(hexToBytes('0a0161120162' + '1a0163' + '1a0164'))).not.toThrow();
  });

  const refused: readonly (readonly [what: string, hex: string, complaint: string])[] = [
    ['another order', '1201620a0161', 'txRaw must follow ADR-027, got tagNum 1 after tagNum 2'],
    [
      'a length longer than need be',
      '0a810061',
      'length prefix varint for tagNum 1 is not as short as possible, read 2, only need 1',
    ],
    ['a number', '0801', 'expected 2 wire type, got 0'],
    ['a byte behind the end', '0a016100', 'invalid length; proto:\u00a0invalid field number'],
    ['a fourth', '0a0161' + '220162' + '2a0163', 'errUnknownField "*tx.TxRaw": {TagNum: 4, WireType:"bytes"}'],
    ['half a field behind a fourth', '220162' + '2a0563', 'invalid length; unexpected EOF'],
    ['half a field', '0a0561', 'invalid length; unexpected EOF'],
  ];
  it.each(refused)('may not have %s', (_, hex, complaint) => {
    expect(() => readRawTx(hexToBytes(hex))).toThrow(complaint);
  });
});
