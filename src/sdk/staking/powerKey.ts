import { decodeKey, type KeyCodec, lengthPrefix, readLengthPrefixed, uint64 } from '../../store/keyCodec.js';
import type { Addresses } from '../addresses.js';

/** A validator's place in the order of powers; read backwards, the strongest comes first, and of equals the smaller address. */
export interface PowerKey {
  readonly power: bigint;
  readonly operator: string;
}

function inverted(bytes: string): string {
  const codes: number[] = [];
  for (let i = 0; i < bytes.length; i++) codes.push(bytes.charCodeAt(i) ^ 0xff);
  return String.fromCharCode(...codes);
}

/** Power as eight bytes, then the operator's bytes inverted, behind their length. */
export function powerKey({ operator: address }: Addresses): KeyCodec<PowerKey> {
  const encode = ({ power, operator }: PowerKey): string =>
    uint64.encode(power) + lengthPrefix(inverted(address.encode(operator)));
  const read: KeyCodec<PowerKey>['read'] = (cursor) => {
    const power = uint64.readPart(cursor);
    return { power, operator: decodeKey(address, inverted(readLengthPrefixed(cursor))) };
  };
  return {
    typeName: 'ValidatorPower',
    encode,
    encodePart: encode,
    read,
    readPart: read,
    describe: ({ power, operator }) => `${power}/${operator}`,
  };
}
