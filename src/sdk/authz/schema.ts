import { Grant, GrantQueueItem } from 'cosmjs-types/cosmos/authz/v1beta1/authz';
import { triple } from '../../store/compositeKey.js';
import { mapAt, schemaBy } from '../../store/schema.js';
import { text } from '../../store/textKey.js';
import { time } from '../../store/timeKey.js';
import { proto } from '../../types/codec.js';
import type { Addresses } from '../addresses.js';

export const authzStore = 'authz';

export const grantsPrefix = '\x01';

/** Where x/authz keeps things: store `authz`. */
export const authzSchema = schemaBy(({ accountPart }: Addresses) => ({
  /** (granter, grantee, type URL of the message) */
  grants: mapAt(grantsPrefix, triple(accountPart, accountPart, text), proto(Grant)),
  /** (expiration, granter, grantee) -> the type URLs that end then. */
  expirations: mapAt(0x02, triple(time, accountPart, accountPart), proto(GrantQueueItem)),
}));
