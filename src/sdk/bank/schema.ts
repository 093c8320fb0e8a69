import { Metadata, Params } from 'cosmjs-types/cosmos/bank/v1beta1/bank';
import { CollectionItem, CollectionMap, KeySet } from '../../store/collections.js';
import { pair } from '../../store/compositeKey.js';
import type { KVStore } from '../../store/kv.js';
import { text } from '../../store/textKey.js';
import { boolValue, decimalTextValue } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';
import type { Addresses } from '../addresses.js';

export const bankStore = 'bank';

export const balancesPrefix = '\x02';
export const holdersPrefix = '\x03';
export const supplyPrefix = '\0';
export const metadataPrefix = '\x01';
export const sendEnabledPrefix = '\x04';

/** Where x/bank keeps things: store `bank`, prefixes of SDK 0.53. Amounts are decimal text. */
export function bankSchema(store: KVStore, addresses: Addresses) {
  return {
    supply: new CollectionMap(store, supplyPrefix, text, decimalTextValue),
    metadata: new CollectionMap(store, metadataPrefix, text, proto(Metadata)),
    /** (address, denomination) -> amount above zero. */
    balances: new CollectionMap(store, balancesPrefix, pair(addresses.account, text), decimalTextValue),
    /** (denomination, address) of every balance. */
    holders: new KeySet(store, holdersPrefix, pair(text, addresses.accountPart)),
    sendEnabled: new CollectionMap(store, sendEnabledPrefix, text, boolValue),
    params: new CollectionItem(store, 0x05, proto(Params)),
  };
}
