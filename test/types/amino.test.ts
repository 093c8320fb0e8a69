import { describe, expect, it } from 'vitest';
import { MsgSubmitHardwareDiff, MsgUpdateParams, MsgValidation } from '../../src/gen/inference/inference/tx.js';
import { aminoJson, stdSignBytes, toAmino } from '../../src/types/amino.js';
import { bytesToUtf8 } from '../../src/util/bytes.js';
import { complaint } from './complaint.js';

const diff = MsgSubmitHardwareDiff.fromPartial({
  creator: 'gonka1a',
  newOrModified: [{ localId: 'n<1>', status: 2, hardware: [{ type: 'H100', count: 8 }] }],
});

const document = {
  chainId: 'gonka-test',
  accountNumber: 4n,
  sequence: 9n,
  fee: { amount: [{ denom: 'ngonka', amount: '17' }], gas: 200000n },
  memo: 'a\u2028b',
  msgs: [toAmino(MsgSubmitHardwareDiff, diff)],
};

describe('amino', () => {
  it('sorts keys, writes enums as numbers and leaves empty fields out', () => {
    expect(aminoJson(MsgSubmitHardwareDiff, diff)).toBe(
      '{"creator":"gonka1a","newOrModified":[{"hardware":[{"count":8,"type":"H100"}],"local_id":"n\\u003c1\\u003e","status":2}]}',
    );
  });

  it('puts a message with an amino name into its envelope, and keeps nested messages that are empty', () => {
    expect(aminoJson(MsgUpdateParams, MsgUpdateParams.fromPartial({ params: {} }))).toBe(
      '{"type":"inference/x/inference/MsgUpdateParams","value":{"params":{}}}',
    );
  });

  it('cannot sign floating point', () => {
    const half = MsgValidation.fromPartial({ value: 0.5 });
    expect(complaint(() => aminoJson(MsgValidation, half))).toBe('undefined/1 unknown type float64');
    expect(aminoJson(MsgValidation, MsgValidation.fromPartial({}))).toBe('{}');
  });

  it('writes the sign document', () => {
    expect(bytesToUtf8(stdSignBytes({ ...document, msgs: [] }))).toBe(
      '{"account_number":"4","chain_id":"gonka-test","fee":{"amount":[{"amount":"17","denom":"ngonka"}],"gas":"200000"},"memo":"a\\u2028b","msgs":[],"sequence":"9"}',
    );
    expect(bytesToUtf8(stdSignBytes(document))).toContain('"type":"/inference.inference.MsgSubmitHardwareDiff"');
  });

  it('mentions payer, granter and timeout height only when they are set', () => {
    const fee = { ...document.fee, payer: 'gonka1p', granter: 'gonka1g' };
    const full = JSON.parse(bytesToUtf8(stdSignBytes({ ...document, fee, timeoutHeight: 7n })));
    expect(full).toMatchObject({ fee: { payer: 'gonka1p', granter: 'gonka1g' }, timeout_height: '7' });
    const bare = JSON.parse(bytesToUtf8(stdSignBytes({ ...document, timeoutHeight: 0n })));
    expect(Object.keys(bare)).toEqual(['account_number', 'chain_id', 'fee', 'memo', 'msgs', 'sequence']);
  });
});
