import { expect } from 'vitest';
import { GenesisOnlyParams, Params } from '../../src/gen/inference/inference/params.js';
import { type AminoMsg, aminoJson, stdSignBytes, toAmino } from '../../src/types/amino.js';
import { type MessageFns, proto } from '../../src/types/codec.js';
import { inferenceErrors } from '../../src/types/errors.js';
import { defaultGenesisOnlyParams, defaultParams } from '../../src/types/params.js';
import { fromProtoJson, toProtoJson } from '../../src/types/protoJson.js';
import { protoType } from '../../src/types/protoTypes.js';
import { bytesToHex, bytesToUtf8, hexToBytes } from '../../src/util/bytes.js';
import type { VectorCase, VectorTable } from './shared.js';

/** REST JSON to record to bytes, and back: each step must give exactly what the chain gave. */
function checkProtoBytes(vectorCase: VectorCase): void {
  const { type: name, json } = vectorCase.input;
  const type = protoType(name);
  const codec = proto(type);
  const record = fromProtoJson(type, json);
  expect(bytesToHex(codec.encode(record)), 'JSON to bytes').toBe(vectorCase.expected.hex);
  const decoded = codec.decode(hexToBytes(vectorCase.expected.hex));
  expect(decoded, 'bytes to record').toEqual(record);
  expect(JSON.stringify(toProtoJson(type, decoded)), 'bytes to JSON').toBe(JSON.stringify(json));
}

/** The sign document that all cases of amino_json.json share, around one message (the file's `format`). */
const signDocOf = (message: AminoMsg) => ({
  chainId: 'gonka-test',
  accountNumber: 4n,
  sequence: 9n,
  fee: { amount: [{ denom: 'ngonka', amount: '17' }], gas: 200000n },
  memo: 'mémo <&>',
  msgs: [message],
});

function checkText(wanted: string | { error: { contains: string } }, make: () => string): void {
  if (typeof wanted === 'string') expect(make()).toBe(wanted);
  else expect(make).toThrow(wanted.error.contains);
}

function checkAmino(vectorCase: VectorCase): void {
  const type = protoType(vectorCase.input.type);
  const record = proto(type).decode(hexToBytes(vectorCase.input.hex));
  checkText(vectorCase.expected.aminoJson, () => aminoJson(type, record));
  checkText(vectorCase.expected.signDoc, () => bytesToUtf8(stdSignBytes(signDocOf(toAmino(type, record)))));
}

function checkError(vectorCase: VectorCase): void {
  const { code, codespace, text } = vectorCase.expected;
  expect(Object.values(inferenceErrors)).toContainEqual({ code, codespace, text });
}

const defaults: { readonly [name: string]: () => { readonly type: MessageFns<unknown>; readonly record: unknown } } = {
  DefaultParams: () => ({ type: protoType('inference.inference.Params'), record: defaultParams() }),
  DefaultGenesisOnlyParams: () => ({
    type: protoType('inference.inference.GenesisOnlyParams'),
    record: defaultGenesisOnlyParams(),
  }),
};

/**
 * The parts of a default_genesis.json case that need no store: JSON and bytes of a genesis, and our own defaults. What
 * InitGenesis writes is for the module's check, which calls this one first.
 */
export function checkGenesisDocument({ name, input, expected }: VectorCase): void {
  const json = input.genesis ?? input.json;
  const type = input.genesis ? protoType('inference.inference.GenesisState') : defaults[name]?.().type;
  if (json === undefined || type === undefined) throw new Error(`unknown form of case: ${name}`);
  checkProtoBytes({ input: { type: type.$type, json }, expected });
  const own = defaults[name]?.();
  if (own !== undefined) expect(toProtoJson(own.type, own.record)).toEqual(json);
  if (name === 'default genesis, no validators') {
    expect(toProtoJson(Params, defaultParams())).toEqual(json.params);
    expect(toProtoJson(GenesisOnlyParams, defaultGenesisOnlyParams())).toEqual(json.genesis_only_params);
  }
}

export const typesVectors: VectorTable = {
  'proto_bytes.json': checkProtoBytes,
  'amino_json.json': checkAmino,
  'errors.json': checkError,
};
