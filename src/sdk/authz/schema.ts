import { Grant, GrantQueueItem } from 'cosmjs-types/cosmos/authz/v1beta1/authz';
import { CollectionMap } from '../../store/collections.js';
import { triple } from '../../store/compositeKey.js';
import type { KVStore } from '../../store/kv.js';
import { text } from '../../store/textKey.js';
import { time } from '../../store/timeKey.js';
import { proto } from '../../types/codec.js';
import type { Addresses } from '../addresses.js';

export const authzStore = 'authz';

export const grantsPrefix = '\x01';

/** Where x/authz keeps things: store `authz`. */
export function authzSchema(store: KVStore, { accountPart }: Addresses) {
  return {
    /** (granter, grantee, type URL of the message) */
    grants: new CollectionMap(store, grantsPrefix, triple(accountPart, accountPart, text), proto(Grant)),
    /** (expiration, granter, grantee) -> the type URLs that end then. */
    expirations: new CollectionMap(store, 0x02, triple(time, accountPart, accountPart), proto(GrantQueueItem)),
  };
}
