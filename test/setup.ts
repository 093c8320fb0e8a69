import { onRecordStored } from '../src/store/value.js';

/** Stored records are shared; in tests they are frozen, so that a rule that changes one in place fails where it does so. */
function deepFreeze<T>(record: T): T {
  if (typeof record === 'object' && record !== null && !ArrayBuffer.isView(record) && !Object.isFrozen(record)) {
    Object.freeze(record);
    for (const part of Object.values(record)) deepFreeze(part);
  }
  return record;
}

onRecordStored(deepFreeze);
