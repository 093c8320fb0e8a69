import { Metadata, Params } from 'cosmjs-types/cosmos/bank/v1beta1/bank';
import { pair } from '../../store/compositeKey.js';
import { itemAt, keysAt, mapAt, schemaBy } from '../../store/schema.js';
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
export const bankSchema = schemaBy((addresses: Addresses) => ({
  supply: mapAt(supplyPrefix, text, decimalTextValue),
  metadata: mapAt(metadataPrefix, text, proto(Metadata)),
  /** (address, denomination) -> amount above zero. */
  balances: mapAt(balancesPrefix, pair(addresses.account, text), decimalTextValue),
  /** (denomination, address) of every balance. */
  holders: keysAt(holdersPrefix, pair(text, addresses.accountPart)),
  sendEnabled: mapAt(sendEnabledPrefix, text, boolValue),
  params: itemAt(0x05, proto(Params)),
}));
