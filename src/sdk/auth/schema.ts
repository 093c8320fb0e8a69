import { Params } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import { pair } from '../../store/compositeKey.js';
import { int64, uint64 } from '../../store/keyCodec.js';
import { itemAt, keysAt, mapAt, schemaBy, sequenceAt } from '../../store/schema.js';
import { keyAsValue } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';
import type { Addresses } from '../addresses.js';
import { accountCodec } from './account.js';

export const authStore = 'acc';

export const accountsPrefix = '\x01';

/** Where x/auth keeps things: store `acc`, prefixes of SDK 0.53. */
export const authSchema = schemaBy((addresses: Addresses) => ({
  params: itemAt(0x00, proto(Params)),
  accounts: mapAt(accountsPrefix, addresses.account, accountCodec),
  /** The next account number. */
  accountNumber: sequenceAt(0x02),
  /** Account number -> address; its prefix is a whole word. */
  byNumber: mapAt('accountNumber', uint64, keyAsValue(addresses.account)),
  /** (timeout in nanoseconds, sender) of unordered transactions that may not come again. */
  unorderedNonces: keysAt(0x5a, pair(int64, addresses.account)),
}));
