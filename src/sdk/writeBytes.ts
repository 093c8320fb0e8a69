import type { Key, KVStore } from '../store/kv.js';
import { Value } from '../store/value.js';

/** Stores raw bytes under a key of a module that keeps no collections. */
export const writeBytes = (store: KVStore, key: Key, bytes: Uint8Array): void => store.set(key, Value.ofBytes(bytes));
