import { toBech32 } from '@cosmjs/encoding';
import { expect } from 'vitest';
import { addressKey } from '../../../src/store/addressKey.js';
import type { CollectionRange } from '../../../src/store/collectionRange.js';
import { storeRange } from '../../../src/store/collectionRange.js';
import { CollectionItem, CollectionMap, CollectionSequence, prefixKey } from '../../../src/store/collections.js';
import { encodePrefix, pair, triple } from '../../../src/store/compositeKey.js';
import * as keys from '../../../src/store/keyCodec.js';
import { decodeKey, type KeyCodec, KeyCursor } from '../../../src/store/keyCodec.js';
import { MemoryStore } from '../../../src/store/memoryStore.js';
import { text } from '../../../src/store/textKey.js';
import { time } from '../../../src/store/timeKey.js';
import * as values from '../../../src/store/valueCodec.js';
import { bytesToHex, bytesToLatin1, hexToBytes, latin1ToBytes } from '../../../src/util/bytes.js';
import type { VectorCase } from '../shared.js';

type AnyCodec = KeyCodec<unknown>;
const latin1 = (hex: string): string => bytesToLatin1(hexToBytes(hex));
const hex = (key: string): string => bytesToHex(latin1ToBytes(key));
const address = (prefix: string) => (bytes: string) => (bytes === '' ? '' : toBech32(prefix, hexToBytes(bytes)));

/** Codec name of the file -> our codec, and how a key of the file becomes one of ours. */
const codecs: Record<string, readonly [codec: AnyCodec, fromJson: (key: never) => unknown]> = {
  uint64: [keys.uint64 as AnyCodec, BigInt],
  int64: [keys.int64 as AnyCodec, BigInt],
  uint32: [keys.uint32 as AnyCodec, Number],
  int32: [keys.int32 as AnyCodec, Number],
  uint16: [keys.uint16 as AnyCodec, Number],
  bool: [keys.bool as AnyCodec, Boolean],
  string: [text as AnyCodec, String],
  bytes: [keys.bytes as AnyCodec, hexToBytes],
  accAddress: [addressKey('cosmos', 'sdk.AccAddress') as AnyCodec, address('cosmos')],
  valAddress: [addressKey('cosmosvaloper', 'sdk.ValAddress') as AnyCodec, address('cosmosvaloper')],
  consAddress: [addressKey('cosmosvalcons', 'sdk.ConsAddress') as AnyCodec, address('cosmosvalcons')],
  time: [time as AnyCodec, (rfc3339: string) => time.read(new KeyCursor(sortable(rfc3339)))],
};

function sortable(rfc3339: string): string {
  const [seconds, fraction = ''] = rfc3339.replace('Z', '').split('.');
  return `${seconds}.${fraction.padEnd(9, '0')}`;
}

function codecNamed(name: string): readonly [AnyCodec, (key: unknown) => unknown] {
  const found = codecs[name];
  if (found === undefined) throw new Error(`unknown codec ${name}`);
  return found as never;
}

const checks: Record<string, (vector: VectorCase) => void> = {
  key: checkKey,
  composite: checkComposite,
  prefixed: ({ prefix, parts, storeKey }) => {
    const [codec, key] = compositeOf(parts);
    expect(hex(prefixKey(latin1(prefix)) + codec.encode(key))).toBe(storeKey);
    if (prefix.length === 2) expect(hex(prefixKey(Number.parseInt(prefix, 16)))).toBe(prefix);
  },
  error: checkError,
  order: checkOrder,
  orderNote: checkOrder,
  value: checkValue,
  decodeError: checkDecodeError,
  range: checkRange,
  steps: checkSteps,
};

/** One case of collections-keys.json. */
export function checkCollectionCase(vector: VectorCase): void {
  const check = checks[vector.kind];
  if (check === undefined) throw new Error(`unknown kind ${vector.kind}`);
  check(vector);
}

/** Hex, or the text of the error that encoding must give. */
function expectEncoded(encode: () => string, expected: string | { error: string }): void {
  if (typeof expected === 'string') expect(hex(encode())).toBe(expected);
  else expect(messageOf(encode)).toBe(expected.error);
}

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('no error');
}

function checkKey(vector: VectorCase): void {
  const [codec, fromJson] = codecNamed(vector.codec);
  const key = vector.keyHex === undefined ? fromJson(vector.key) : decodeKey(codec, latin1(vector.keyHex));
  expectEncoded(() => codec.encode(key), vector.terminal);
  expectEncoded(() => codec.encodePart(key), vector.nonTerminal);
  if (vector.stringified !== undefined) expect(shortened(codec.describe(key))).toBe(vector.stringified);
  if (vector.keyType !== undefined) expect(codec.typeName).toBe(vector.keyType);
  expect(decodeKey(codec, latin1(vector.terminal))).toEqual(key);
}

/** The file gives long texts by their start and length. */
const shortened = (shown: string): string =>
  shown.length > 500 ? `${shown.slice(0, 20)}..(${shown.length} chars)` : shown;

type Part = readonly [codec: string, value: unknown];

function compositeOf(parts: readonly Part[]): [AnyCodec, readonly unknown[]] {
  const known = parts.map(([name]) => codecNamed(name));
  const key = parts.map(([, value], i) => known[i]![1](value));
  const [first, second, third] = known.map(([codec]) => codec);
  if (second === undefined) throw new Error('one part is a prefix');
  return [(third ? triple(first!, second, third) : pair(first!, second)) as unknown as AnyCodec, key];
}

function checkComposite(vector: VectorCase): void {
  if (/prefix/.test(vector.name)) {
    checkPrefix(vector);
    return;
  }
  const [codec, key] = compositeOf(vector.parts);
  expectEncoded(() => codec.encode(key), vector.encoded);
  expectEncoded(() => codec.encodePart(key), vector.nonTerminal);
  if (typeof vector.encoded !== 'string') return;
  const back = decodeKey(codec, latin1(vector.encoded)) as unknown[];
  if (vector.decodedBack === undefined) expect(back).toEqual(key);
  else expect(back.map((part) => hex(text.encode(part as string)))).toEqual(vector.decodedBack);
}

/** Leading parts alone: which composite they belong to stands in the name. */
function checkPrefix({ name, parts, encoded }: VectorCase): void {
  const known = (parts as Part[]).map(([codec]) => codecNamed(codec));
  const values = (parts as Part[]).map(([, value], i) => known[i]![1](value));
  const filled = [...known.map(([codec]) => codec), text as AnyCodec, text as AnyCodec];
  const codec = name.startsWith('pair') ? pair(filled[0]!, filled[1]!) : triple(filled[0]!, filled[1]!, filled[2]!);
  expect(hex(encodePrefix(codec as AnyCodec, values as never))).toBe(encoded);
}

function checkOrder(vector: VectorCase): void {
  const [codec, fromJson] = codecNamed(vector.codec);
  const all = vector.keys.map(fromJson);
  const [terminal, parts] = [all.map(codec.encode), all.map(codec.encodePart)];
  expect(terminal.map(hex)).toEqual(vector.terminal);
  expect(parts.map(hex)).toEqual(vector.nonTerminal);
  expect(terminal.toSorted(byBytes)).toEqual(terminal);
  if (vector.kind === 'order') expect(parts.toSorted(byBytes)).toEqual(parts);
}

const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const valueCodecs: Record<string, readonly [codec: values.NamedCodec<never>, fromJson: (value: string) => unknown]> = {
  uint64: [values.uint64Value as never, BigInt],
  int64: [values.int64Value as never, BigInt],
  string: [values.textValue as never, String],
  bool: [values.boolValue as never, Boolean],
  'int (cosmossdk.io/math)': [values.decimalTextValue as never, BigInt],
  legacyDec: [values.decimalTextValue as never, (value) => BigInt(Number(value) * 10) * 10n ** 17n],
};

function checkValue({ codec, value, bytes }: VectorCase): void {
  const known = valueCodecs[codec];
  if (known === undefined) throw new Error(`unknown value codec ${codec}`);
  const ours = known[1](value) as never;
  expect(bytesToHex(known[0].encode(ours))).toBe(bytes);
  expect(known[0].decode(hexToBytes(bytes))).toEqual(ours);
}

const decodes: Record<string, (bytes: string) => unknown> = {
  uint64: (bytes) => decodeKey(keys.uint64, latin1(bytes)),
  'uint64 value': (bytes) => values.uint64Value.decode(hexToBytes(bytes)),
  'string non-terminal': (bytes) => text.readPart(new KeyCursor(latin1(bytes))),
  'bytes non-terminal': (bytes) => keys.bytes.readPart(new KeyCursor(latin1(bytes))),
  bool: (bytes) => decodeKey(keys.bool, latin1(bytes)),
};

function checkDecodeError({ codec, bytes, error }: VectorCase): void {
  const decode = decodes[codec];
  if (decode === undefined) throw new Error(`unknown decoder ${codec}`);
  expect(messageOf(() => decode(bytes))).toBe(error);
}

function checkError({ name, inputs, errors, error }: VectorCase): void {
  const store = new MemoryStore();
  if (inputs) {
    expect(inputs.map((prefix: number) => messageOf(() => prefixKey(prefix)))).toEqual(errors);
  } else if (name === 'map get, not found') {
    const things = new CollectionMap(store, 'things', pair(keys.uint64, text), values.textValue);
    expect(messageOf(() => things.require([1n, 'x']))).toBe(error);
  } else if (name === 'item get, not found') {
    expect(messageOf(() => new CollectionItem(store, 'item', values.uint64Value).require())).toBe(error);
  } else {
    throw new Error(`unknown error case ${name}`);
  }
}

/** Item under 08 holding 3, sequence under 07 after two calls. */
function checkSteps(vector: VectorCase): void {
  const store = new MemoryStore();
  const item = new CollectionItem(store, latin1(vector.itemKey), values.uint64Value);
  item.set(3n);
  const sequence = new CollectionSequence(store, latin1(vector.sequenceKey));
  sequence.next();
  expect(String(sequence.next())).toBe(vector.secondNext);
  expect(bytesToHex(store.get(latin1(vector.itemKey))!.bytes)).toBe(vector.itemValue);
  expect(bytesToHex(store.get(latin1(vector.sequenceKey))!.bytes)).toBe(vector.sequenceValue);
}

const rangeName = /^range: map prefix (\w+), key ([^:]+): (.*)$/;

function checkRange(vector: VectorCase): void {
  const [, prefix, keyType, wish] = rangeName.exec(vector.name)!;
  const bounds = () =>
    keyType === 'uint64'
      ? storeRange(latin1(prefix!), keys.uint64, numberRange(wish!))
      : storeRange(latin1(prefix!), pair(keys.uint64, text), pairRange(wish!));
  if (vector.error !== undefined) {
    expect(messageOf(bounds)).toBe(vector.error);
    return;
  }
  const { start, end, reverse } = bounds();
  expect(hex(start!)).toBe(vector.start);
  expect(end === undefined ? null : hex(end)).toBe(vector.end);
  expect(reverse ?? false).toBe(/descending/.test(vector.name));
}

function numberRange(wish: string): CollectionRange<bigint> {
  if (wish === 'all') return {};
  const found = /^(\d+) (inclusive|exclusive) to (\d+) (inclusive|exclusive)$/.exec(wish);
  if (found === null) throw new Error(`unknown range ${wish}`);
  const [low, high] = [BigInt(found[1]!), BigInt(found[3]!)];
  return {
    ...(found[2] === 'inclusive' ? { from: low } : { after: low }),
    ...(found[4] === 'inclusive' ? { through: high } : { before: high }),
  };
}

function pairRange(wish: string): CollectionRange<readonly [bigint, string]> {
  const until = /^until prefix (\d+)$/.exec(wish);
  if (until) return { throughPrefix: [BigInt(until[1]!)] };
  const found = /^prefix (\d+)(?: (descending))?(?:, (from|to) (\w+) (inclusive|exclusive))?$/.exec(wish);
  if (found === null) throw new Error(`unknown range ${wish}`);
  const [, number, descending, side, second, closed] = found;
  const first = BigInt(number!);
  const bound = side === undefined ? {} : pairBound(side, closed === 'inclusive', [first, second!]);
  return { prefix: [first], ...bound, ...(descending ? { reverse: true } : {}) };
}

function pairBound(side: string, closed: boolean, key: readonly [bigint, string]) {
  if (side === 'from') return closed ? { from: key } : { after: key };
  return closed ? { through: key } : { before: key };
}
