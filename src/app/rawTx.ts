import type { TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { lengthDelimited, tagOf, WireCursor, wireName } from '../types/wire.js';
import { emptyBytes } from '../util/bytes.js';
import { DecodeRefusal, refusal } from './strictDecode.js';

/**
 * The outer three fields of a transaction, each as it stands in the bytes. They are refused when they stand out of order or
 * bear a length longer than it need be (SDK ADR-027), because two encodings of one transaction would have two hashes; and
 * when there are others.
 */
export function readRawTx(bytes: Uint8Array): TxRaw {
  const raw: TxRaw = { bodyBytes: emptyBytes, authInfoBytes: emptyBytes, signatures: [] };
  const cursor = new WireCursor(bytes);
  let previous = 0;
  let unknown: number | undefined;
  try {
    while (!cursor.done) {
      const number = readNumber(cursor, previous);
      const content = canonicalContent(cursor, number);
      if (number === 1) raw.bodyBytes = content;
      else if (number === 2) raw.authInfoBytes = content;
      else if (number === 3) raw.signatures.push(content);
      else unknown ??= number;
      previous = number;
    }
  } catch (error) {
    throw refusal(error, (fault) => `invalid length; ${fault}`);
  }
  if (unknown === undefined) return raw;
  throw new DecodeRefusal(`errUnknownField "*tx.TxRaw": {TagNum: ${unknown}, WireType:"${wireName(lengthDelimited)}"}`);
}

function readNumber(cursor: WireCursor, previous: number): number {
  const { number, wireType } = tagOf(cursor.packedTag());
  if (wireType !== lengthDelimited) throw new DecodeRefusal(`expected ${lengthDelimited} wire type, got ${wireType}`);
  if (number >= previous) return number;
  throw new DecodeRefusal(`txRaw must follow ADR-027, got tagNum ${number} after tagNum ${previous}`);
}

function canonicalContent(cursor: WireCursor, number: number): Uint8Array {
  const start = cursor.at;
  cursor.plainVarint();
  const read = cursor.at - start;
  const isShortest = read === 1 || cursor.bytes[cursor.at - 1] !== 0;
  cursor.at = start;
  if (isShortest) return cursor.content();
  const counts = `read ${read}, only need ${lengthOfVarint(cursor.varint())}`;
  throw new DecodeRefusal(`length prefix varint for tagNum ${number} is not as short as possible, ${counts}`);
}

function lengthOfVarint(value: bigint): number {
  let length = 1;
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) length += 1;
  return length;
}
