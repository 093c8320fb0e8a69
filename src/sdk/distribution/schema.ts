import {
  DelegatorStartingInfo,
  FeePool,
  Params,
  ValidatorAccumulatedCommission,
  ValidatorCurrentRewards,
  ValidatorHistoricalRewards,
  ValidatorOutstandingRewards,
  ValidatorSlashEvent,
} from 'cosmjs-types/cosmos/distribution/v1beta1/distribution';
import { pair, triple } from '../../store/compositeKey.js';
import { lengthPrefixed, uint64 } from '../../store/keyCodec.js';
import { itemAt, mapAt, schemaBy } from '../../store/schema.js';
import { keyAsValue } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';
import type { Addresses } from '../addresses.js';
import { littleEndian64 } from '../littleEndian.js';
import { BytesValue } from '../rawType.js';

export const distributionStore = 'distribution';

export const slashEventsPrefix = '\x08';

/** Where x/distribution keeps things: store `distribution`, the keys of SDK 0.53. */
export const distributionSchema = schemaBy((addresses: Addresses) => {
  const { account, accountPart } = addresses;
  const operator = lengthPrefixed(addresses.operator);
  return {
    feePool: itemAt(0x00, proto(FeePool)),
    /** Consensus address of the last block's proposer. */
    previousProposer: itemAt(0x01, proto(BytesValue)),
    /** Per validator: all that he and his delegators have earned and not taken out. */
    outstanding: mapAt(0x02, operator, proto(ValidatorOutstandingRewards)),
    withdrawAddresses: mapAt(0x03, accountPart, keyAsValue(account)),
    /** (validator, delegator) -> where the delegation began to earn. */
    startingInfos: mapAt(0x04, pair(operator, accountPart), proto(DelegatorStartingInfo)),
    /** (validator, period) -> rewards per token since the beginning, at the period's end. */
    historical: mapAt(0x05, pair(operator, littleEndian64), proto(ValidatorHistoricalRewards)),
    /** Per validator: what the period that is going on has earned. */
    current: mapAt(0x06, operator, proto(ValidatorCurrentRewards)),
    commissions: mapAt(0x07, operator, proto(ValidatorAccumulatedCommission)),
    /** (validator, height, period) of every slash. */
    slashes: mapAt(slashEventsPrefix, triple(operator, uint64, uint64), proto(ValidatorSlashEvent)),
    params: itemAt(0x09, proto(Params)),
  };
});
