import { GroupInfo, GroupMember, GroupPolicyInfo, Proposal, Vote } from 'cosmjs-types/cosmos/group/v1/types';
import { CollectionMap, CollectionSequence, KeySet } from '../../store/collections.js';
import { pair, triple } from '../../store/compositeKey.js';
import { uint64 } from '../../store/keyCodec.js';
import type { KVStore } from '../../store/kv.js';
import { proto } from '../../types/codec.js';
import type { Addresses } from '../addresses.js';
import { timeKeyWithLength } from '../timeKey.js';

export type GroupSchema = ReturnType<typeof groupSchema>;

export const groupStore = 'group';

// A table of x/group's ORM stands under a prefix byte and 00, its sequence under the next byte and 01; an index key ends in
// the row's key.

export const groupsPrefix = '\0\0';
export const groupsByAdminPrefix = '\x02';
export const membersPrefix = '\x10\0';
export const membersByAddressPrefix = '\x12';
export const policiesPrefix = '\x20\0';
export const policiesByGroupPrefix = '\x22';
export const policiesByAdminPrefix = '\x23';
export const proposalsPrefix = '\x30\0';
export const proposalsByPolicyPrefix = '\x32';
export const votesPrefix = '\x40\0';
export const votesByVoterPrefix = '\x42';

/** Where x/group keeps things: store `group`, tables and indexes of SDK 0.53. */
export function groupSchema(store: KVStore, { account, accountPart }: Addresses) {
  return {
    groups: new CollectionMap(store, groupsPrefix, uint64, proto(GroupInfo)),
    /** The last id that was given, as in the other sequences here. */
    groupSequence: new CollectionSequence(store, '\x01\x01'),
    groupsByAdmin: new KeySet(store, groupsByAdminPrefix, pair(account, uint64)),

    members: new CollectionMap(store, membersPrefix, pair(uint64, account), proto(GroupMember)),
    membersByGroup: new KeySet(store, 0x11, triple(uint64, uint64, account)),
    membersByAddress: new KeySet(store, membersByAddressPrefix, triple(account, uint64, account)),

    policies: new CollectionMap(store, policiesPrefix, accountPart, proto(GroupPolicyInfo)),
    policySequence: new CollectionSequence(store, '\x21\x01'),
    policiesByGroup: new KeySet(store, policiesByGroupPrefix, pair(uint64, accountPart)),
    policiesByAdmin: new KeySet(store, policiesByAdminPrefix, pair(account, accountPart)),

    proposals: new CollectionMap(store, proposalsPrefix, uint64, proto(Proposal)),
    proposalSequence: new CollectionSequence(store, '\x31\x01'),
    proposalsByPolicy: new KeySet(store, proposalsByPolicyPrefix, pair(account, uint64)),
    proposalsByVotingEnd: new KeySet(store, 0x33, pair(timeKeyWithLength, uint64)),

    votes: new CollectionMap(store, votesPrefix, pair(uint64, account), proto(Vote)),
    votesByProposal: new KeySet(store, 0x41, triple(uint64, uint64, account)),
    votesByVoter: new KeySet(store, votesByVoterPrefix, triple(account, uint64, account)),
  };
}
