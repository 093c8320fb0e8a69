import { GroupInfo, GroupMember, GroupPolicyInfo, Proposal, Vote } from 'cosmjs-types/cosmos/group/v1/types';
import { pair, triple } from '../../store/compositeKey.js';
import { uint64 } from '../../store/keyCodec.js';
import { keysAt, mapAt, schemaBy, sequenceAt } from '../../store/schema.js';
import { proto } from '../../types/codec.js';
import type { Addresses } from '../addresses.js';
import { timeKeyWithLength } from '../timeKey.js';

export type GroupSchema = ReturnType<typeof groupSchema.lazily>;

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
export const groupSchema = schemaBy(({ account, accountPart }: Addresses) => ({
  groups: mapAt(groupsPrefix, uint64, proto(GroupInfo)),
  /** The last id that was given, as in the other sequences here. */
  groupSequence: sequenceAt('\x01\x01'),
  groupsByAdmin: keysAt(groupsByAdminPrefix, pair(account, uint64)),

  members: mapAt(membersPrefix, pair(uint64, account), proto(GroupMember)),
  membersByGroup: keysAt(0x11, triple(uint64, uint64, account)),
  membersByAddress: keysAt(membersByAddressPrefix, triple(account, uint64, account)),

  policies: mapAt(policiesPrefix, accountPart, proto(GroupPolicyInfo)),
  policySequence: sequenceAt('\x21\x01'),
  policiesByGroup: keysAt(policiesByGroupPrefix, pair(uint64, accountPart)),
  policiesByAdmin: keysAt(policiesByAdminPrefix, pair(account, accountPart)),

  proposals: mapAt(proposalsPrefix, uint64, proto(Proposal)),
  proposalSequence: sequenceAt('\x31\x01'),
  proposalsByPolicy: keysAt(proposalsByPolicyPrefix, pair(account, uint64)),
  proposalsByVotingEnd: keysAt(0x33, pair(timeKeyWithLength, uint64)),

  votes: mapAt(votesPrefix, pair(uint64, account), proto(Vote)),
  votesByProposal: keysAt(0x41, triple(uint64, uint64, account)),
  votesByVoter: keysAt(votesByVoterPrefix, triple(account, uint64, account)),
}));
