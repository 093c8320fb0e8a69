import { IntProto } from 'cosmjs-types/cosmos/base/v1beta1/coin';
import {
  Delegation,
  DVPairs,
  DVVTriplets,
  Params,
  type HistoricalInfo as ProtoHistoricalInfo,
  Redelegation,
  UnbondingDelegation,
  ValAddresses,
  Validator,
  ValidatorUpdates,
} from 'cosmjs-types/cosmos/staking/v1beta1/staking';
import { pair, triple } from '../../store/compositeKey.js';
import { type KeyCodec, lengthPrefixed, uint64 } from '../../store/keyCodec.js';
import { itemAt, keysAt, mapAt, schemaBy, sequenceAt } from '../../store/schema.js';
import { time as timeKey } from '../../store/timeKey.js';
import type { Codec } from '../../store/value.js';
import { bytesValue, keyAsValue, uint64Value } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';
import type { Addresses } from '../addresses.js';
import { Int64Value } from '../rawType.js';
import { powerKey } from './powerKey.js';
import { HistoricalInfo, validatorBytes } from './types.js';

export const stakingStore = 'staking';

const validatorCodec: Codec<Validator> = { encode: validatorBytes, decode: proto(Validator).decode };

/** Thousands of blocks are kept, and hardly one is ever read: their bytes are enough. */
const historyCodec: Codec<ProtoHistoricalInfo> = { ...proto(HistoricalInfo), keepsRecords: false };

export const validatorsPrefix = '\x21';
export const delegationsPrefix = '\x31';
export const redelegationsPrefix = '\x34';
export const redelegationsBySourcePrefix = '\x35';
export const unbondingsPrefix = '\x32';
export const delegationsByOperatorPrefix = '\x71';
export const unbondingsByOperatorPrefix = '\x33';

/** The length of the time text, which stands in front of it in the validator queue. */
const queueTimeLength = 29n;

/** (end of unbonding, its height) of the validator queue. */
const validatorQueueKey: KeyCodec<readonly [time: bigint, height: bigint]> = (() => {
  const key = triple(uint64, timeKey, uint64);
  const encode = ([time, height]: readonly [bigint, bigint]): string => key.encode([queueTimeLength, time, height]);
  const read: KeyCodec<readonly [bigint, bigint]>['read'] = (cursor) => {
    const [, time, height] = key.read(cursor);
    return [time, height];
  };
  return { typeName: 'ValidatorQueue', encode, encodePart: encode, read, readPart: read, describe: String };
})();

/** Where x/staking keeps things: store `staking`, the keys of SDK 0.53. */
export const stakingSchema = schemaBy((addresses: Addresses) => {
  const { account, accountPart } = addresses;
  const operator = lengthPrefixed(addresses.operator);
  const operatorValue = keyAsValue(addresses.operator);
  return {
    /** Power of each validator in the set that CometBFT was last told. */
    lastPowers: mapAt(0x11, operator, proto(Int64Value)),
    lastTotalPower: itemAt(0x12, proto(IntProto)),
    validators: mapAt(validatorsPrefix, operator, validatorCodec),
    byConsensusAddress: mapAt(0x22, lengthPrefixed(addresses.consensus), operatorValue),
    byPower: mapAt(0x23, powerKey(addresses), operatorValue),
    delegations: mapAt(delegationsPrefix, pair(accountPart, operator), proto(Delegation)),
    unbondings: mapAt(unbondingsPrefix, pair(accountPart, operator), proto(UnbondingDelegation)),
    unbondingsByOperator: keysAt(unbondingsByOperatorPrefix, pair(operator, accountPart)),
    redelegations: mapAt(redelegationsPrefix, triple(accountPart, operator, operator), proto(Redelegation)),
    redelegationsBySource: keysAt(redelegationsBySourcePrefix, triple(operator, accountPart, operator)),
    redelegationsByDestination: keysAt(0x36, triple(operator, accountPart, operator)),
    /** The last id that was given to an unbonding. */
    unbondingId: sequenceAt(0x37),
    /** Unbonding id -> store key of what unbonds. */
    unbondingKeys: mapAt(0x38, uint64, bytesValue),
    /** Unbonding id -> what kind of thing unbonds. */
    unbondingTypes: mapAt(0x39, uint64, uint64Value),
    unbondingQueue: mapAt(0x41, timeKey, proto(DVPairs)),
    redelegationQueue: mapAt(0x42, timeKey, proto(DVVTriplets)),
    validatorQueue: mapAt(0x43, validatorQueueKey, proto(ValAddresses)),
    history: mapAt(0x50, uint64, historyCodec),
    params: itemAt(0x51, proto(Params)),
    /** The updates of the last block's end. */
    updates: itemAt(0x61, proto(ValidatorUpdates)),
    delegationsByOperator: keysAt(delegationsByOperatorPrefix, pair(addresses.operator, account)),
  };
});
