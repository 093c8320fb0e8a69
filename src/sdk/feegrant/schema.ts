import { Grant } from 'cosmjs-types/cosmos/feegrant/v1beta1/feegrant';
import { pair, triple } from '../../store/compositeKey.js';
import { keysAt, mapAt, schemaBy } from '../../store/schema.js';
import { time } from '../../store/timeKey.js';
import { proto } from '../../types/codec.js';
import type { Addresses } from '../addresses.js';

export const feegrantStore = 'feegrant';

export const grantsPrefix = '\0';

/** Where x/feegrant keeps things: store `feegrant`. */
export const feegrantSchema = schemaBy(({ accountPart }: Addresses) => ({
  /** (grantee, granter) */
  grants: mapAt(grantsPrefix, pair(accountPart, accountPart), proto(Grant)),
  /** (expiration, grantee, granter) of grants that end by themselves. */
  expirations: keysAt(0x01, triple(time, accountPart, accountPart)),
}));
