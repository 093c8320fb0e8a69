import { Coin } from 'cosmjs-types/cosmos/base/v1beta1/coin';
import { Params, UnbondingCollateral } from '../../gen/inference/collateral/collateral.js';
import { pair } from '../../store/compositeKey.js';
import { uint64 } from '../../store/keyCodec.js';
import { itemAt, keysAt, mapAt, schemaBy, sequenceAt } from '../../store/schema.js';
import { proto } from '../../types/codec.js';
import type { Addresses } from '../addresses.js';

export const collateralStore = 'collateral';

export const depositsPrefix = '\x02';
export const withdrawalsPrefix = '\x04';

/** Where the chain's x/collateral keeps things: store `collateral`, prefixes as recorded from a running node. */
export const collateralSchema = schemaBy(({ account }: Addresses) => ({
  params: itemAt(0x00, proto(Params)),
  /** The running epoch. */
  epoch: sequenceAt(0x01),
  deposits: mapAt(depositsPrefix, account, proto(Coin)),
  /** (completion epoch, participant). */
  withdrawals: mapAt(withdrawalsPrefix, pair(uint64, account), proto(UnbondingCollateral)),
  /** (participant, completion epoch). */
  withdrawalsByParticipant: keysAt(0x05, pair(account, uint64)),
  /** Participants whose validator is not in the working set. */
  jailed: keysAt(0x06, account),
}));
