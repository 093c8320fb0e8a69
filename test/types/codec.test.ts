import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { describe, expect, it } from 'vitest';
import { Epoch } from '../../src/gen/inference/inference/epoch.js';
import { HardwareNode } from '../../src/gen/inference/inference/hardware_node.js';
import { proto } from '../../src/types/codec.js';
import { protoType, protoTypeNames } from '../../src/types/protoTypes.js';
import { bytesToHex, hexToBytes } from '../../src/util/bytes.js';
import { fc } from '../util/fc.js';
import { arbitraryRecord } from './arbitraryRecord.js';
import { complaint } from './complaint.js';

const ours = protoTypeNames().filter((name) => name.startsWith('inference.'));

describe('proto', () => {
  it('is one object per type, so that the store decodes once', () => {
    expect(proto(Epoch)).toBe(proto(Epoch));
    expect(proto(Epoch)).not.toBe(proto(HardwareNode));
  });

  it('writes fields ascending and leaves defaults out', () => {
    expect(bytesToHex(proto(Epoch).encode({ index: 1n, pocStartBlockHeight: 40n, epochParams: undefined }))).toBe(
      '08011028',
    );
    expect(proto(Epoch).encode({ index: 0n, pocStartBlockHeight: 0n, epochParams: undefined })).toHaveLength(0);
  });

  it('keeps an enum number that it does not know', () => {
    const node = proto(HardwareNode).decode(hexToBytes('1063'));
    expect(node.status).toBe(99);
    expect(bytesToHex(proto(HardwareNode).encode(node))).toBe('1063');
  });

  it('complains of bytes that are not of the type', () => {
    expect(complaint(() => proto(Epoch).decode(hexToBytes('0a')))).toMatch(
      /^gonka-sim\/4 inference\.inference\.Epoch: .*: malformed bytes$/,
    );
  });

  it('complains of a number that does not fit, and encodes the next record all the same', () => {
    const tooLarge = { index: 2n ** 64n, pocStartBlockHeight: 1n, epochParams: undefined };
    expect(complaint(() => proto(Epoch).encode(tooLarge))).toMatch(
      /^gonka-sim\/1 inference\.inference\.Epoch: .*index.*: integer out of range$/,
    );
    expect(bytesToHex(proto(Epoch).encode({ ...tooLarge, index: 1n }))).toBe('08011001');
  });

  it('writes what cosmjs-types writes', () => {
    const send = { fromAddress: 'a', toAddress: 'b', amount: [{ denom: 'ngonka', amount: '12' }] };
    expect(proto(MsgSend).encode(send)).toEqual(MsgSend.encode(send).finish());
    const raw = {
      bodyBytes: new Uint8Array(200).fill(1),
      authInfoBytes: new Uint8Array(0),
      signatures: [new Uint8Array(64)],
    };
    expect(proto(TxRaw).encode(raw)).toEqual(TxRaw.encode(raw).finish());
    expect(proto(TxRaw).decode(TxRaw.encode(raw).finish())).toEqual(raw);
  });

  it('writes what the generated code writes with its own writer, for any record of any type', () => {
    const anyRecord = fc.constantFrom(...ours).chain((name) => fc.tuple(fc.constant(name), arbitraryRecord(name)));
    fc.assert(
      fc.property(anyRecord, ([name, record]) => {
        const type = protoType(name);
        const bytes = proto(type).encode(record);
        expect(bytes).toEqual(type.encode(record, new BinaryWriter()).finish());
        expect(proto(type).decode(bytes)).toEqual(record);
      }),
      { numRuns: 400 },
    );
  });
});
