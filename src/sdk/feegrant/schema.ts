import { Grant } from 'cosmjs-types/cosmos/feegrant/v1beta1/feegrant';
import { CollectionMap, KeySet } from '../../store/collections.js';
import { pair, triple } from '../../store/compositeKey.js';
import type { KVStore } from '../../store/kv.js';
import { time } from '../../store/timeKey.js';
import { proto } from '../../types/codec.js';
import type { Addresses } from '../addresses.js';

export const feegrantStore = 'feegrant';

export const grantsPrefix = '\0';

/** Where x/feegrant keeps things: store `feegrant`. */
export function feegrantSchema(store: KVStore, { accountPart }: Addresses) {
  return {
    /** (grantee, granter) */
    grants: new CollectionMap(store, grantsPrefix, pair(accountPart, accountPart), proto(Grant)),
    /** (expiration, grantee, granter) of grants that end by themselves. */
    expirations: new KeySet(store, 0x01, triple(time, accountPart, accountPart)),
  };
}
