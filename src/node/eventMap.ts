import type { ChainEvent } from '../types/events.js';
import { bytesToHex } from '../util/bytes.js';
import type { IndexedTx } from './blockRecord.js';

/** What queries of CometBFT's event language are asked of: the values of each `type.key`, in order of emission. */
export type EventMap = ReadonlyMap<string, readonly string[]>;

/** Events as a map; what has no type or an attribute without key does not count. */
export function eventMap(events: readonly ChainEvent[], more: Readonly<Record<string, string>> = {}): EventMap {
  const map = new Map<string, string[]>();
  const add = (key: string, value: string) => {
    const values = map.get(key);
    if (values === undefined) map.set(key, [value]);
    else values.push(value);
  };
  for (const { type, attributes } of events) {
    if (type === '') continue;
    for (const { key, value } of attributes) if (key !== '') add(`${type}.${key}`, value);
  }
  for (const [key, value] of Object.entries(more)) add(key, value);
  return map;
}

/** The map of a transaction: its events, its hash (upper-case hex) and its height. */
export const txEventMap = (
  { hash, height, result }: IndexedTx,
  more: Readonly<Record<string, string>> = {},
): EventMap =>
  eventMap(result.events, { ...more, 'tx.hash': bytesToHex(hash).toUpperCase(), 'tx.height': String(height) });
