/** What the coverage rule reads of a model sub-group: who is in it, with which MLNodes. */
export interface ModelSubGroup {
  readonly modelId: string;
  readonly validationWeights: readonly {
    readonly memberAddress: string;
    readonly mlNodes: readonly unknown[];
  }[];
}

/**
 * Participants that support every model of the epoch: present, with at least one MLNode, in each sub-group that the root
 * group names (seed 3, section 6; decisions, section 6).
 *
 * Nobody is covered when the root names no models, or names one that has no sub-group. Cost: O(members of all sub-groups).
 *
 * @param subGroupModels `sub_group_models` of the epoch's root group
 * @param subGroups      the epoch's sub-groups, in any order
 */
export function coveredParticipants(
  subGroupModels: readonly string[],
  subGroups: readonly ModelSubGroup[],
): ReadonlySet<string> {
  const groupOf = new Map(subGroups.map((group) => [group.modelId, group]));
  const [first, ...others] = [...new Set(subGroupModels)].map((model) => servingMembers(groupOf.get(model)));
  if (first === undefined) return new Set();
  return new Set([...first].filter((member) => others.every((members) => members.has(member))));
}

/** Whether one participant supports every model of the epoch: `GetParticipantModelCoverage` of the seed. */
export function getParticipantModelCoverage(
  participant: string,
  subGroupModels: readonly string[],
  subGroups: readonly ModelSubGroup[],
): boolean {
  return coveredParticipants(subGroupModels, subGroups).has(participant);
}

function servingMembers(group: ModelSubGroup | undefined): ReadonlySet<string> {
  const serving = new Set<string>();
  for (const { memberAddress, mlNodes } of group?.validationWeights ?? []) {
    if (mlNodes.length > 0) serving.add(memberAddress);
  }
  return serving;
}
