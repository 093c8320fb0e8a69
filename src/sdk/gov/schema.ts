import { Deposit, Params, Proposal, Vote } from 'cosmjs-types/cosmos/gov/v1/gov';
import { CollectionItem, CollectionMap, CollectionSequence } from '../../store/collections.js';
import { pair } from '../../store/compositeKey.js';
import { uint64 } from '../../store/keyCodec.js';
import type { KVStore } from '../../store/kv.js';
import { time } from '../../store/timeKey.js';
import { bytesValue, type NamedCodec, textValue, uint64Value } from '../../store/valueCodec.js';
import { proto } from '../../types/codec.js';
import type { Addresses } from '../addresses.js';

export const govStore = 'gov';

/** Names itself as Go does, because "not found" shows the name to clients. */
const proposalCodec: NamedCodec<Proposal> = {
  ...proto(Proposal),
  typeName: 'github.com/cosmos/gogoproto/cosmos.gov.v1.Proposal',
};

/** Where x/gov keeps things: store `gov`, prefixes of SDK 0.53. */
export function govSchema(store: KVStore, { accountPart }: Addresses) {
  return {
    proposals: new CollectionMap(store, 0x00, uint64, proposalCodec),
    /** (end of voting, proposal) of proposals that are voted on. */
    active: new CollectionMap(store, 0x01, pair(time, uint64), uint64Value),
    /** (end of deposits, proposal) of proposals that wait for deposits. */
    inactive: new CollectionMap(store, 0x02, pair(time, uint64), uint64Value),
    /** The next proposal's id. */
    proposalId: new CollectionSequence(store, 0x03),
    /** Proposals that are voted on; the value is always 01. */
    voting: new CollectionMap(store, 0x04, uint64, bytesValue),
    deposits: new CollectionMap(store, 0x10, pair(uint64, accountPart), proto(Deposit)),
    votes: new CollectionMap(store, 0x20, pair(uint64, accountPart), proto(Vote)),
    params: new CollectionItem(store, 0x30, proto(Params)),
    constitution: new CollectionItem(store, 0x31, textValue),
  };
}
