import { Coin } from 'cosmjs-types/cosmos/base/v1beta1/coin';
import { Params, UnbondingCollateral } from '../../gen/inference/collateral/collateral.js';
import { CollectionItem, CollectionMap, CollectionSequence, KeySet } from '../../store/collections.js';
import { pair } from '../../store/compositeKey.js';
import { uint64 } from '../../store/keyCodec.js';
import type { KVStore } from '../../store/kv.js';
import { proto } from '../../types/codec.js';
import type { Addresses } from '../addresses.js';

export const collateralStore = 'collateral';

export const depositsPrefix = '\x02';
export const withdrawalsPrefix = '\x04';

/** Where the chain's x/collateral keeps things: store `collateral`, prefixes as recorded from a running node. */
export function collateralSchema(store: KVStore, { account }: Addresses) {
  return {
    params: new CollectionItem(store, 0x00, proto(Params)),
    /** The running epoch. */
    epoch: new CollectionSequence(store, 0x01),
    deposits: new CollectionMap(store, depositsPrefix, account, proto(Coin)),
    /** (completion epoch, participant). */
    withdrawals: new CollectionMap(store, withdrawalsPrefix, pair(uint64, account), proto(UnbondingCollateral)),
    /** (participant, completion epoch). */
    withdrawalsByParticipant: new KeySet(store, 0x05, pair(account, uint64)),
    /** Participants whose validator is not in the working set. */
    jailed: new KeySet(store, 0x06, account),
  };
}
