import type { GroupInfo, GroupMember, Proposal } from 'cosmjs-types/cosmos/group/v1/types';
import { describe, expect, it } from 'vitest';
import type { GroupKeeper } from '../../src/sdk/group/keeper.js';
import { endGroupProposals } from '../../src/sdk/group/tally.js';
import { hexToBytes } from '../../src/util/bytes.js';
import { type Changes, handlerEvents, recordedBlocks } from '../vectors/sdkReplay.js';
import { haveVectors } from '../vectors/shared.js';

interface Codecs {
  decode(bytes: Uint8Array): unknown;
}

/** The records of a table that a block wrote. */
function rows<T>(changes: Changes, prefix: string, codec: Codecs): T[] {
  const found = [...changes].filter(([key, value]) => key.startsWith(prefix) && value !== null);
  return found.map(([, value]) => codec.decode(hexToBytes(value!)) as T);
}

/** Makes the groups and members that a block wrote: each member alone, then the metadata, until the version is right. */
function repeatGroups(group: GroupKeeper, changes: Changes): void {
  const { groups, members } = group.schema;
  for (const written of rows<GroupInfo>(changes, '0000', groups.valueCodec)) {
    const known = groups.get(written.id);
    if (!known) {
      const first = written.metadata === 'unchanged' || written.metadata === 'changed' ? '' : written.metadata;
      group.createWithPolicy({
        admin: written.admin,
        metadata: first,
        percentage: '0.50',
        votingPeriod: 240n,
        minExecutionPeriod: 0n,
      });
    }
    const joined = rows<GroupMember>(changes, '1000', members.valueCodec).filter(
      ({ groupId }) => groupId === written.id,
    );
    for (const { member } of joined) {
      group.updateMembers(written.admin, written.id, [
        { address: member!.address, weight: BigInt(member!.weight), metadata: member!.metadata },
      ]);
    }
    while (group.requireGroup(written.id).version < written.version) {
      group.updateMetadata(written.admin, written.id, written.metadata);
    }
  }
}

describe.skipIf(!haveVectors)('the epoch groups of the recorded run', () => {
  it('are written as the node did: tables, indexes, sequences, policy accounts', () => {
    let created = 0;
    for (const block of recordedBlocks(['group', 'acc'])) {
      if (block.height === 1) continue;
      const recorded = block.recorded('group');
      const ofGroups = (key: string): boolean => /^(00|01|02|1|2)/.test(key);
      if (![...recorded.keys()].some(ofGroups)) continue;
      repeatGroups(block.keepers.group, recorded);
      const kept = (changes: Changes) => [...changes].filter(([key]) => ofGroups(key));
      expect(kept(block.written('group')), `height ${block.height}`).toEqual(kept(recorded));
      for (const [key, value] of block.written('acc')) {
        // Account numbers depend on whom else the block made an account for.
        const strip = (hex: string | null | undefined) => hex?.replace(/18[0-9a-f]{2,4}$/, '');
        if (key.startsWith('01')) expect(strip(block.recorded('acc').get(key)), key).toBe(strip(value));
      }
      created += rows(recorded, '2000', block.keepers.group.schema.policies.valueCodec).length;
    }
    expect(created).toBeGreaterThan(20);
  });

  it('vote, decide and forget their proposals as the node did, with the same events', () => {
    let votes = 0;
    for (const block of recordedBlocks(['group', 'acc'])) {
      if (block.height === 1) continue;
      const { group } = block.keepers;
      const recorded = block.recorded('group');
      const { proposals, proposalSequence } = group.schema;
      for (const proposal of rows<Proposal>(recorded, '3000', proposals.valueCodec)) {
        if (proposal.id <= proposalSequence.peek()) continue;
        const { groupPolicyAddress, metadata, proposers, messages } = proposal;
        group.submitProposal({ policyAddress: groupPolicyAddress, proposers, metadata, messages });
      }
      for (const { feePayer, result } of block.txs) {
        const ofGroup = handlerEvents(result.events).filter(({ type }) => type.startsWith('cosmos.group.'));
        const voted = ofGroup.filter(({ type }) => type.endsWith('EventVote'));
        const before = block.ctx.events.all.length;
        for (const { attributes } of voted) {
          const id = BigInt(JSON.parse(attributes[0]!.value));
          const { metadata } = proposals.require(id);
          const about = metadata.replace('Invalidation of', 'Invalidate').replace('Revalidation of', 'Revalidate');
          group.voteAndTry(id, feePayer!, accepted.has(id) ? 'yes' : 'no', about);
        }
        if (voted.length > 0) expect(block.ctx.events.all.slice(before), `height ${block.height}`).toEqual(ofGroup);
        votes += voted.length;
      }
      endGroupProposals(group);
      const kept = (changes: Changes) => [...changes].filter(([key]) => /^[34]/.test(key));
      expect(kept(block.written('group')), `height ${block.height}`).toEqual(kept(recorded));
    }
    expect(votes).toBeGreaterThan(10);
  });
});

/** The proposals that the voters of the recorded run wanted; they voted no on the others. */
const accepted: ReadonlySet<bigint> = new Set([1n, 4n, 5n, 8n]);
