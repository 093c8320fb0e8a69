import type { GroupInfo, GroupMember, GroupPolicyInfo } from 'cosmjs-types/cosmos/group/v1/types';
import type { Context } from '../../types/context.js';
import type { MsgRouter } from '../../types/module.js';
import type { Addresses } from '../addresses.js';
import type { GroupSchema } from './schema.js';
import type { GroupTables } from './tables.js';

/** What proposals and their tallies may touch. */
export interface GroupGround {
  readonly ctx: Context;
  readonly addresses: Addresses;
  readonly router: MsgRouter;
  readonly schema: GroupSchema;
  readonly tables: GroupTables;
  requireGroup(groupId: bigint): GroupInfo;
  requirePolicy(address: string): GroupPolicyInfo;
  member(groupId: bigint, address: string): GroupMember | undefined;
}
