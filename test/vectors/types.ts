import { expect } from 'vitest';
import { proto } from '../../src/types/codec.js';
import { fromProtoJson, toProtoJson } from '../../src/types/protoJson.js';
import { protoType } from '../../src/types/protoTypes.js';
import { bytesToHex, hexToBytes } from '../../src/util/bytes.js';
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

export const typesVectors: VectorTable = {
  'proto_bytes.json': checkProtoBytes,
};
