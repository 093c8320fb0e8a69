import type { GroupKeeper } from '../../../src/sdk/group/keeper.js';

/** All of x/group as the recordings show it. */
export function groupsOf(group: GroupKeeper): Readonly<Record<string, unknown>> {
  const groups = [...group.schema.groups.values()].map(({ id, metadata, totalWeight }) => {
    const members = group.members(id).map((member) => [member.address, String(member.weight), member.metadata]);
    const [policy] = group.policiesOf(id);
    return [String(id), { members, metadata, policy: policy?.address, totalWeight }];
  });
  return Object.fromEntries(groups);
}
